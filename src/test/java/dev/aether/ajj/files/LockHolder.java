package dev.aether.ajj.files;

import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/** A process that holds a lock until its stdin ends or it is killed. */
public final class LockHolder {
    private LockHolder() {}

    /** Takes the lock file and a timeout in milliseconds. Prints "held", or why not. */
    @SuppressWarnings("SystemOut")
    public static void main(String... arguments) {
        LockedFile lock = new LockedFile(Path.of(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])));
        try {
            lock.holding(LockHolder::hold);
        } catch (Failure refused) {
            System.out.println(refused.getMessage());
        }
    }

    @SuppressWarnings("SystemOut")
    private static void hold() {
        System.out.println("held");
        try {
            int _ = System.in.read();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

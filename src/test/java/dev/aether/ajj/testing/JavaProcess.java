package dev.aether.ajj.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A separate JVM with this one's class path, for tests between processes. */
public final class JavaProcess {

    private JavaProcess() {}

    /** Starts the {@code main} of a class; stderr comes with stdout. */
    public static Process start(Class<?> mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

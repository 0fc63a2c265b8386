package dev.aether.ajj.files;

import dev.aether.ajj.error.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A directory that ajj keeps for itself inside a workspace, and that version control must never see. */
public final class StateDirectory {

    private StateDirectory() {}

    /**
     * Makes the directory where it is missing. Its {@code .gitignore} comes before everything else in it, because jj
     * records whatever it finds on its next command.
     *
     * @throws Failure {@code STATE_LOCKED} when it cannot be written
     */
    public static void prepare(Path directory) {
        Path ignore = directory.resolve(".gitignore");
        if (Files.exists(ignore)) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Files.writeString(ignore, "*\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            // another process was quicker
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(ignore, impossible), impossible);
        }
    }

    /** Whether version control leaves it alone, as {@link #prepare} sees to. True when there is none. */
    public static boolean isIgnored(Path directory) {
        Path ignore = directory.resolve(".gitignore");
        try {
            return Files.notExists(directory)
                    || Files.readString(ignore, StandardCharsets.ISO_8859_1)
                            .lines()
                            .anyMatch("*"::equals);
        } catch (IOException missing) {
            return false;
        }
    }
}

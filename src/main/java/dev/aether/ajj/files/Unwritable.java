package dev.aether.ajj.files;

import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.model.text.ShellWord;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Explains why one of ajj's own files cannot be written. */
public final class Unwritable {

    private Unwritable() {}

    /** Returns the problem of a failed write, with hints. */
    public static StateProblem.Locked problem(Path file, IOException reason) {
        Path culprit = nearestExisting(file);
        String who = System.getProperty("user.name", "this user");
        String hint = attributes(culprit)
                .map(found -> culprit + " belongs to " + found.owner().getName() + " with permissions "
                        + PosixFilePermissions.toString(found.permissions()) + ", ajj runs as " + who)
                .orElse("check that " + culprit + " exists and that " + who + " may write to it");
        return new StateProblem.Locked(file, message(reason), List.of(hint, remedy(file, culprit, reason)));
    }

    /** Returns the file itself when it exists, else its nearest parent that does. */
    public static Path nearestExisting(Path file) {
        Path candidate = file.toAbsolutePath();
        while (!Files.exists(candidate) && candidate.getParent() != null) {
            candidate = candidate.getParent();
        }
        return candidate;
    }

    private static Optional<PosixFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, PosixFileAttributes.class));
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /** Never suggests a recursive chown: the directory may not be ajj's own. */
    private static String remedy(Path file, Path culprit, IOException reason) {
        if (!(reason instanceof AccessDeniedException)) {
            return "check whether the disk is full, read-only or without support for locks: df "
                    + ShellWord.quoted(culprit.toString());
        }
        return culprit.equals(file.toAbsolutePath())
                ? "if an earlier ajj ran as root (sudo), change the owner back: sudo chown \"$(id -un)\" "
                        + ShellWord.quoted(culprit.toString())
                : "let this user write to " + culprit + ", or run ajj as its owner";
    }

    private static String message(IOException reason) {
        if (reason instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (reason instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return String.valueOf(reason.getMessage());
    }
}

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

/** Says why a file of ajj's own cannot be written, and what to do about it. */
public final class Unwritable {

    private Unwritable() {}

    /** The problem behind a failed write. */
    public static StateProblem.Locked problem(Path file, IOException reason) {
        Path culprit = culprit(file);
        String who = System.getProperty("user.name", "this user");
        String hint = attributes(culprit)
                .map(found -> culprit + " belongs to " + found.owner().getName() + " with permissions "
                        + PosixFilePermissions.toString(found.permissions()) + ", ajj runs as " + who)
                .orElse("see whether " + culprit + " exists and whether " + who + " may write to it");
        return new StateProblem.Locked(file, words(reason), List.of(hint, remedy(file, culprit, reason)));
    }

    /** The file itself when it is there, else the nearest directory above it that is. */
    private static Path culprit(Path file) {
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

    /** Never a recursive change of owner: the culprit may be a directory that is not ours. */
    private static String remedy(Path file, Path culprit, IOException reason) {
        if (!(reason instanceof AccessDeniedException)) {
            return "see whether the disk is full, read-only or does not support locks: df "
                    + ShellWord.quoted(culprit.toString());
        }
        return culprit.equals(file.toAbsolutePath())
                ? "if an earlier ajj ran as root (sudo), change the owner back: sudo chown \"$(id -un)\" "
                        + ShellWord.quoted(culprit.toString())
                : "let this user write to " + culprit + ", or run ajj as its owner";
    }

    private static String words(IOException reason) {
        if (reason instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (reason instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return String.valueOf(reason.getMessage());
    }
}

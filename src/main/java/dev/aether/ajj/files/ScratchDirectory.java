package dev.aether.ajj.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The directory for unfinished files of a workspace. */
public final class ScratchDirectory {

    private ScratchDirectory() {}

    /**
     * Returns {@code .jj} if possible, else the target. Any jj command snapshots all other directories, and would
     * record a half-written file with its secrets for good.
     *
     * @param root the workspace's root
     * @param target the directory of the finished file; the result is on the same file system
     */
    public static Path near(Path root, Path target) throws IOException {
        Path hidden = root.resolve(".jj");
        boolean usable = Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)
                && Files.isWritable(hidden)
                && Files.getFileStore(hidden).equals(Files.getFileStore(target));
        return usable ? hidden : target;
    }
}

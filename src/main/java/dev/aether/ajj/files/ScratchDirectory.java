package dev.aether.ajj.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where a file of a workspace stands until it is complete. */
public final class ScratchDirectory {

    private ScratchDirectory() {}

    /**
     * {@code .jj}, if possible: jj takes a snapshot of every other directory on any command, and would keep a half-written
     * file for ever, with its secrets.
     *
     * @param root the workspace's root
     * @param target the directory that the file goes to; the answer is on the same file system
     */
    public static Path near(Path root, Path target) throws IOException {
        Path hidden = root.resolve(".jj");
        boolean usable = Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)
                && Files.isWritable(hidden)
                && Files.getFileStore(hidden).equals(Files.getFileStore(target));
        return usable ? hidden : target;
    }
}

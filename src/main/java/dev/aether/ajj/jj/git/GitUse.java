package dev.aether.ajj.jj.git;

import dev.aether.ajj.files.ProgramRun;
import dev.aether.ajj.files.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Detects whether a worktree that jj created was also used with Git directly. */
final class GitUse {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The entries of a record that jj created. A merge or rebase in progress adds others. */
    private static final Set<String> JJ_ENTRIES =
            Set.of("HEAD", "commondir", "gitdir", "index", "locked", "logs", "refs");
    /** Offset of the number of entries in the header of an index. */
    private static final int COUNT_OFFSET = 8;

    private static final int HEADER_LENGTH = 12;

    private GitUse() {}

    /** Whether only jj has moved its HEAD, nothing is staged, and no merge or rebase is in progress. */
    static boolean isUsedOnlyByJj(Path record) throws IOException {
        try (Stream<Path> files = Files.list(record)) {
            if (!files.allMatch(file -> JJ_ENTRIES.contains(file.getFileName().toString()))) {
                return false;
            }
        }
        String head = RegularFile.text(record.resolve("HEAD")).strip();
        return isMovedByJj(record, head) && (isEmpty(record.resolve("index")) || isIndexOfHead(record));
    }

    /** Without a reflog, only a HEAD that points to one of jj's own refs is known to be moved by jj. */
    private static boolean isMovedByJj(Path record, String head) throws IOException {
        Path log = record.resolve("logs").resolve("HEAD");
        return Files.exists(log)
                ? RegularFile.text(log).lines().allMatch(line -> line.endsWith("\texport from jj"))
                : GitWorktree.isJjRef(head);
    }

    private static boolean isEmpty(Path index) throws IOException {
        if (!Files.exists(index)) {
            return true;
        }
        byte[] header = RegularFile.read(index, HEADER_LENGTH);
        return header.length >= HEADER_LENGTH && ByteBuffer.wrap(header).getInt(COUNT_OFFSET) == 0;
    }

    private static boolean isIndexOfHead(Path record) {
        ProcessBuilder git = new ProcessBuilder(List.of(
                "git",
                "-c",
                "core.fsmonitor=false",
                "--git-dir=" + record,
                "diff-index",
                "--cached",
                "--ita-invisible-in-index",
                "--quiet",
                "HEAD"));
        git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        // Without this, Git would fetch missing objects of a partial clone over the network.
        git.environment().put("GIT_NO_LAZY_FETCH", "1");
        try {
            return ProgramRun.start(git).await(LIMIT).equals(OptionalInt.of(0));
        } catch (IOException noGit) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

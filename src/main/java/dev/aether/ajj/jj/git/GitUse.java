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

/** Tells whether a worktree that jj has made was used with Git by hand. */
final class GitUse {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** What is in a record that jj has made. During a merge or a rebase there is more. */
    private static final Set<String> OF_JJ = Set.of("HEAD", "commondir", "gitdir", "index", "locked", "logs", "refs");

    /** Where the header of an index says how many files it has. */
    private static final int COUNT = 8;

    private static final int HEADER = 12;

    private GitUse() {}

    /** Whether jj alone has moved its HEAD, nothing is staged in it, and nothing is under way. */
    static boolean isByJjAlone(Path record) throws IOException {
        try (Stream<Path> files = Files.list(record)) {
            if (!files.allMatch(file -> OF_JJ.contains(file.getFileName().toString()))) {
                return false;
            }
        }
        String head = RegularFile.text(record.resolve("HEAD")).strip();
        return isMovedByJj(record, head) && (isEmpty(record.resolve("index")) || isIndexOfHead(record));
    }

    /** A Git that keeps no log does not say who has moved a HEAD to a commit. */
    private static boolean isMovedByJj(Path record, String head) throws IOException {
        Path log = record.resolve("logs").resolve("HEAD");
        return Files.exists(log)
                ? RegularFile.text(log).lines().allMatch(line -> line.endsWith("\texport from jj"))
                : GitWorktree.isNameOfJj(head);
    }

    private static boolean isEmpty(Path index) throws IOException {
        if (!Files.exists(index)) {
            return true;
        }
        byte[] header = RegularFile.read(index, HEADER);
        return header.length >= HEADER && ByteBuffer.wrap(header).getInt(COUNT) == 0;
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
        // A partial clone would be completed over the network.
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

package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Command lines of jj through {@code jj} and {@code ajj}: the output, errors and exit status are equal. */
@NeedsJj
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JjComparisonIT {
    /** Read-only commands, as typed in a shell after the program's name. */
    @SuppressWarnings("unused") // the source of the arguments
    static final List<String> LINES = List.of(
            "log",
            "log --color=always",
            "--color always log -r @",
            "log -r 'all()' --no-graph -T 'commit_id ++ \"\\n\"'",
            "-R . log -n 1",
            "-R sub/../. --no-pager diff",
            "--config ui.color=always log",
            "show --stat",
            "diff --git",
            "op log -n 2",
            "file list",
            "file show file.txt",
            "file show no-such-file",
            "bookmark list --all",
            "workspace root",
            "workspace root --name default",
            "workspace update-stale",
            "config get user.name",
            "config get no.such.key",
            "mine",
            "mine -r @-",
            "log -r 'no such revision'",
            "log --bogus",
            "bogus",
            "runs",
            "--bogus status",
            "help log",
            "log --help",
            "workspace --bogus",
            "log -r @ -T '\"\"' -- file.txt",
            "log --quiet -v",
            "git remote list",
            "util completion bash",
            "log \"$(printf '\\377')\"",
            "root <&-",
            "log -r @ | head -n 1");

    private TemporaryRepository repository;
    private Path bin;

    @BeforeAll
    void repository(@TempDir Path directory) throws IOException {
        repository = TemporaryRepository.colocated(directory);
        Files.writeString(
                repository.configuration(),
                Files.readString(repository.configuration()) + "aliases.mine = [\"log\", \"-r\", \"mine()\"]\n");
        Files.createDirectory(repository.root().resolve("sub"));
        Files.writeString(repository.root().resolve("changed ä.txt"), "changed\n");
        repository.jj("status");
        bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("ajj"), PackagedAjj.BINARY);
    }

    @ParameterizedTest
    @FieldSource("LINES")
    void ajjPrintsWhatJjPrints(String line) throws Exception {
        assertThat(answer("ajj", line)).isEqualTo(answer("jj", line));
    }

    private String answer(String program, String line) throws Exception {
        Path out = Files.createTempFile(repository.root().getParent(), "out", "");
        Path err = Files.createTempFile(repository.root().getParent(), "err", "");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", program + " " + line)
                .directory(repository.root().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(repository.environment());
        builder.environment().merge("PATH", "", (path, _) -> bin + ":" + path);
        int status = builder.start().waitFor();
        // Relative times depend on when the command runs.
        return Files.readString(out, StandardCharsets.ISO_8859_1).replaceAll("\\d+ \\w+ ago|\\bnow\\b", "some time ago")
                + "--- stderr\n" + Files.readString(err, StandardCharsets.ISO_8859_1)
                + "--- status " + status;
    }
}

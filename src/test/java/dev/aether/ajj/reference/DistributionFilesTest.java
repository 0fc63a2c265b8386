package dev.aether.ajj.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.CommandTree;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.testing.NeedsCommand;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionFilesTest {
    private static Map<Path, String> files = Map.of();

    @BeforeAll
    static void generate() throws IOException {
        files = DistributionFiles.generate("2026-01-31");
    }

    private static String manPage(String name) {
        return files.getOrDefault(DistributionFiles.MAN.resolve(name), "");
    }

    @Test
    void everyCommandHasAManPage() {
        assertThat(CommandTree.shown().map(command -> "man1/" + command.qualifiedName("-") + ".1"))
                .allSatisfy(
                        page -> assertThat(manPage(page)).startsWith(".\\\" ").contains(".SH SYNOPSIS"));
        assertThat(manPage("man1/ajj-st.1")).isEqualTo(".so man1/ajj-status.1\n");
    }

    @Test
    void aManPageContainsTheHelp() {
        assertThat(manPage("man1/ajj-workspace-forget.1"))
                .contains(
                        ".TH AJJ-WORKSPACE-FORGET 1 2026-01-31 ajj \"Aether\"\n",
                        "\\fBajj workspace forget\\fR [OPTIONS] [WORKSPACE...]\n",
                        "\\fB\\-y, \\-\\-yes\\fR\n",
                        "\\fB\\-\\-timeout=DURATION\\fR\n",
                        "ajj\\-workspace\\-remove(1)")
                .doesNotContain("\\-\\-json\\fR");
        assertThat(manPage("man1/ajj-exec.1")).contains(".RS 4\n.EX\najj exec postgres");
    }

    @Test
    void errorsHaveAManPage() {
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(manPage("man7/ajj-errors.7"))
                        .contains("\n\\fB" + code + "\\fR\nExit status " + code.exitStatus() + ".\n"));
    }

    @Test
    void theLauncherContainsTheCommandsAndOptions() {
        assertThat(files.getOrDefault(Path.of("bin/ajj"), ""))
                .contains("    __complete | cleanup | completion |", " | st | status | ", "--repository=*")
                .doesNotContainPattern("@[A-Z_]+@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bash-completion/completions/ajj",
                "zsh/site-functions/_ajj",
                "fish/vendor_completions.d/ajj.fish"
            })
    void everyShellFindsItsCompletionScript(String script) {
        assertThat(files.getOrDefault(Path.of("share", script), ""))
                .contains("workspace", "--sparse-patterns")
                .doesNotContainPattern("@[A-Z]+@");
    }

    @Test
    @NeedsCommand("groff")
    void groffAcceptsTheManPages(@TempDir Path directory) throws IOException {
        DistributionFiles.main(directory.toString(), "2026-01-31T00:00:00Z");
        String man = directory.resolve(DistributionFiles.MAN).toString();
        Stream<String> pages = files.keySet().stream()
                .filter(file -> file.startsWith(DistributionFiles.MAN))
                .map(file -> directory.resolve(file).toString());

        assertThat(pages)
                .allSatisfy(page -> assertThat(Shell.succeed(
                                Map.of(), List.of("groff", "-I", man, "-man", "-Tutf8", "-ww", "-z", page)))
                        .isEmpty());
    }
}

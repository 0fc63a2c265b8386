package dev.aether.ajj.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.inject.file.FileInjector;
import dev.aether.ajj.model.variable.VariableChanges;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of the output get the same values, with any content. */
@DisabledOnOs(OS.WINDOWS)
class EnvViewTest {
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            " # ",
            "#",
            "'",
            "''",
            "'\"'",
            "\"",
            "$HOME",
            "${HOME}",
            "$(id)",
            "`id`",
            "\\",
            "\\\\n",
            "a\nb",
            "\n",
            "a\r\nb",
            "\r",
            "!x",
            "~",
            "*",
            "a=b",
            "a;b&c|d",
            "é ü 漢",
            "-n",
            "x'; echo pwned; '",
            "trailing \\",
            "\t");
    private static final String ALPHABET = "ab '\"\\$`#\n\r=!;&é";

    @TempDir
    Path directory;

    @Test
    void aDotenvFileIsReadAgainWithTheSameValues() throws IOException {
        SequencedMap<String, String> variables = variables();
        variables.put("dotted.name", "x y");
        write(String.join("\n", EnvView.dotenv(variables)) + "\n");
        assertThat(new FileInjector()
                        .variables(directory, "file", (_, inFile) -> inFile)
                        .values())
                .isEqualTo(variables);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "zsh", "dash"})
    void aShellGetsTheSameValues(String shell) throws Exception {
        SequencedMap<String, String> variables = variables();
        evaluate(shell, EnvView.shell(new VariableChanges(variables, List.of())), variables);
    }

    /** Excludes carriage returns: no shell knows their escape in a dotenv file. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "zsh", "dash"})
    void aShellThatSourcesTheDotenvFileGetsTheSameValues(String shell) throws Exception {
        SequencedMap<String, String> variables = variables();
        variables.values().removeIf(value -> value.contains("\r"));
        evaluate(shell, EnvView.dotenv(variables), variables);
    }

    private void evaluate(String shell, List<String> lines, SequencedMap<String, String> variables) throws Exception {
        Assumptions.assumeTrue(isThere(shell), shell + " is not there");
        write(String.join("\n", lines) + "\n");
        String names =
                variables.keySet().stream().map(name -> "\"$" + name + "\"").collect(Collectors.joining(" "));
        Process process = new ProcessBuilder(shell, "-c", "eval \"$(cat file)\"; printf '%s\\0' " + names)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo(String.join("\0", variables.values()) + "\0");
    }

    @Test
    void warnsOfNamesThatAreInvalidInAShell() {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        variables.put("a.b", "1");
        variables.put("A", "2");
        variables.put("UID", "a[$(id)]");
        assertThat(EnvView.shell(new VariableChanges(variables, List.of("C", "c.d"))))
                .containsExactly("unset C", "export A='2'");
        assertThat(EnvView.leftOut(variables))
                .containsExactly(
                        "the variable a.b is left out: its name is not valid in a shell",
                        "the variable UID is left out: a shell sets it itself");
    }

    private static SequencedMap<String, String> variables() {
        SequencedMap<String, String> variables = new LinkedHashMap<>();
        HOSTILE.forEach(value -> variables.put("V" + variables.size(), value));
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            StringBuilder value = new StringBuilder();
            random.ints(random.nextInt(12), 0, ALPHABET.length()).forEach(at -> value.append(ALPHABET.charAt(at)));
            variables.put("V" + variables.size(), value.toString());
        }
        return variables;
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("file"), text);
    }

    private static boolean isThere(String shell) {
        return List.of(System.getenv("PATH").split(":", -1)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    }
}

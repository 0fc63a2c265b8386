package dev.aether.ajj;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.reference.LauncherScript;
import dev.aether.ajj.testing.Scripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The script {@code bin/ajj}, with a fake jj and a fake JDK that print how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String SAY_ARGUMENTS = "for word; do printf '<%s>' \"$word\"; done";

    @TempDir
    Path directory;

    private Path launcher;
    private Path where;

    @BeforeEach
    void installWithAFakeJj() throws IOException {
        launcher = directory.resolve("ajj/bin/ajj");
        where = Files.createDirectories(directory.resolve("repository/below"));
        Files.createDirectories(directory.resolve("repository/.jj"));
        Files.createDirectories(launcher.getParent());
        Scripts.write(launcher, LauncherScript.text());
        script(directory.resolve("path/jj"), "printf 'jj:'; " + SAY_ARGUMENTS);
    }

    @ParameterizedTest
    @MethodSource("dev.aether.ajj.cli.SampleLines#all")
    void decidesLikeCommandWords(boolean forJj, List<String> arguments) throws Exception {
        jdk("jdk", "25.0.1", "printf 'java'");

        Result ended = run(Map.of("AJJ_JAVA_HOME", directory.resolve("jdk").toString()), arguments);

        assertThat(ended.output()).startsWith(forJj ? "jj:" : "java");
    }

    @ParameterizedTest
    @MethodSource("dev.aether.ajj.cli.SampleLines#forJj")
    void removesAjjsOptionsForJj(List<String> arguments, List<String> given) throws Exception {
        assertThat(run(Map.of(), arguments).output())
                .isEqualTo("jj:" + given.stream().map(word -> "<" + word + ">").collect(Collectors.joining()));
    }

    @Test
    void withoutArgumentsOutsideOfARepositoryPrintsHelp() throws Exception {
        jdk("jdk", "25.0.1", SAY_ARGUMENTS);
        where = directory;

        Result ended = run(Map.of("AJJ_JAVA_HOME", directory.resolve("jdk").toString()), List.of());

        assertThat(ended.output()).endsWith("<--help>");
    }

    @Test
    void withoutArgumentsInARepositoryLists() throws Exception {
        jdk("jdk", "25.0.1", SAY_ARGUMENTS);

        Result ended = run(Map.of("AJJ_JAVA_HOME", directory.resolve("jdk").toString()), List.of());

        assertThat(ended.output()).endsWith("<list>");
    }

    @ParameterizedTest
    @CsvSource({
        "cleanpu, ajj cleanup",
        "restart db, ajj down && ajj up",
        "worksapce, ajj workspace",
        "--cofnig x up, --config",
        "--outptu=json workspace list, --output"
    })
    void suggestsACommandAfterJjHasRefusedAWord(String typed, String suggestion) throws Exception {
        script(directory.resolve("path/jj"), "case $1 in config | help) exit 1 ;; esac; echo refused; exit 2");

        assertThat(run(Map.of(), List.of(typed.split(" ", -1))))
                .isEqualTo(new Result(2, "refused\nHint: did you mean: " + suggestion + "\n"));
    }

    @Test
    void suggestsNothingUnlessJjRefusesTheWord() throws Exception {
        script(directory.resolve("path/jj"), "case $1 in config | help) exit 1 ;; esac; echo failed; exit 1");

        assertThat(run(Map.of(), List.of("cleanpu"))).isEqualTo(new Result(1, "failed\n"));
    }

    /** jj must replace the script's process, because the user's shell waits for it. */
    @ParameterizedTest
    @CsvSource({"config", "help"})
    void becomesJjForAnAliasOrCommandOfJj(String answering) throws Exception {
        script(
                directory.resolve("path/jj"),
                "case $1 in " + answering + ") exit 0 ;; config | help) exit 1 ;; esac; echo $PPID; exit 2");

        assertThat(run(Map.of(), List.of("ps")))
                .isEqualTo(new Result(2, ProcessHandle.current().pid() + "\n"));
    }

    @Test
    void passesArgumentsToJjUnchanged() throws Exception {
        List<String> arguments = List.of("log", "", " a  b ", "*", "$HOME", "`x`", "'\"\\", "new\nline", "-Dx", "é");

        Result ended = run(Map.of(), arguments);

        assertThat(ended.output()).isEqualTo("jj:<" + String.join("><", arguments) + ">");
    }

    @Test
    void passesArgumentsToJavaUnchanged() throws Exception {
        jdk("jdk", "25", SAY_ARGUMENTS);
        List<String> arguments = List.of("run", "--", "", " a  b ", "*", "$HOME", "-Dx", "-Xmx1g", "@file", "é");

        Result ended = run(Map.of("AJJ_JAVA_HOME", directory.resolve("jdk").toString()), arguments);

        assertThat(ended.output())
                .endsWith("<-cp><" + launcher.getParent() + "/../lib/quarkus-run.jar><dev.aether.ajj.Main><"
                        + String.join("><", arguments) + ">");
    }

    @Test
    void leavesTheErrorAboutAMissingJjToTheProgram() throws Exception {
        jdk("jdk", "25", "printf 'java'");
        Files.delete(directory.resolve("path/jj"));

        Result ended = run(Map.of("AJJ_JAVA_HOME", directory.resolve("jdk").toString()), List.of("log"));

        assertThat(ended.output()).isEqualTo("java");
    }

    @Test
    void findsItsLibraryThroughLinks() throws Exception {
        jdk("jdk", "25", SAY_ARGUMENTS);
        Files.createSymbolicLink(directory.resolve("absolute"), launcher);
        Files.createSymbolicLink(directory.resolve("relative"), Path.of("absolute"));
        launcher = directory.resolve("relative");

        Result ended = run(Map.of("AJJ_JAVA_HOME", directory.resolve("jdk").toString()), List.of("list"));

        assertThat(ended.output()).contains("<" + directory.resolve("ajj/bin") + "/../lib/quarkus-run.jar>");
    }

    @ParameterizedTest
    @CsvSource({
        "25, true",
        "25.0.3, true",
        "26-ea, true",
        "30.1, true",
        "24.0.2, false",
        "17.0.1, false",
        "1.8.0_400, false"
    })
    void usesOnlyARecentJava(String version, boolean taken) throws Exception {
        jdk("asked", version, "printf 'asked'");
        jdk("other", "25", "printf 'other'");

        Result ended = run(
                Map.of(
                        "AJJ_JAVA_HOME", directory.resolve("asked").toString(),
                        "JAVA_HOME", directory.resolve("other").toString()),
                List.of("list"));

        assertThat(ended.output()).isEqualTo(taken ? "asked" : "other");
    }

    @Test
    void findsTheJavaOnThePathThroughItsLink() throws Exception {
        jdk("jdk", "25", "printf 'on path'");
        Files.createSymbolicLink(directory.resolve("path/java"), directory.resolve("jdk/bin/java"));

        Result ended = run(Map.of("JAVA_HOME", "/nowhere"), List.of("list"));

        assertThat(ended.output()).isEqualTo("on path");
    }

    @Test
    void keepsTheReplacedLocale() throws Exception {
        jdk("jdk", "25", "printf '%s ' \"$LC_ALL\"; " + SAY_ARGUMENTS);
        String home = directory.resolve("jdk").toString();

        for (String locale : List.of("C", "de_DE.UTF-8", "xx_YY.UTF-8")) {
            assertThat(run(Map.of("AJJ_JAVA_HOME", home, "LC_ALL", locale), List.of("list"))
                            .output())
                    .startsWith("C.UTF-8 ")
                    .contains("<-Dajj.lc-all=" + locale + ">");
        }
        assertThat(run(Map.of("AJJ_JAVA_HOME", home, "LANG", "xx_YY.UTF-8"), List.of("list"))
                        .output())
                .startsWith("C.UTF-8 ")
                .contains("<-Dajj.lc-all=>");
    }

    private Result run(Map<String, String> environment, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", directory.resolve("path") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private void jdk(String name, String version, String java) throws IOException {
        script(directory.resolve(name).resolve("bin/java"), java);
        Files.write(
                directory.resolve(name).resolve("release"),
                Arrays.asList("IMPLEMENTOR=\"Somebody\"", "JAVA_VERSION=\"" + version + "\""));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Scripts.write(file, "#!/bin/sh\n" + body + "\n");
    }

    private record Result(int status, String output) {}
}

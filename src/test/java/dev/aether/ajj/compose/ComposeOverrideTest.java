package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.testing.Repositories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeOverrideTest {
    @TempDir
    Path directory;

    private VariableFiles files;

    @BeforeEach
    void open() throws IOException {
        directory = directory.toRealPath();
        files = new VariableFiles(directory, directory, Map.of(), directory);
    }

    @AfterEach
    void close() {
        files.close();
    }

    private ComposeOverride check(String path) throws IOException {
        Path file = Files.writeString(directory.resolve("compose.yaml"), """
                services:
                  web:
                    image: x
                    env_file: [a.env]
                """);
        return new ComposeOverride(
                new ComposeSource.Request(List.of(file), directory, List.of(), List.of()),
                ComposeModel.parse(
                                "{\"services\": {\"web\": {\"env_file\": [{\"path\": \"" + path + "\"}]}}}", Set.of())
                        .orElseThrow(),
                files,
                false);
    }

    private ConfigProblem.Invalid refused(String path) {
        return (ConfigProblem.Invalid)
                catchThrowableOfType(Failure.class, () -> check(path)).first();
    }

    @Test
    void acceptsFilesOfTheWorkspace() throws IOException {
        Files.writeString(directory.resolve("a.env"), "A=1\n");
        assertThatCode(() -> check(directory.resolve("a.env").toString())).doesNotThrowAnyException();
        assertThatCode(() -> check("not/there.env")).doesNotThrowAnyException();
    }

    @Test
    void refusesFilesElsewhereAlsoThroughLinks() throws IOException {
        Files.createSymbolicLink(directory.resolve("linked.env"), Path.of("/etc/passwd"));

        assertThat(refused("/etc/passwd").message())
                .isEqualTo("env_file of web leads to /etc/passwd, which is outside the workspace");
        assertThat(refused("/etc/passwd").position().line()).isEqualTo(4);
        assertThat(refused("../x.env").message()).contains("which is outside the workspace");
        assertThat(refused(directory.resolve("linked.env").toString()).message())
                .contains("which is outside the workspace");
    }

    @Test
    void refusesFilesInALinkedDirectory(@TempDir Path elsewhere) throws IOException {
        Files.writeString(directory.resolve("a.env"), "A=1\n");
        Files.createSymbolicLink(elsewhere.resolve("back"), directory);
        Files.createSymbolicLink(directory.resolve("around"), elsewhere.resolve("back"));

        assertThat(refused("around/a.env").message())
                .matches("env_file of web passes .*, which is outside the workspace");
    }

    /** They may contain the user's passwords. */
    @Test
    void refusesFilesOfJjAndGit() throws IOException {
        Files.createDirectories(directory.resolve("sub/.git"));
        Files.writeString(directory.resolve("sub/.git/config"), "token=1\n");
        Files.createSymbolicLink(directory.resolve("own.env"), Path.of("sub/.git/config"));

        Repositories.bare(directory.resolve("store.git"));

        assertThat(refused("sub/.git/config").message()).contains("a part of the repository's own data");
        assertThat(refused("store.git/config").message()).contains("a part of the repository's own data");
        assertThat(refused(directory.resolve("own.env").toString()).message())
                .contains("a part of the repository's own data");
    }

    @Test
    void servicesReadOnlyCopiesOfTheCheckedFiles() throws IOException {
        Files.writeString(directory.resolve("x.env"), "A=1\n# >>> ajj >>>\nPORT=2\n# <<< ajj <<<\n");
        String override = check("x.env").text();
        Matcher copy = Pattern.compile("\"path\":\"([^\"]+)\"").matcher(override);
        assertThat(copy.find()).isTrue();
        assertThat(Path.of(copy.group(1)))
                .isNotEqualTo(directory.resolve("x.env"))
                .hasContent("A=1\n");
        assertThat(override).isEqualTo("""
                        services:
                          "web": {env_file: !override [{"path":"%s"}], label_file: !override []}
                        x-ajj: {}
                        """.formatted(copy.group(1)));
    }

    @Test
    void doesNotCoverOtherServices() throws IOException {
        ComposeOverride checked = check("x.env");
        assertThat(checked.covers(model("{\"services\": {\"web\": {}}}"))).isTrue();
        assertThat(checked.covers(model("{\"services\": {\"web\": {}, \"new\": {}}}")))
                .isFalse();
    }

    private static ComposeModel model(String json) {
        return ComposeModel.parse(json, Set.of()).orElseThrow();
    }

    /** Only the completed model has the name in {@code environment: ${PREFIX}_TOKEN}. */
    @Test
    void asksForContentsOfCompletedNames() throws IOException {
        ComposeOverride override = check("x.env");
        ComposeModel completed = model("{\"secrets\": {\"t\": {\"environment\": \"X_TOKEN\"}}}");
        assertThat(override.addContents(completed)).isTrue();
        assertThat(override.addContents(completed)).isFalse();
        assertThat(override.text()).contains("\"X_TOKEN\":\"${X_TOKEN+=}${X_TOKEN-}\"");
    }

    @Test
    void refusesPathsWithVariables() {
        assertThat(refused("${HOME}/.netrc").message()).contains("contains a variable");
    }
}

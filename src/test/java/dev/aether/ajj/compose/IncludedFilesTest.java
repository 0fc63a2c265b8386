package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.compose.model.ComposeModel;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.ComposeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an include could take from anywhere. */
class IncludedFilesTest {
    @TempDir
    Path directory;

    private static ComposeModel model(String json) {
        return ComposeModel.parseAsWritten(json.replace('\'', '"'), Set.of()).orElseThrow();
    }

    @Test
    void pathsWithVariablesHaveToBeTheSame() {
        ComposeModel raw = model("{'services': {'a': {'volumes': [{'source': '${D:-./d}', 'target': '/d'}]}}}");
        ComposeModel right = model("{'services': {'a': {'volumes': [{'source': '/w/d', 'target': '/d'}]}}}");
        ComposeModel other = model("{'services': {'a': {'volumes': [{'source': '/w/inc/d', 'target': '/d'}]}}}");
        ComposeSource.Request request =
                new ComposeSource.Request(List.of(directory.resolve("c.yaml")), directory, List.of(), List.of());
        assertThat(IncludedFiles.haveVariablePaths(raw)).isTrue();
        assertThat(IncludedFiles.haveVariablePaths(right)).isFalse();
        assertThat(IncludedFiles.haveVariablePaths(model("{'secrets': {'s': {'file': '/w/$S'}}}")))
                .isTrue();
        assertThatCode(() -> IncludedFiles.requireSamePaths(request, right, right))
                .doesNotThrowAnyException();
        assertThat(catchThrowableOfType(Failure.class, () -> IncludedFiles.requireSamePaths(request, right, other))
                        .first()
                        .message())
                .isEqualTo(
                        "in files with an include, ajj cannot tell where a path with variables leads: volumes of a, /d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            include: [x]                | true
            "inc\\x6cude": [x]          | true
            !!binary aW5jbHVkZQ==: [x]  | true
            services: {}                | false
            x: "a\\tb"                   | false
            """)
    void anIncludeCannotHide(String text, boolean expected) throws IOException {
        Path file = Files.writeString(directory.resolve("compose.yaml"), text);
        assertThat(IncludedFiles.areIn(List.of(file))).isEqualTo(expected);
        Files.write(file, "services: {}".getBytes(java.nio.charset.StandardCharsets.UTF_16));
        assertThat(IncludedFiles.areIn(List.of(file))).isTrue();
    }
}

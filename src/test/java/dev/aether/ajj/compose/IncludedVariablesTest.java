package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.compose.translate.ComposeModel;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.ComposeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables that an included file could take from anywhere. */
class IncludedVariablesTest {
    @TempDir
    Path directory;

    private static ComposeModel model(String json) {
        return new ComposeModel((com.fasterxml.jackson.databind.node.ObjectNode) json(json), Set.of());
    }

    private static com.fasterxml.jackson.databind.JsonNode json(String json) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistake) {
            throw new IllegalArgumentException(json, mistake);
        }
    }

    private ComposeSource.Request request() {
        return new ComposeSource.Request(List.of(directory.resolve("compose.yaml")), directory, List.of(), List.of());
    }

    private static final String RAW = """
            {'services': {'a': {'image': 'x:${TAG}', 'command': ['$A', '$$B', '${C:-${D:+x}}', '${SET-y}'],
              'environment': ['PASSED', 'E=s3cret', 'C=${C:-}', 'odd.name=2']}, 'b': {'environment': {'F': null}}}}
            """;

    @Test
    void whatNothingSetsIsSetToNothing() {
        IncludedVariables variables = new IncludedVariables(model(RAW));
        assertThat(variables.question())
                .isEqualTo(
                        "{\"x-ajj\":{\"A\":\"${A+=}\",\"C\":\"${C+=}\",\"D\":\"${D+=}\",\"E\":\"${E+=}\",\"F\":\"${F+=}\","
                                + "\"PASSED\":\"${PASSED+=}\",\"SET\":\"${SET+=}\",\"TAG\":\"${TAG+=}\"}}");
        assertThat(variables.defaults(request(), model("{'x-ajj': {'SET': '=', 'A': '=', 'D': ''}}")))
                .isEqualTo("C=\nD=\nE=\nF=\nPASSED=\nTAG=\n");
        ComposeModel without = variables.without(
                model("{'services': {'a': {'environment': {'PASSED': '', 'E': '', 'A': '', 'C': ''}}, 'b': {}}}"));
        assertThat(without.json().at("/services/a/environment").toString())
                .isEqualTo("{\"PASSED\":null,\"E\":null,\"A\":\"\",\"C\":\"\"}");
        assertThat(without.unset()).containsExactly("TAG");
    }

    @Test
    void whereNothingAndAnEmptyTextDifferItHasToBeSet() {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> new IncludedVariables(model(RAW)).defaults(request(), model("{}")));
        assertThat(failure.first().message())
                .isEqualTo("nothing sets SET, and with an include ajj cannot tell whether a file of yours would");
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
        assertThat(IncludedVariables.areIn(List.of(file))).isEqualTo(expected);
        Files.write(file, "services: {}".getBytes(java.nio.charset.StandardCharsets.UTF_16));
        assertThat(IncludedVariables.areIn(List.of(file))).isTrue();
    }
}

package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.cli.completion.Shell;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.lifecycle.cleanup.Orphan;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.testing.OutputSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the schema of the JSON documents with the code. {@link TypedCommand} validates each document. */
class OutputSchemaTest {
    private static final String SUCCESS = """
            {"schema_version": 1, "status": "success", "operation": "list", "workspaces": [], "warnings": [], "errors": [] %s}
            """;

    static Stream<Arguments> wordsOfTheCode() {
        return Stream.of(
                words(
                        "/$defs/error/properties/code",
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::name)),
                words(
                        "/$defs/workspace/properties/health",
                        Arrays.stream(Health.values()).map(Health::word)),
                words(
                        "/$defs/resource/properties/status",
                        Arrays.stream(ServiceView.Status.values()).map(ServiceView.Status::word)),
                words("/$defs/change", Arrays.stream(Change.values()).map(Change::word)),
                words("/$defs/grant_kind", Arrays.stream(Grant.Kind.values()).map(Grant.Kind::word)),
                words(
                        "/$defs/orphan/properties/kind",
                        Arrays.stream(Orphan.Kind.values()).map(Orphan.Kind::word)),
                words(
                        "/$defs/completion/properties/shell",
                        Arrays.stream(Shell.values()).map(Shell::name)));
    }

    private static Arguments words(String pointer, Stream<String> words) {
        return Arguments.of(pointer, words.toList());
    }

    @ParameterizedTest
    @MethodSource("wordsOfTheCode")
    void listsTheWordsOfTheCode(String pointer, List<String> words) {
        JsonNode listed = OutputSchema.FILE.at(pointer + "/enum");

        assertThat(StreamSupport.stream(listed.spliterator(), false).map(JsonNode::asText))
                .as("%s, %s", OutputSchema.FILE, pointer)
                .containsExactlyElementsOf(words);
    }

    /** Only failures of {@code run} are JSON; all others have an answer. */
    @Test
    void everyOperationHasABranch() {
        List<String> branches = OutputSchema.FILE.at("/allOf").findValuesAsText("const");

        assertThat(StreamSupport.stream(
                                OutputSchema.FILE
                                        .at("/properties/operation/enum")
                                        .spliterator(),
                                false)
                        .map(JsonNode::asText)
                        .filter(operation -> !List.of("usage", "run", "exec").contains(operation)))
                .isSubsetOf(branches);
    }

    @Test
    void anUnknownFieldFailsOnlyTheTests() throws IOException {
        String more = SUCCESS.formatted(", \"colour\": \"red\"");

        assertThatThrownBy(() -> OutputSchema.check(more))
                .hasMessageContaining("output.schema.json")
                .hasMessageContaining("colour");
        assertThat(OutputSchema.FILE.errors(new ObjectMapper().readTree(more))).isEmpty();
    }

    @Test
    void anUnknownOperationFailsWithItsName() {
        assertThatThrownBy(() -> OutputSchema.check(SUCCESS.formatted("").replace("list", "teleport")))
                .hasMessageContaining("output.schema.json")
                .hasMessageContaining("operation");
    }

    @Test
    void requiresMandatoryFields() throws IOException {
        JsonNode without = new ObjectMapper().readTree(SUCCESS.formatted("").replace("\"workspaces\": [], ", ""));

        assertThat(OutputSchema.FILE.errors(without)).singleElement().asString().contains("workspaces");
    }
}

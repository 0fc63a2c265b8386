package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ContainerSpec.Restart;
import dev.aether.ajj.model.service.ServiceSpec.Pull;
import dev.aether.ajj.testing.JsonSchemaFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tomlj.Toml;

/** Compares the schema, with which editors complete and check aether.toml, with the parser. */
class ConfigSchemaTest {
    private static final JsonSchemaFile SCHEMA = JsonSchemaFile.published("aether-toml.schema.json");
    private static final Path FILE = Path.of("/repository/aether.toml");

    /** Faults that a schema can detect, without other parts of the file. A date is a string for a schema. */
    private static final Pattern FOR_A_SCHEMA = Pattern.compile(
            "unknown key|expected .*, found (?!a date)|has no (image|host|file|template)\\b|is not a valid value|there is no backend"
                    + "|a service can have only one check");

    private static final String UNKNOWN_KEY = "zzzzz";
    private static final Pattern EXAMPLE = Pattern.compile("```toml\\n(.*?)```", Pattern.DOTALL);

    /** Converts TOML to JSON for the schema. */
    static List<String> mistakes(String toml) {
        try {
            return SCHEMA.errors(new ObjectMapper().readTree(Toml.parse(toml).toJson()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> keysOfTheParser() {
        return Stream.of(
                Arguments.of("/properties", keys("")),
                Arguments.of("/definitions/compose/properties", keys("[compose]\n")),
                Arguments.of("/definitions/ports/properties", keys("[ports]\n")),
                Arguments.of("/definitions/service/properties", keys("[services.web]\n")),
                Arguments.of("/definitions/ulimit/properties", keys("[services.web.ulimits.nofile]\n")),
                Arguments.of("/definitions/healthcheck/properties", keys("[services.web.healthcheck]\n")),
                Arguments.of("/definitions/injection/properties", keys("[injection]\n")),
                Arguments.of(
                        "/definitions/backend/properties",
                        BackendReader.KEYS.values().stream()
                                .flatMap(Collection::stream)
                                .distinct()
                                .toList()));
    }

    /** The keys that the parser lists when it reports an unknown key. */
    private static List<String> keys(String table) {
        String toml = table + UNKNOWN_KEY + " = 1\n";
        Failure failure = catchThrowableOfType(Failure.class, () -> WithoutTemplates.parse(FILE, toml));
        String hint = failure.problems().stream()
                .filter(problem -> problem.message().contains(UNKNOWN_KEY))
                .flatMap(problem -> problem.hints().stream())
                .findFirst()
                .orElseThrow();
        return List.of(hint.replaceFirst("known keys: ", "").split(", ", -1));
    }

    @ParameterizedTest
    @MethodSource("keysOfTheParser")
    void hasTheSameKeysAsTheParser(String pointer, List<String> keys) {
        assertThat(SCHEMA.at(pointer).fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void hasTheSameWordsAsTheParser() {
        assertThat(words("/definitions/backend/properties/type/enum"))
                .containsExactlyInAnyOrderElementsOf(BackendReader.KEYS.keySet());
        assertThat(words("/definitions/service/properties/restart/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(Restart.values()).map(Restart::word).toList());
        assertThat(words("/definitions/service/properties/pull/enum"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Pull.values()).map(Pull::word).toList());
    }

    @Test
    void eachBackendHasItsOwnKeys() {
        for (JsonNode branch : SCHEMA.at("/definitions/backend/allOf")) {
            String type = branch.at("/if/properties/type/const").asText();
            assertThat(words(branch.at("/then/propertyNames/enum")))
                    .as(type)
                    .containsExactlyInAnyOrderElementsOf(BackendReader.KEYS.getOrDefault(type, List.of()));
        }
    }

    private static List<String> words(String pointer) {
        return words(SCHEMA.at(pointer));
    }

    private static List<String> words(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** All examples of the documentation. */
    static Stream<Arguments> examples() throws IOException {
        try (Stream<Path> documents = Files.walk(Path.of("docs"));
                Stream<Path> examples = Files.walk(Path.of("examples"))) {
            return Stream.of(documents, examples, Stream.of(Path.of("README.md")))
                    .flatMap(files -> files)
                    .filter(file -> file.toString().matches(".*\\.(md|toml)"))
                    .flatMap(ConfigSchemaTest::examples)
                    .toList()
                    .stream();
        }
    }

    private static Stream<Arguments> examples(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".toml")
                    ? Stream.of(Arguments.of(file, text))
                    : EXAMPLE.matcher(text).results().map(found -> Arguments.of(file, found.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void acceptsTheExamplesOfTheDocumentation(Path file, String toml) {
        if (!toml.contains("[compose]")) { // which needs the compose file as well
            assertThatCode(() -> WithoutTemplates.parse(FILE, toml)).doesNotThrowAnyException();
        }
        assertThat(mistakes(toml))
                .as("%s refuses an example in %s", SCHEMA, file)
                .isEmpty();
    }

    static Stream<Mistake> forASchema() {
        return Stream.of(
                        FileKeyMistakes.all(),
                        SshKeyMistakes.all(),
                        ServiceKeyMistakes.all(),
                        PortAndVolumeMistakes.all(),
                        ServiceValueMistakes.all(),
                        ContainerKeyMistakes.all(),
                        ImageMistakes.all(),
                        RuleMistakes.all())
                .flatMap(mistakes -> mistakes)
                .filter(mistake -> FOR_A_SCHEMA.matcher(mistake.expected()).find());
    }

    @ParameterizedTest
    @MethodSource("forASchema")
    void refusesUnknownKeysTypesAndWords(Mistake mistake) {
        assertThat(mistakes(mistake.toml())).as(mistake.expected()).isNotEmpty();
    }

    @Test
    void describesEveryKey() {
        SCHEMA.at("/definitions")
                .forEach(definition ->
                        definition.path("properties").properties().forEach(ConfigSchemaTest::isDescribed));
    }

    private static void isDescribed(Map.Entry<String, JsonNode> key) {
        assertThat(key.getValue().has("description") || key.getValue().has("$ref"))
                .as(key.getKey())
                .isTrue();
    }
}

package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NoCompose;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.inject.QuteTemplates;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.spi.ConfigDraft;
import dev.aether.ajj.spi.ConfigDrafts.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compose files with the features of those that many projects have, each with the aether.toml that comes of it. To see what
 * a change does to them: {@code ./mvnw test -Dtest=WellKnownProjectsTest -Dajj.regenerate=true}, and look at the difference.
 */
class WellKnownProjectsTest {
    private static final Path PROJECTS = Path.of("src/test/resources/compose");
    private static final String ALL = """
            airflow, ''
            build-only, ''
            django, ''
            gitea, ''
            kafka, ''
            layers, ''
            mastodon, ''
            minio, ''
            nextcloud, ''
            rails, .dockerdev/compose.yml
            supabase, ''
            web, ''
            """;

    @ParameterizedTest
    @CsvSource(textBlock = ALL)
    void theFileIsAsItWasLookedOver(String project, String from) throws IOException {
        String text = draft(project, from).text();
        Path expected = PROJECTS.resolve(project).resolve("aether.toml");
        if (Boolean.getBoolean("ajj.regenerate")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @CsvSource(textBlock = ALL)
    void ajjTakesIt(String project, String from) throws IOException {
        ConfigDraft draft = draft(project, from);
        AetherConfig config = accepted(draft.text());
        assertThat(config.services().keySet())
                .containsExactlyElementsOf(
                        draft.services().stream().map(ConfigDraft.Service::name).toList());
    }

    /** What is left out can be had by removing two characters from each line. */
    @ParameterizedTest
    @CsvSource(textBlock = ALL)
    void ajjTakesWhatIsLeftOutToo(String project, String from) throws IOException {
        ConfigDraft draft = draft(project, from);
        AetherConfig config = accepted(uncommented(draft.text()));
        assertThat(config.services())
                .hasSize(draft.services().size() + draft.leftOut().size());
    }

    private static String uncommented(String text) {
        StringBuilder result = new StringBuilder();
        boolean leftOut = false;
        for (String line : text.lines().toList()) {
            leftOut = line.startsWith("# [services.") || (leftOut && line.startsWith("#"));
            result.append(leftOut ? line.replaceFirst("^# ?", "") : line).append('\n');
        }
        return result.toString();
    }

    private static AetherConfig accepted(String text) {
        return new ConfigReader(new QuteTemplates(), new NoCompose()).parse(Path.of("/repository/aether.toml"), text);
    }

    private static ConfigDraft draft(String project, String from) throws IOException {
        Path root = PROJECTS.resolve(project).toRealPath();
        List<Path> files = Stream.of(from)
                .filter(name -> !name.isEmpty())
                .map(root::resolve)
                .toList();
        return new ComposeDrafts(Map.of("API_TOKEN", "not told"))
                .draft(new Request(root, root, files, List.of(), tracked(root)));
    }

    /** As if all files were committed but those that people keep to themselves. */
    private static Function<Collection<String>, Collection<String>> tracked(Path root) {
        return paths -> paths.stream()
                .filter(path -> Files.exists(root.resolve(path)))
                .filter(path -> !path.endsWith(".env") && !path.endsWith(".production"))
                .toList();
    }
}

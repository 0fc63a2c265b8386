package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.inject.QuteTemplates;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.Healthcheck;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.ConfigDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a compose file holds, it ends in a file that ajj reads again, or in problems that tell the place. To look at more
 * files than usual: {@code ./mvnw test -Dtest=RandomFilesTest -Dajj.files=20000}.
 */
class RandomFilesTest {
    private static final int FILES = Integer.getInteger("ajj.files", 400);
    private static final Path SAMPLES = Path.of("src/test/resources/compose");

    @TempDir
    Path directory;

    private Translated project() {
        Translated project = new Translated(directory)
                .file("other.yaml", "services: {b: {image: redis:7}}\n")
                .file("dir/file", "")
                .ignored("a.env", "A=1\nB='{{'\n");
        project.environment.put("A", "a\"\\\n{{ }}'\u001b");
        return project;
    }

    @Test
    void anyTypesAtKnownKeys() {
        Translated project = project();
        for (int seed = 0; seed < FILES; seed++) {
            check(seed, project, new OddYaml(seed).file());
        }
    }

    @Test
    void samplesWithMistakes() throws IOException {
        List<String> samples;
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            samples = files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .map(RandomFilesTest::content)
                    .toList();
        }
        Translated project = project();
        for (int seed = 0; seed < FILES; seed++) {
            OddYaml odd = new OddYaml(seed);
            check(seed, project, odd.mutated(samples.get(odd.number(samples.size()))));
        }
    }

    @Test
    void filesOfVariables() {
        Translated project = project()
                .file("compose.yaml", "services: {a: {image: x, env_file: .env, environment: {D: '${B}${C}'}}}\n");
        for (int seed = 0; seed < FILES; seed++) {
            OddYaml odd = new OddYaml(seed);
            project.ignored(
                    ".env", odd.mutated("A=" + odd.text() + "\nB=\"" + odd.text() + "\"\nC='" + odd.text() + "'\n"));
            check(seed, project);
        }
    }

    @Test
    void everyTextArrivesAsItIs() {
        Translated project = project();
        for (int seed = 0; seed < FILES; seed++) {
            OddYaml odd = new OddYaml(seed);
            Map<String, String> env = new LinkedHashMap<>();
            for (int index = odd.number(6); index >= 0; index--) {
                env.put("V" + index, odd.text().replace("\u0000", ""));
            }
            List<String> command = new ArrayList<>(List.of("run"));
            for (int index = odd.number(4); index > 0; index--) {
                command.add(odd.text().replace("\u0000", ""));
            }
            String words = command.stream().map(RandomFilesTest::written).collect(Collectors.joining(", "));
            project.file(
                    "compose.yaml",
                    "services:\n  a:\n    image: x\n    command: [" + words + "]\n"
                            + "    healthcheck: {test: [CMD, " + words + "]}\n    environment:\n"
                            + env.entrySet().stream()
                                    .map(entry -> "      " + entry.getKey() + ": " + written(entry.getValue()) + "\n")
                                    .collect(Collectors.joining()));
            ServiceSpec service = project.filled("a");
            assertThat(service.env()).as("seed %d", seed).isEqualTo(env);
            assertThat(service.container().process().command())
                    .as("seed %d", seed)
                    .isEqualTo(command);
            assertThat(service.healthcheck().check()).as("seed %d", seed).isEqualTo(new Healthcheck.Command(command));
        }
    }

    /** Scripts and certificates stand in compose files too. */
    @Test
    void longTextsArriveAsWell() {
        String lines = "echo \"\"\\ {{ \n".repeat(5000);
        String address = "http://b:6379/" + "a\u00e9".repeat(5000);
        Translated project = project()
                .file(
                        "compose.yaml",
                        "services:\n  a:\n    image: x\n    command: [run, " + written(lines) + "]\n"
                                + "    environment: {A: " + written(lines) + "}\n"
                                + "  b: {image: redis:7}\n"
                                + "  c: {build: ., environment: {URL: " + written(address) + "}}\n");
        ServiceSpec service = project.filled("a");
        assertThat(service.env()).containsEntry("A", lines);
        assertThat(service.container().process().command()).containsExactly("run", lines);
    }

    @Test
    void deepNestingIsReportedOrPassedOver() {
        Translated project = project();
        for (int depth = 10; depth < 20_000; depth *= 2) {
            for (String open : List.of("[", "{a: ")) {
                String close = open.equals("[") ? "]" : "}";
                String deep = open.repeat(depth) + "1" + close.repeat(depth);
                check(depth, project, "services: {a: {image: x}}\nx-deep: " + deep + "\n");
                check(depth, project, "services: {a: {image: x, labels: " + deep + "}}\n");
            }
        }
    }

    private static String written(String text) {
        return OddYaml.quoted(text.replace("$", "$$"));
    }

    private static void check(int seed, Translated project, String compose) {
        project.file("compose.yaml", compose);
        check(seed, project);
    }

    private static void check(int seed, Translated project) {
        try {
            check(project);
        } catch (RuntimeException | AssertionError | StackOverflowError wrong) {
            throw new AssertionError("seed " + seed + ":\n" + content(project.path("compose.yaml")), wrong);
        }
    }

    private static void check(Translated project) {
        try {
            ConfigDraft draft = project.draft();
            AetherConfig config =
                    new ConfigReader(new QuteTemplates()).parse(project.path("aether.toml"), draft.text());
            assertThat(config.services().keySet())
                    .containsExactlyElementsOf(draft.services().stream()
                            .map(ConfigDraft.Service::name)
                            .toList());
        } catch (Failure failure) {
            assertThat(failure.problems()).isNotEmpty().allSatisfy(problem -> checkProblem(problem, project));
        }
    }

    private static void checkProblem(Problem problem, Translated project) {
        assertThat(problem).isInstanceOfSatisfying(ConfigProblem.Invalid.class, invalid -> {
            assertThat(invalid.position().file()).isNotEqualTo(project.path("aether.toml"));
            assertThat(invalid.position().line()).isPositive();
            assertThat(invalid.position().column()).isPositive();
            assertThat(invalid.message()).isNotBlank();
            assertThat(invalid.hints()).isNotEmpty().noneMatch(String::isBlank);
        });
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}

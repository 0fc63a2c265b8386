package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.testing.Committed;
import dev.aether.ajj.testing.Repositories;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeInputsTest {
    @TempDir
    Path directory;

    private Path file;
    private Mirror mirror;

    @AfterEach
    void close() {
        mirror.close();
    }

    @BeforeEach
    void files(@TempDir Path scratch) throws IOException {
        mirror = new Mirror(scratch);
        directory = directory.toRealPath();
        file = directory.resolve("compose.yaml");
        Files.createSymbolicLink(directory.resolve("link.yaml"), Path.of("/dev/zero"));
        Files.createSymbolicLink(directory.resolve("broken"), Path.of("nowhere"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        Files.createDirectories(directory.resolve("sub"));
        Files.createSymbolicLink(directory.resolve("sub/.env"), Path.of("/dev/zero"));
        Files.writeString(directory.resolve("sub/a.yaml"), "services: {}\n");
        Files.writeString(directory.resolve("nested.yaml"), "include: [large.yaml]\n");
        try (RandomAccessFile large =
                new RandomAccessFile(directory.resolve("large.yaml").toFile(), "rw")) {
            large.setLength(20L << 30); // has no blocks
        }
        Shell.succeed(Map.of(), List.of("mkfifo", directory.resolve("pipe").toString()));
    }

    private ComposeInputs inputs(Path... files) throws IOException {
        return inputs(
                new ComposeSource.Request(List.of(files), directory, List.of(), List.of(), false), "/home/me", "");
    }

    private ComposeInputs inputs(ComposeSource.Request request, String home, String trust) throws IOException {
        return new ComposeInputs(request, mirror, Map.of("HOME", home, "AJJ_TRUST", trust));
    }

    private ConfigProblem.Invalid refused(Path... files) {
        Failure failure = catchThrowableOfType(Failure.class, () -> inputs(files));
        return (ConfigProblem.Invalid) failure.first();
    }

    private List<Path> all(Path... files) throws IOException {
        return List.copyOf(inputs(files).files().contents().keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "link.yaml,  'link.yaml is a pipe or a device, not a file'",
        "pipe,       'pipe is a pipe or a device, not a file'",
        "large.yaml, large.yaml is larger than 10 MiB",
        "broken,     broken is a link to a file that does not exist",
        "loop,       loop is a link to a file that does not exist",
        "sub,        'sub is a directory, not a file'",
        "none,       none does not exist"
    })
    void refusesAComposeFileThatIsNotARegularFile(String name, String message) {
        assertThat(refused(directory.resolve(name)).message()).isEqualTo(message);
    }

    @Test
    void quotesAPathInAHint() throws IOException {
        Path hostile = Files.write(directory.resolve("k;touch p"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(refused(hostile).hints()).containsExactly("check it: file '" + hostile + "'");
        Path missing = directory.resolve("k;touch q");
        assertThat(refused(missing).hints()).containsExactly("check it: ls -l '" + missing + "'");
    }

    /** A name may contain characters that are separators elsewhere. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: {a: {env_file: \"sub,x/a.env\"}}|sub,x/a.env",
                "services: {a: {env_file: ['s #b/a.env']}}|s #b/a.env",
                "services: {a: {env_file: {path: \"a - b/{c}.env\"}}}|a - b/{c}.env",
            })
    void acceptsSpecialCharactersInNames(String text, String name) throws IOException {
        Files.writeString(file, text);
        assertThat(all(file)).contains(directory.resolve(name));
        Files.writeString(file, "services:\n  a:\n    env_file:\n      - sub,x/[a].env # it's \"one\"\n");
        assertThat(all(file)).contains(directory.resolve("sub,x/[a].env"));
    }

    /** In every notation of YAML. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {a: {extends: {file: *f, service: b}}}",
                "services: {a: {extends: {file: &g sub/a.yaml, service: b}}}",
                "services: {a: {extends: {file: !!str sub/a.yaml, service: b}}}",
                "x-b: &b {file: sub/a.yaml}\nservices: {a: {extends: {<<: *b, service: b}}}",
                "x-s: &s {a: {extends: {file: sub/a.yaml, service: b}}}\nservices: {<<: [*s]}",
                "x-r: &r {include: [sub/a.yaml]}\n<<: *r",
                "services: {a: {env_file: \"s\\x75b/a.yaml\"}}",
                "services: {a: {\"env\\x5ffile\": sub/a.yaml}}",
                "services: {a: {env_file: [{path: &p sub/a.yaml}]}}",
                "services: {a: {label_file: !!str sub/a.yaml}}",
                "x-k: &k env_file\nservices: {a: {*k : sub/a.yaml}}",
                "services:\n  a:\n    ? env_file\n    : sub/a.yaml\n",
                "services: {}\n---\ninclude:\n  - *f",
                "include: [&i sub/a.yaml]",
                "include: [{path: [*f]}]",
                "? \"incl\\\n  ude\"\n: [sub/a.yaml]",
                "include: !override [sub/a.yaml]",
            })
    void findsFilesInEveryNotation(String text) throws IOException {
        Files.delete(directory.resolve("sub/.env"));
        Files.writeString(file, "x-f: &f sub/a.yaml\n" + text.replace("---\n", "---\nx-f: &f sub/a.yaml\n"));
        ComposeInputs inputs = inputs(file);
        assertThat(inputs.files().contents()).containsKey(directory.resolve("sub/a.yaml"));
        assertThat(inputs.files().areMirrored()).isTrue();
    }

    /** Syntax that parsers read differently. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: {a: {env_file: !!binary c3ViL3Byb3h5LmVudg==}}|1:26|tag:yaml.org,2002:binary",
                "x: 1\\n!!binary aW5jbHVkZQ==: [x]|2:1|tag:yaml.org,2002:binary",
                "x: 1\\n? \"inc\\\\NELlude\"\\n: [x]|2:1|unusual line break",
                "x: 1\\nyNELinclude: [x]|2:1|unusual line break",
                "x: [|1:5|expected the node content",
                "x: !mine 1|1:4|the tag !mine",
            })
    void refusesAmbiguousYaml(String text, String position, String message) throws IOException {
        Files.writeString(file, text.translateEscapes().replace("NEL", "\u0085"));
        ConfigProblem.Invalid refused = refused(file);
        assertThat(refused.message()).contains(message);
        assertThat(refused.position()).hasToString(file + ":" + position);
    }

    /** The user may name such a file, as an argument or in the environment. */
    @Test
    void refusesAComposeFileElsewhereUnlessTheUserNamesIt() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Files.writeString(directory.resolve("other.yaml"), "services: {}\n");
        Path link = Files.createSymbolicLink(root.resolve("compose.yaml"), directory.resolve("other.yaml"));
        for (Path elsewhere : List.of(directory.resolve("other.yaml"), link)) {
            ComposeSource.Request request =
                    new ComposeSource.Request(List.of(elsewhere), root, List.of(), List.of(), false);
            Failure failure = catchThrowableOfType(Failure.class, () -> inputs(request, "/home", ""));
            assertThat(failure.first().message())
                    .isEqualTo("the compose file leads to " + directory.resolve("other.yaml")
                            + ", which is outside the workspace");
            ComposeSource.Request chosen =
                    new ComposeSource.Request(List.of(elsewhere), root, List.of(), List.of(), true);
            assertThat(inputs(chosen, "/home", "").files().contents()).containsKey(elsewhere);
        }
    }

    /** Compose must get the file that was checked. */
    @Test
    void refusesAComposeFileThroughALinkElsewhere() throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Path compose = Files.writeString(root.resolve("compose.yaml"), "services: {}\n");
        Path back = Files.createSymbolicLink(directory.resolve("back"), root);
        Path name = Files.createSymbolicLink(root.resolve("link.yaml"), back.resolve("compose.yaml"));
        ComposeSource.Request request = new ComposeSource.Request(
                List.of(name), List.of(compose), root, List.of(), List.of(), false, Optional.empty());
        Failure failure = catchThrowableOfType(Failure.class, () -> inputs(request, "/home", ""));
        assertThat(failure.first().message())
                .isEqualTo("the compose file passes " + back + ", which is outside the workspace");
        assertThat(inputs(request, "/home", "all").files().contents()).containsKeys(name, compose);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include: [../elsewhere/x.yaml]",
                "include: [{path: sub/a.yaml, project_directory: ../elsewhere}]",
                "include: [{path: [sub/a.yaml, ../elsewhere/x.yaml]}]",
                "include:\n  - path: sub/a.yaml\n    env_file: ../elsewhere/.env",
                "include:\n  - path: sub/a.yaml\n    env_file: [/dev/null, ../elsewhere/.env]",
                "include: [linked/b.yaml]",
                "include: [out/b.yaml]",
                "include: [.git/config]",
                "include: [around/sub/a.yaml]",
                "include: [{path: sub/a.yaml, env_file: around/sub/a.yaml}]",
                "include: [{path: sub/a.yaml, project_directory: around/sub}]",
                "services: {a: {extends: {file: around/sub/a.yaml, service: a}}}",
                "include: [around/nothing.yaml]",
                "include: [unseen/c.yaml]",
                "include: [../elsewhere/back/nothing.yaml]",
                "services: {a: {extends: {file: ../elsewhere/x.yaml, service: a}}}",
                "services: {a: {extends: {file: \"~/x.yaml\", service: a}}}",
                "include: [\"${F:-sub/a.yaml}\"]",
            })
    void refusesFilesElsewhere(String text) throws IOException {
        Path root = Files.createDirectories(directory.resolve("root"));
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        for (String name : List.of("x.yaml", ".env")) {
            Files.writeString(elsewhere.resolve(name), "");
        }
        for (String name : List.of("sub/a.yaml", "linked/b.yaml", ".git/config")) {
            Files.createDirectories(root.resolve(name).resolveSibling(""));
            Files.writeString(root.resolve(name), "");
        }
        Files.createSymbolicLink(root.resolve("linked/.env"), elsewhere.resolve(".env"));
        Files.createSymbolicLink(root.resolve("out"), elsewhere);
        // For another program such a link can have another target, as those in /proc do.
        Files.createSymbolicLink(elsewhere.resolve("back"), root);
        Files.createSymbolicLink(root.resolve("around"), elsewhere.resolve("back"));
        Files.writeString(Files.createDirectory(root.resolve("unseen")).resolve("c.yaml"), "");
        Files.createSymbolicLink(root.resolve("unseen/.env"), Path.of("../around/nothing.env"));
        Files.writeString(elsewhere.resolve("b.yaml"), "");
        Path compose = Files.writeString(root.resolve("compose.yaml"), text + "\n");
        ComposeSource.Request request = new ComposeSource.Request(List.of(compose), root, List.of(), List.of(), false);

        Failure failure = catchThrowableOfType(Failure.class, () -> inputs(request, elsewhere.toString(), ""));

        assertThat(failure.first().message())
                .matches(
                        "(?:include|extends) (?:leads to .*, (?:which is outside the workspace|a part of the repository's"
                                + " own data)|passes .*/elsewhere, which is outside the workspace|contains a variable, .*)");
        assertThat(failure.first().hints()).anyMatch(hint -> hint.contains("AJJ_TRUST=all"));
        assertThat(inputs(request, elsewhere.toString(), "all").files().contents())
                .containsKey(compose);
    }

    /** Each of these files can change the services. */
    @Test
    void findsAllFiles() throws IOException {
        Files.writeString(directory.resolve("part.yaml"), "services: {b: {label_file: ['l.env']}}\n");
        Files.writeString(file, """
                include:
                  - path: part.yaml
                    env_file: inc/x.env
                services:
                  a:
                    env_file: sub/a.env # a comment
                  c:
                    env_file:
                      - path: ./sub/c.env
                        required: false
                      - sub/d.env
                    environment: {path: sub/no.env}
                """);
        assertThat(all(file).stream().map(directory::relativize).map(Path::toString))
                .contains(
                        "compose.yaml",
                        "part.yaml",
                        ".env",
                        "inc/x.env",
                        "l.env",
                        "sub/a.env",
                        "sub/c.env",
                        "sub/d.env");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include: [/dev/zero]",
                "include:\n  - pipe",
                "include: [\n  \"large.yaml\"\n]",
                "include: [sub/a.yaml]",
                "include: [nested.yaml]",
                "{\"include\":[{\"path\":[\"compose.yaml\",\"/dev/urandom\"]}]}",
                "include:\n  - path: compose.yaml # a comment: here\n    env_file: /dev/zero",
                "include:\n  - path: compose.yaml\n    project_directory: sub",
                "services: {a: {extends: {file: link.yaml, service: a}}}",
                "services:\n  a:\n    extends:\n      service: a\n      file: 'pipe'"
            })
    void refusesEndlessFiles(String text) throws IOException {
        Files.writeString(file, text + "\n");
        assertThat(refused(file).message())
                .matches("(?:include|extends) leads to (?:/dev|" + directory + ")/.*, which is .*");
    }

    @Test
    void reportsTheLine() throws IOException {
        Files.writeString(file, "name: x\n\ninclude:\n  - path: compose.yaml\n    env_file: /dev/zero\n");
        assertThat(refused(file).position()).hasToString(file + ":5:15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include: [other.yaml]",
                "# include: [/dev/zero]",
                "services: {a: {image: x, devices: [/dev/zero], volumes: ['/dev/zero:/x', './large.yaml:/y']}}",
                "services: {a: {extends: {file: sub/a.yaml, service: a}, environment: {file: /dev/zero}}}",
                "configs: {c: {file: large.yaml}}",
                "include: [no-such-directory/file.yaml, '', {path: \"a\\0b\", env_file: \"a\\0b\"}]",
                "include: [sub]\nx-a: {path: /dev/zero}"
            })
    void acceptsSuchFilesInOtherKeys(String text) throws IOException {
        Files.writeString(directory.resolve("other.yaml"), "services: {}\n");
        Files.writeString(file, text + "\n");
        assertThatCode(() -> all(file)).doesNotThrowAnyException();
    }

    @Test
    void readsALongTextQuickly() throws IOException {
        for (String part : List.of("a", "a ", "\"", "[", "a:", "#", "- ", "*a ", "&a {", "? ")) {
            Files.writeString(file, "x: [" + part.repeat((1 << 20) / part.length()) + "\n");
            assertThat(catchThrowableOfType(Failure.class, () -> inputs(file))).isNotNull();
        }
        String laughs = Stream.iterate(1, each -> each + 1)
                .limit(100)
                .map(each -> "x" + each + ": &a" + each + " {<<: [*a" + (each - 1) + ", *a" + (each - 1) + "]}\n")
                .collect(Collectors.joining());
        Files.writeString(file, "x0: &a0 {a: b}\n" + laughs + "services: *a100\n");
        assertThat(all(file)).contains(file);
    }

    private ConfigProblem.Invalid refusedVariables(String path) throws IOException {
        Files.writeString(file, """
                services:
                  web:
                    image: x
                    env_file: ["%s"]
                """.formatted(path));
        return refused(file);
    }

    @Test
    void refusesVariablesElsewhereAlsoThroughLinks() throws IOException {
        Files.createSymbolicLink(directory.resolve("linked.env"), Path.of("/etc/passwd"));

        assertThat(refusedVariables("/etc/passwd").message())
                .isEqualTo("env_file of web leads to /etc/passwd, which is outside the workspace");
        assertThat(refusedVariables("/etc/passwd").position()).hasToString(file + ":4:16");
        assertThat(refusedVariables("../".repeat(20) + "etc/passwd").message())
                .contains("which is outside the workspace");
        assertThat(refusedVariables("~/x.env").message()).contains("which is outside the workspace");
        assertThat(refusedVariables("linked.env").message()).contains("which is outside the workspace");
        assertThat(refusedVariables("${HOME}/.netrc").message()).contains("contains a variable");
    }

    /** Compose would read the original instead of the copy. */
    @Test
    void refusesAnAbsolutePath() throws IOException {
        assertThat(refusedVariables(directory + "/x.env").message())
                .isEqualTo("env_file of web names a file that ajj cannot copy for Compose: " + directory + "/x.env");
    }

    @Test
    void refusesVariablesInALinkedDirectory(@TempDir Path elsewhere) throws IOException {
        Files.writeString(directory.resolve("a.env"), "A=1\n");
        Files.createSymbolicLink(elsewhere.resolve("back"), directory);
        Files.createSymbolicLink(directory.resolve("around"), elsewhere.resolve("back"));

        assertThat(refusedVariables("around/a.env").message())
                .matches("env_file of web passes .*, which is outside the workspace");
    }

    /** They may contain the user's passwords. */
    @Test
    void refusesVariablesOfJjAndGit() throws IOException {
        Files.createDirectories(directory.resolve("sub/.git"));
        Files.writeString(directory.resolve("sub/.git/config"), "token=1\n");
        Files.createSymbolicLink(directory.resolve("own.env"), Path.of("sub/.git/config"));
        Repositories.bare(directory.resolve("store.git"));

        for (String name : List.of("sub/.git/config", "store.git/config", "own.env")) {
            assertThat(refusedVariables(name).message()).contains("a part of the repository's own data");
        }
    }

    @Test
    void composeGetsOnlyCopies() throws IOException {
        Path env = Files.writeString(directory.resolve("x.env"), "A=1\n# >>> ajj >>>\nPORT=2\n# <<< ajj <<<\n");
        Path part = Files.writeString(directory.resolve("part.yaml"), "services: {}\n");
        Files.writeString(file, "include: [part.yaml]\nservices: {web: {env_file: [x.env, {path: none.env}]}}\n");

        ComposeInputs inputs = inputs(file);

        assertThat(inputs.files().forCompose(file)).isEqualTo(mirror.copy(file));
        assertThat(inputs.files().forCompose(directory)).isEqualTo(mirror.copy(directory));
        assertThat(mirror.copy(file)).hasSameTextualContentAs(file);
        assertThat(mirror.copy(part)).hasSameTextualContentAs(part);
        assertThat(mirror.copy(env)).hasContent("A=1\n");
        assertThat(mirror.copy(directory.resolve("none.env"))).doesNotExist();
        assertThat(inputs.files().contents()).containsEntry(directory.resolve("none.env"), Optional.empty());
        inputs.files().removeVariables();
        assertThat(mirror.copy(env)).isEmptyFile();
        assertThat(mirror.copy(file)).hasSameTextualContentAs(file);
    }

    /** The user trusts the repository, so Compose may read what ajj cannot find. */
    @Test
    void composeReadsTheOriginalsOfATrustedProjectWithVariablesInPaths() throws IOException {
        Files.writeString(file, "services: {web: {env_file: \"${NAME}.env\"}}\n");
        ComposeInputs inputs = inputs(
                new ComposeSource.Request(List.of(file), directory, List.of(), List.of(), false), "/home/me", "all");
        assertThat(inputs.files().areMirrored()).isFalse();
        assertThat(inputs.files().forCompose(file)).isEqualTo(file);
        assertThat(inputs.files().forCompose(directory)).isEqualTo(directory);
    }

    @Test
    void findsPositionsOfServicesAndKeys() throws IOException {
        Files.writeString(directory.resolve("part.yaml"), "services:\n  b: {image: x}\n");
        Files.writeString(file, "x-a: &a {image: y}\ninclude: [part.yaml]\nservices:\n  web: {<<: *a, user: z}\n");
        ComposeLines lines = inputs(file).lines();
        assertThat(lines.start()).hasToString(file + ":1:1");
        assertThat(lines.of("web")).hasToString(file + ":4:3");
        assertThat(lines.of("web", "user")).hasToString(file + ":4:17");
        assertThat(lines.of("web", "image")).hasToString(file + ":1:10");
        assertThat(lines.of("web", "none")).hasToString(file + ":4:3");
        assertThat(lines.of("b", "image")).hasToString(directory + "/part.yaml:2:7");
        assertThat(lines.of("none", "image")).isEqualTo(lines.start());
    }

    private ComposeSource.Request request(Committed committed) {
        return new ComposeSource.Request(
                List.of(file), List.of(file), directory, List.of(), List.of(), false, Optional.of(committed));
    }

    /** The calling workspace's files are those of another revision. */
    @ParameterizedTest
    @ValueSource(strings = {"${NAME}.env", "/etc/hosts", "plain.env"})
    void aRevisionIsIncompleteIfComposeReadsOriginals(String name) throws IOException {
        Committed committed = Committed.of(
                Map.of(file, "services: {web: {env_file: [{path: \"" + name + "\", required: false}]}}\n"));
        ComposeInputs inputs = inputs(request(committed), "/home/me", "all");
        assertThat(inputs.files().areMirrored()).isEqualTo(name.equals("plain.env"));
        assertThat(committed.incomplete().get()).isNotEqualTo(inputs.files().areMirrored());
    }

    /** The user means this file, whatever the revision has. */
    @Test
    void readsAFileOfVariablesThatTheUserNamesFromTheDisk() throws IOException {
        Path named = Files.writeString(directory.resolve("x.env"), "A=disk\n");
        Committed committed = Committed.of(Map.of(file, "services: {}\n", named, "A=revision\n"));
        for (String name : List.of(named.toString(), "x.env")) {
            for (String trust : List.of("", "all")) {
                ComposeInputs inputs = new ComposeInputs(
                        request(committed), mirror, Map.of("COMPOSE_ENV_FILES", name, "AJJ_TRUST", trust));
                assertThat(inputs.envFiles()).containsExactly(mirror.copy(named));
                assertThat(mirror.copy(named)).hasContent(name.startsWith("/") ? "A=disk" : "A=revision");
            }
        }
    }

    /** Compose would use the parent of a missing directory. */
    @Test
    void copiesTheDirectoryOfAnInclude() throws IOException {
        Path part = Files.writeString(directory.resolve("part.yaml"), "services: {}\n");
        Files.createDirectory(directory.resolve("project"));
        String text =
                "include: [{path: part.yaml, project_directory: project}, {path: part.yaml, project_directory: none}]\n";
        Files.writeString(file, text);
        inputs(file);
        assertThat(mirror.copy(directory.resolve("project"))).isEmptyDirectory();
        assertThat(mirror.copy(directory.resolve("none"))).doesNotExist();
        Files.delete(directory.resolve("project"));
        inputs(request(Committed.of(Map.of(file, text, part, "services: {}\n"))), "/home/me", "");
        assertThat(mirror.copy(directory.resolve("none"))).isEmptyDirectory();
    }

    /** Files of the calling workspace do not count, except for the main workspace's untracked .env. */
    @Test
    void readsTheFilesOfARevision() throws IOException {
        Path part = directory.resolve("inc/part.yaml");
        Path env = directory.resolve("inc/a.env");
        Files.writeString(file, "services: {here: {image: x}}\n");
        Files.writeString(directory.resolve(".env"), "A=main\n");
        Files.createSymbolicLink(directory.resolve("inc"), Path.of("/etc"));
        Map<Path, String> committed = Map.of(
                file,
                "include: [inc/part.yaml]\n",
                part,
                "services: {web: {env_file: [a.env, b.env]}}\n",
                env,
                "A=1\n");
        ComposeInputs inputs = inputs(request(Committed.of(committed)), "/home/me", "");
        assertThat(mirror.copy(file)).hasContent(committed.get(file));
        assertThat(mirror.copy(part)).hasContent(committed.get(part));
        assertThat(mirror.copy(env)).hasContent("A=1");
        assertThat(mirror.copy(directory.resolve(".env"))).hasContent("A=main");
        assertThat(inputs.files().contents()).containsEntry(directory.resolve("inc/b.env"), Optional.empty());
    }
}

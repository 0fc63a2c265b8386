package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableFilesTest {
    @TempDir
    Path scratch;

    private Path main;
    private Path feature;

    @BeforeEach
    void workspaces(@TempDir Path directory) throws IOException {
        main = directory.toRealPath().resolve("main");
        feature = main.resolveSibling("feature");
        Files.createDirectories(main.resolve(".jj/repo"));
        Files.createDirectories(feature.resolve(".jj"));
        Files.writeString(feature.resolve(".jj/repo"), "../../main/.jj/repo");
        Files.createDirectories(main.resolve("docker"));
        Files.createDirectories(feature.resolve("docker"));
    }

    private List<Path> files(Path directory, Path root, Map<String, String> environment) throws IOException {
        try (VariableFiles files = new VariableFiles(directory, root, environment, scratch)) {
            assertThat(files.copies()).hasSameSizeAs(files.originals());
            return files.originals();
        }
    }

    @Test
    void theWorkspacesFileOverridesTheMainWorkspaces() throws IOException {
        assertThat(files(feature, feature, Map.of())).isEmpty();
        Path common = Files.writeString(main.resolve(".env"), "A=main\n");
        assertThat(files(feature, feature, Map.of())).containsExactly(common);
        Path own = Files.writeString(feature.resolve(".env"), "A=own\n");
        assertThat(files(feature, feature, Map.of())).containsExactly(common, own);
        assertThat(files(main, main, Map.of())).containsExactly(common);
    }

    /** A committed link would bring its target's values into containers. */
    @Test
    void ignoresALink() throws IOException {
        Path secrets = Files.writeString(main.resolve("secrets"), "A=1\n");
        Files.createSymbolicLink(feature.resolve(".env"), secrets);
        assertThat(files(feature, feature, Map.of())).isEmpty();
    }

    /** A container that mounts the directory could create one between the check and the read. */
    @Test
    void refusesALinkCreatedAfterTheCheck() throws IOException {
        Path secrets = Files.writeString(main.resolve("secrets"), "A=1\n");
        Path own = Files.writeString(feature.resolve(".env"), "A=own\n");
        try (VariableFiles files = new VariableFiles(feature, feature, Map.of(), scratch)) {
            Files.delete(own);
            Files.createSymbolicLink(own, secrets);
            assertThatThrownBy(files::copies).isInstanceOf(IOException.class);
        }
    }

    @Test
    void findsThePositionInASubstitute() throws IOException {
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            assertThat(files.temporary("{\"name\": \"\u00fc \u4e2d\"}", main))
                    .hasContent("{\"name\": \"\u00fc \u4e2d\"}");
        }
    }

    @Test
    void readsLongLinesQuickly() throws IOException {
        String letters = "a".repeat(1 << 20);
        Files.writeString(
                main.resolve(".env"), letters + "\nA=\"" + letters + "\"\nB=" + " #".repeat(1 << 19) + "\u2028x\n");
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                List<Path> _ = files.copies();
            });
            assertThat(files.values()).containsEntry("A", letters);
        }
    }

    @Test
    void messagesContainNoValues() throws IOException {
        Files.writeString(
                main.resolve(".env"),
                "A=supersecret1\nB='quoted value'\nBAD/LINE=text\nC=1\nD=d\u00e9j\u00e0\n# a comment\n");
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            assertThat(files.copies()).hasSize(1);
            String message = "parsing \"supersecret1\", quoted value near BAD/LINE=text, line 1, d\u00e9j\u00e0";
            assertThat(files.redact(message, "")).isEqualTo("parsing \"******\", ****** near ******, line 1, ******");
            assertThat(files.redact(message, "services: {supersecret1: {}}"))
                    .startsWith("parsing \"supersecret1\", ******");
        }
    }

    /** Compose interpolates them. */
    @Test
    void messagesContainNoInterpolatedValues() throws IOException {
        Files.writeString(main.resolve(".env"), "USER=x\nPASS=hunter2\nURL=amqp://$USER:${PASS}token9${NONE:-}\n");
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            assertThat(files.copies()).hasSize(1);
            assertThat(files.redact("no number: amqp://x:hunter2token9", ""))
                    .isEqualTo("no number: ******x:************");
        }
    }

    /** Compose splits them. */
    @Test
    void messagesContainNoPartsOfValues() throws IOException {
        Files.writeString(main.resolve(".env"), "A=SuperSecret/Other\nURL=pg://user:hunter22@dbhost:5432/xx\n");
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            assertThat(files.copies()).hasSize(1);
            assertThat(files.redact("Invalid proto: SuperSecret, \"pg://user:hunter22@dbhost:5432\"", ""))
                    .isEqualTo("Invalid proto: ******, \"pg://******:******@******:******\"");
        }
    }

    /** As Compose reads them. */
    @Test
    void messagesContainNoUnescapedValues() throws IOException {
        Files.writeString(main.resolve(".env"), "A=hunter2secret # mine\nB=\"s3c\\\"rEt\" # x\nC: yamlsecret\n");
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            assertThat(files.copies()).hasSize(1);
            assertThat(files.redact("no boolean: hunter2secret, s3c\"rEt, s3c\\\"rEt, yamlsecret", ""))
                    .isEqualTo("no boolean: ******, ******, ******, ******");
        }
    }

    @Test
    void messagesNameTheOriginals() throws IOException {
        Path other = Files.writeString(main.resolve("other.env"), "A=1\n");
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            Path copy = files.copy(other, main);
            Path missing = files.copy(main.resolve("missing.env"), main);
            assertThat(copy).hasContent("A=1\n");
            assertThat(missing).doesNotExist();
            SourcePosition inCopy = new SourcePosition(copy, 7, 7);
            assertThat(files.original("failed to read " + copy + ": line 3: x", inCopy))
                    .isEqualTo(new SourcePosition(other, 3, 1));
            assertThat(files.original("line 3", inCopy)).isEqualTo(new SourcePosition(other, 1, 1));
            assertThat(files.redact(copy + " and " + missing, ""))
                    .isEqualTo(other + " and " + main.resolve("missing.env"));
        }
    }

    @Test
    void readsTheFileBesideTheComposeFile() throws IOException {
        Files.writeString(main.resolve(".env"), "A=1\n");
        Path common = Files.writeString(main.resolve("docker/.env"), "A=1\n");
        assertThat(files(feature.resolve("docker"), feature, Map.of())).containsExactly(common);
    }

    @Test
    void readsNoFileForAComposeFileOutsideTheWorkspace(@TempDir Path elsewhere) throws IOException {
        Files.writeString(main.resolve(".env"), "A=1\n");
        Path own = Files.writeString(elsewhere.resolve(".env"), "A=1\n");
        assertThat(files(elsewhere, feature, Map.of())).isEmpty();
        assertThat(files(elsewhere, feature, Map.of("AJJ_TRUST", "all"))).containsExactly(own);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPOSE_ENV_FILES, other.env, false",
        "COMPOSE_ENV_FILES, '', true",
        "COMPOSE_DISABLE_ENV_FILE, true, false",
        "COMPOSE_DISABLE_ENV_FILE, 1, false",
        "COMPOSE_DISABLE_ENV_FILE, 0, true",
        "COMPOSE_DISABLE_ENV_FILE, '', true",
    })
    void composesVariablesReplaceTheFiles(String name, String value, boolean used) throws IOException {
        Files.writeString(main.resolve(".env"), "A=1\n");
        assertThat(files(main, main, Map.of(name, value))).hasSize(used ? 1 : 0);
    }

    /** A commit can contain a link at a path that the user names for every repository. */
    @Test
    void refusesAUsersRelativePathThatLeadsElsewhere(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.env"), "A=1\n");
        Files.createSymbolicLink(main.resolve(".env.local"), secret);
        Map<String, String> relative = Map.of("COMPOSE_ENV_FILES", ".env,.env.local");
        assertThat(catchThrowableOfType(Failure.class, () -> files(main, main, relative)))
                .hasMessageContaining("which is outside the workspace");
        assertThat(files(main, main, Map.of("COMPOSE_ENV_FILES", secret.toString())))
                .isEmpty();
    }

    @Test
    void aCopyDoesNotHaveTheInjectedBlock() throws IOException {
        Path own = Files.writeString(main.resolve(".env"), "A=1\n# >>> ajj >>>\nDB_PORT=2\n# <<< ajj <<<\nB=\u00e4\n");
        Path copy;
        try (VariableFiles files = new VariableFiles(main, main, Map.of(), scratch)) {
            assertThat(files.originals()).containsExactly(own);
            copy = files.copies().getFirst();
            assertThat(copy).isNotEqualTo(own).hasContent("A=1\nB=\u00e4\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------");
        }
        assertThat(copy).doesNotExist();
        assertThat(own).exists();
    }

    @Test
    void ignoresABrokenPointer() throws IOException {
        Files.writeString(feature.resolve(".jj/repo"), "\u0000");
        assertThat(files(feature, feature, Map.of())).isEmpty();
        Files.writeString(feature.resolve(".jj/repo"), "/");
        assertThat(files(feature, feature, Map.of())).isEmpty();
    }
}

package dev.aether.ajj.inject.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.directory.Injector.References;
import dev.aether.ajj.spi.directory.Injector.Variables;
import dev.aether.ajj.testing.Repositories;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
class FileInjectorTest {
    @TempDir
    Path directory;

    private static final References NO_REFERENCES = (_, inFile) -> inFile;

    private final FileInjector injector = new FileInjector();
    private Path root;

    @BeforeEach
    void createWorkspace() throws IOException {
        root = Files.createDirectories(directory.resolve("workspace"));
        Files.createDirectory(root.resolve(".jj"));
    }

    @Test
    void preparesAnEmptyFileForItsOwnerOnly() throws IOException {
        assertThat(injector.prepare(root, "config/local/.env")).isTrue();

        assertThat(root.resolve("config/local/.env")).isEmptyFile();
        assertThat(mode("config/local/.env")).isEqualTo("rw-------");
        assertThat(injector.prepare(root, "config/local/.env")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/local/.env", "config/local/x.json"})
    void deletesEmptyDirectories(String file) {
        injector.prepare(root, file);
        injector.inject(root, file, "X=1\n");

        injector.withdraw(root, file);

        assertThat(root.resolve("config")).doesNotExist();
        assertThat(root).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "x.json"})
    void detectsTextOfTheUser(String file) throws IOException {
        assertThat(injector.hasOnlyAjjText(root, file)).as("missing").isFalse();
        injector.prepare(root, file);
        injector.inject(root, file, "X=1\n");
        assertThat(injector.hasOnlyAjjText(root, file)).isTrue();

        Files.writeString(root.resolve(file), "MINE=1\n", StandardOpenOption.APPEND);

        assertThat(injector.hasOnlyAjjText(root, file)).isFalse();
    }

    @Test
    void keepsDirectoriesThatAreNotEmpty() throws IOException {
        Files.createDirectories(root.resolve("config/users"));

        injector.prepare(root, "config/local/.env");
        injector.withdraw(root, "config/local/.env");

        assertThat(root.resolve("config/users")).isEmptyDirectory();
        assertThat(root.resolve("config/local")).doesNotExist();
    }

    @Test
    void writesABlockBetweenComments() throws IOException {
        injector.inject(root, ".env", "URL=x\n");

        assertThat(read(".env")).isEqualTo("""
                # >>> ajj: written by ajj, changes in here are lost
                URL=x
                # <<< ajj
                """);
        assertThat(mode(".env")).isEqualTo("rw-------");
        assertThat(variables()).containsExactly(entry("URL", "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", "config.json"})
    void detectsWhetherAFileIsUpToDate(String file) throws IOException {
        assertThat(injector.isUpToDate(root, file, "A=1")).isFalse();
        injector.inject(root, file, "A=1");
        assertThat(injector.isUpToDate(root, file, "A=1")).isTrue();
        assertThat(injector.isUpToDate(root, file, "A=2")).isFalse();
        Files.setPosixFilePermissions(root.resolve(file), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(injector.isUpToDate(root, file, "A=1"))
                .as("readable by other users")
                .isFalse();
    }

    @Test
    void ignoresTextAroundTheBlock() throws IOException {
        injector.inject(root, ".env", "A=1");
        Files.writeString(root.resolve(".env"), "MINE=1\n" + read(".env") + "MINE=2");
        assertThat(injector.isUpToDate(root, ".env", "A=1")).isTrue();
        Files.writeString(root.resolve(".env"), "MINE=1\n");
        assertThat(injector.isUpToDate(root, ".env", "A=1")).isFalse();
    }

    /** Texts that a user may have in the file. */
    static Stream<String> usersTexts() {
        return Stream.of(
                "",
                "\n",
                "MINE=1\n",
                "MINE=1",
                "MINE=1\r\nOTHER=2\r\n",
                "MINE=1\r\nOTHER=2",
                "MINE=1\r",
                "MINE=1\nOTHER=2\r",
                "MINE=1\r\nOTHER=2\r",
                "\u00ef\u00bb\u00bfMINE=1\n",
                "MINE=\u00ff\u0080\n\n\n",
                "A=1\n\n# comment");
    }

    @ParameterizedTest
    @MethodSource("usersTexts")
    void keepsTheUsersText(String users) throws IOException {
        write(".env", users);

        assertThat(injector.prepare(root, ".env")).isFalse();
        injector.inject(root, ".env", "URL=1\n");
        String once = read(".env");
        injector.inject(root, ".env", "URL=1\n");

        assertThat(once).startsWith(users).contains("URL=1");
        assertThat(read(".env")).isEqualTo(once);
        injector.inject(root, ".env", "URL=2\nMORE=3\n");
        assertThat(read(".env")).startsWith(users).contains("URL=2").doesNotContain("URL=1");
        injector.withdraw(root, ".env");
        if (users.isEmpty()) {
            assertThat(root.resolve(".env")).doesNotExist();
        } else {
            assertThat(read(".env")).isEqualTo(users);
        }
    }

    @Test
    void keepsTextAfterTheBlock() throws IOException {
        write(".env", "BEFORE=1");
        injector.inject(root, ".env", "URL=1\n");
        write(".env", read(".env") + "AFTER=2");

        injector.inject(root, ".env", "URL=22\n");

        assertThat(read(".env")).startsWith("BEFORE=1\n").endsWith("AFTER=2");
        injector.withdraw(root, ".env");
        assertThat(read(".env")).isEqualTo("BEFORE=1\nAFTER=2");
    }

    /** The newline that ajj added is removed, but not a carriage return that the user adds before it. */
    @Test
    void keepsACarriageReturnOfTheUser() throws IOException {
        write(".env", "MINE=1");
        injector.inject(root, ".env", "URL=1\n");
        write(".env", read(".env").replace("MINE=1\n", "MINE=2\r\n"));
        injector.inject(root, ".env", "URL=2\n");

        assertThat(read(".env")).startsWith("MINE=2\r\n# >>>");
        injector.withdraw(root, ".env");
        assertThat(read(".env")).isEqualTo("MINE=2\r");
    }

    @Test
    void usesTheLineEndingOfTheFile() throws IOException {
        write(".env", "MINE=1\r\n");

        injector.inject(root, ".env", "A=1\nB=2");

        assertThat(read(".env").replace("\r\n", "")).doesNotContain("\n");
        assertThat(variables()).containsExactly(entry("MINE", "1"), entry("A", "1"), entry("B", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# >>> ajj: x\nA=1\n",
                "A=1\n# <<< ajj\n",
                "# <<< ajj\n# >>> ajj\n",
                "# >>> ajj\n# >>> ajj\n# <<< ajj\n",
                "# >>> ajj\n# <<< ajj\n# >>> ajj\n# <<< ajj\n"
            })
    void refusesADamagedBlockWithoutChanges(String damaged) throws IOException {
        write(".env", damaged);

        assertThat(refusal(() -> injector.prepare(root, ".env"))).contains("do not match");
        assertThat(refusal(() -> injector.inject(root, ".env", "URL=1\n"))).contains("do not match");
        assertThat(refusal(() -> injector.withdraw(root, ".env"))).contains("do not match");
        assertThat(read(".env")).isEqualTo(damaged);
    }

    @Test
    void refusesTextThatLooksLikeTheEndOfTheBlock() {
        assertThat(refusal(() -> injector.inject(root, ".env", "A=1\n# <<< ajj\n")))
                .contains("marks ajj's block");
        assertThat(root.resolve(".env")).doesNotExist();
    }

    @Test
    void usesTheCommentsOfTheFilesLanguage() throws IOException {
        injector.inject(root, "local.ts", "export const x = 1;\n");
        injector.inject(root, "setup.sql", "select 1;\n");
        injector.inject(root, "x.css", "a {}\n");

        assertThat(read("local.ts")).startsWith("// >>> ajj").endsWith("// <<< ajj\n");
        assertThat(read("setup.sql")).startsWith("-- >>> ajj");
        assertThat(read("x.css").lines()).allMatch(line -> !line.contains("ajj") || line.matches("/\\* .* \\*/"));
    }

    @Test
    void ownsAFileWithoutCommentsAsAWhole() throws IOException {
        assertThat(injector.prepare(root, "local.json")).isTrue();
        injector.inject(root, "local.json", "{\"port\": 1}");
        assertThat(injector.prepare(root, "local.json")).isFalse();
        injector.inject(root, "local.json", "{\"port\": 2}");

        assertThat(read("local.json")).isEqualTo("{\"port\": 2}");
        assertThat(mode("local.json")).isEqualTo("rw-------");
        injector.withdraw(root, "local.json");
        assertThat(root.resolve("local.json")).doesNotExist();
    }

    @Test
    void keepsAWholeFileOfAnotherProgram() throws IOException {
        write("mine.json", "{}");

        assertThat(refusal(() -> injector.prepare(root, "mine.json"))).contains("did not write");
        assertThat(refusal(() -> injector.inject(root, "mine.json", "[]"))).contains("did not write");
        injector.withdraw(root, "mine.json");
        assertThat(read("mine.json")).isEqualTo("{}");
    }

    @Test
    void keepsAWholeFileThatWasChanged() throws IOException {
        injector.inject(root, "local.json", "[]");
        write("local.json", "[1]");

        assertThat(refusal(() -> injector.inject(root, "local.json", "[]"))).contains("did not write");
        injector.withdraw(root, "local.json");
        assertThat(read("local.json")).isEqualTo("[1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../.env",
                "a/../../.env",
                "/etc/ajj.env",
                "",
                ".",
                ".jj/config.env",
                ".git/x",
                ".JJ/x",
                "vendor/x/.git/config",
                "a\0b"
            })
    void refusesPathsOutsideTheWorkspace(String file) {
        assertThat(refusal(() -> injector.prepare(root, file))).isNotEmpty();
        assertThat(refusal(() -> injector.inject(root, file, "A=1"))).isNotEmpty();
        assertThat(directory.resolve(".env")).doesNotExist();
    }

    @Test
    void refusesLinks() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("target"), "theirs");
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("target"));
        Files.createSymbolicLink(root.resolve("dangling"), outside.resolve("none"));
        Files.createSymbolicLink(root.resolve("directory"), outside);

        assertThat(refusal(() -> injector.inject(root, "link", "A=1"))).contains("symbolic link");
        assertThat(refusal(() -> injector.prepare(root, "dangling"))).contains("symbolic link");
        assertThat(refusal(() -> injector.inject(root, "directory/.env", "A=1")))
                .contains("directory is a symbolic link");
        assertThat(refusal(() -> injector.prepare(root, "directory/deep/.env")))
                .contains("directory is a symbolic link");
        assertThat(outside.resolve("target")).hasContent("theirs");
        assertThat(outside).isDirectoryNotContaining(file -> !file.endsWith("target"));
    }

    /** The nested repository records the file, because it does not have the outer repository's ignores. */
    @ParameterizedTest
    @ValueSource(strings = {".env", "x.json"})
    void refusesAFileOfAnotherRepository(String name) throws IOException {
        Files.createDirectories(root.resolve("workspace/.jj"));
        Files.createDirectories(root.resolve("git/.git"));
        Files.writeString(Files.createDirectory(root.resolve("submodule")).resolve(".git"), "gitdir: ../.git");
        Repositories.bare(root.resolve("store.git"));

        for (String above : List.of("workspace", "git", "submodule", "git/deep/er", "new/../git", "store.git/info")) {
            String file = above + "/" + name;
            String expected = "it is in another repository, which would commit its secrets: "
                    + root.toRealPath()
                            .resolve(file)
                            .normalize()
                            .getName(root.toRealPath().getNameCount());
            for (Runnable use : List.<Runnable>of(
                    () -> injector.check(root, file),
                    () -> injector.prepare(root, file),
                    () -> injector.inject(root, file, "A=1"),
                    () -> injector.isUpToDate(root, file, "A=1"))) {
                assertThat(refusal(use).replace(root.toRealPath() + "/", ""))
                        .as(file)
                        .endsWith(expected);
            }
            assertThat(root.resolve(file)).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/.env", "config/x.json"})
    void withdrawsAFileInADirectoryThatBecameARepository(String file) throws IOException {
        assertThat(injector.prepare(root, file)).isTrue();
        injector.inject(root, file, "A=1");
        Files.createDirectory(root.resolve("config/.git"));

        assertThat(refusal(() -> injector.isUpToDate(root, file, "A=1"))).contains("another repository");
        assertThat(injector.hasOnlyAjjText(root, file)).isTrue();
        injector.withdraw(root, file);

        assertThat(root.resolve(file)).doesNotExist();
    }

    /** A link may come from a commit, so even its target inside the workspace is not trusted. */
    @Test
    void refusesLinksInsideTheWorkspace() throws IOException {
        Path config =
                Files.writeString(Files.createDirectories(root.resolve(".git")).resolve("config"), "[core]\n");
        Files.createSymbolicLink(root.resolve("git"), Path.of(".git"));
        Files.createSymbolicLink(root.resolve("here"), Path.of("."));

        for (String file : List.of("git/config", "git/hooks/pre-commit", "here/.env", "here/git/config")) {
            assertThat(refusal(() -> injector.prepare(root, file))).as(file).contains("is a symbolic link");
            assertThat(refusal(() -> injector.inject(root, file, "A=1")))
                    .as(file)
                    .contains("is a symbolic link");
            assertThat(refusal(() -> injector.withdraw(root, file))).as(file).contains("is a symbolic link");
        }
        assertThat(config).hasContent("[core]");
        assertThat(root.resolve(".env")).doesNotExist();
    }

    /** A container with write access to the parent replaces the directory by a link repeatedly. */
    @ParameterizedTest
    @ValueSource(strings = {"a/.env", "a/new/.env"})
    void doesNotFollowALinkCreatedAfterTheCheck(String file) throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                swap(root.resolve("a"), outside);
            }
        });
        try {
            int written = 0;
            for (int attempt = 0; attempt < 1000; attempt++) {
                try {
                    injector.inject(root, file, "A=" + attempt);
                    written++;
                } catch (Failure missed) {
                    // a link, or missing
                }
                assertThat(outside).isEmptyDirectory();
            }
            assertThat(written).isPositive();
        } finally {
            done.set(true);
            swapper.join();
        }
        assertThat(root.resolve(".jj")).isEmptyDirectory();
    }

    private void swap(Path place, Path target) {
        attempt(() -> Files.move(place, directory.resolve("kept-" + UUID.randomUUID())));
        attempt(() -> Files.createSymbolicLink(place, target));
        attempt(() -> Files.deleteIfExists(place));
        attempt(() -> Files.createDirectory(place));
        LockSupport.parkNanos(100_000);
        attempt(() -> Files.deleteIfExists(place));
    }

    private static void attempt(Callable<?> step) {
        try {
            Object _ = step.call();
        } catch (Exception taken) {
            // the next one may succeed
        }
    }

    @Test
    void refusesADirectory() throws IOException {
        Files.createDirectory(root.resolve("taken"));

        assertThat(refusal(() -> injector.check(root, "taken"))).contains("not a regular file");
        assertThat(refusal(() -> injector.prepare(root, "taken"))).contains("not a regular file");
    }

    @Test
    void keepsADirectoryInPlaceOfTheFile() throws IOException {
        Path users =
                Files.createFile(Files.createDirectory(root.resolve(".env")).resolve("mine"));

        injector.withdraw(root, ".env");

        assertThat(users).exists();
    }

    @Test
    void worksThroughALinkToTheWorkspace() throws IOException {
        Path linked = Files.createSymbolicLink(directory.resolve("linked"), root);

        injector.inject(linked, "inside/.env", "A=1");

        assertThat(read("inside/.env")).contains("A=1");
    }

    @Test
    void restrictsTheModeOfAnExistingFile() throws IOException {
        write(".env", "MINE=1\n");
        Files.setPosixFilePermissions(root.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));

        injector.inject(root, ".env", "A=1");

        assertThat(mode(".env")).isEqualTo("rw-------");
    }

    @Test
    void writesNothingWhenNothingChanges() throws IOException {
        injector.inject(root, ".env", "A=1");
        Object before = Files.readAttributes(root.resolve(".env"), "unix:ino").get("ino");

        injector.inject(root, ".env", "A=1");

        assertThat(Files.readAttributes(root.resolve(".env"), "unix:ino").get("ino"))
                .isEqualTo(before);
    }

    @Test
    void leavesNoTemporaryFiles() throws IOException {
        injector.inject(root, "config/.env", "A=1");

        assertThat(root.resolve("config")).isDirectoryNotContaining(file -> !file.endsWith(".env"));
        assertThat(root.resolve(".jj")).isEmptyDirectory();
    }

    @Test
    void withdrawsAPreparedFileOnce() throws IOException {
        injector.prepare(root, ".env");

        injector.withdraw(root, ".env");
        injector.withdraw(root, ".env");

        assertThat(root.resolve(".env")).doesNotExist();
        write("other.env", "MINE=1\n");
        injector.withdraw(root, "other.env");
        assertThat(read("other.env")).isEqualTo("MINE=1\n");
    }

    @Test
    void keepsNonAsciiLetters() throws IOException {
        injector.inject(root, ".env", "A=größe 大\n");

        assertThat(Files.readString(root.resolve(".env"))).contains("A=größe 大\n");
        assertThat(variables()).containsExactly(entry("A", "größe 大"));
    }

    @Test
    void reportsTheLineOfAFaultInTheBlock() throws IOException {
        write(".env", "A=1\n# >>> ajj\nB\n# <<< ajj\n");

        Failure failure = catchThrowableOfType(Failure.class, () -> injector.variables(root, ".env", NO_REFERENCES));

        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONTEXT_INJECTION_FAILED);
        assertThat(failure.first().message()).endsWith(".env, line 3: the variable's name is not followed by =");
        assertThat(refusal(() -> injector.variables(root, "none", NO_REFERENCES)))
                .contains("it does not exist");
    }

    @Test
    void ignoresInvalidLinesOfTheUserWithoutQuotingThem() throws IOException {
        write(".env", "A=1\n-----BEGIN KEY-----\nMIIEsecret\nS='x'\\''y'\n# >>> ajj\nURL=\"x\"\n# <<< ajj\nB='2\n");

        Variables found = injector.variables(root, ".env", NO_REFERENCES);

        assertThat(found.values()).containsExactly(entry("A", "1"), entry("URL", "x"));
        String file = root.resolve(".env").toString();
        assertThat(found.ignored())
                .containsExactly(
                        file + ", line 2 is ignored: the line does not begin with a variable's name",
                        file + ", line 3 is ignored: the variable's name is not followed by =",
                        file + ", line 4 is ignored: there is text after the quoted value",
                        file + ", line 8 is ignored: the quoted value is not closed");
    }

    @Test
    void anOpenQuoteOfTheUserDoesNotHideTheBlock() throws IOException {
        write(".env", "A='1\n# >>> ajj\nURL='x'\n# <<< ajj\n");

        assertThat(variables()).containsExactly(entry("URL", "x"));
    }

    @Test
    void reportsAtMostFiveIgnoredLines() throws IOException {
        write(".env", "secret\n".repeat(1000));

        assertThat(injector.variables(root, ".env", NO_REFERENCES).ignored())
                .hasSize(6)
                .last()
                .asString()
                .endsWith(".env: 995 more lines are ignored");
    }

    /** Such as {@code .venv/bin/activate}, or a program's settings with commands, which jj ignores. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "activate",
                "env.sh",
                "conf.PY",
                "shebang.env",
                "run.env",
                ".envrc",
                ".gdbinit",
                ".npmrc",
                "mise.local.toml",
                "compose.override.yaml"
            })
    void refusesAProgramOfTheUser(String file) throws IOException {
        Path program = root.resolve(file);
        Files.writeString(program, file.equals("shebang.env") ? "#!/bin/sh\n" : "x = 1\n");
        if (file.equals("run.env")) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        String before = Files.readString(program);

        assertThat(catchThrowableOfType(Failure.class, () -> injector.inject(root, file, "A=1\n")))
                .hasMessageContaining("it may contain commands");
        assertThat(catchThrowableOfType(Failure.class, () -> injector.check(root, file)))
                .hasMessageContaining("it may contain commands");
        assertThat(program).hasContent(before);

        Files.delete(program);
        injector.inject(root, file, "A=1\n");
        Files.writeString(program, "own = 1\n", StandardOpenOption.APPEND);
        injector.inject(root, file, "A=2\n");
        assertThat(program).content().contains("A=2\n", "own = 1\n");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(root.resolve(".env").toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        assertThat(refusal(() -> injector.variables(root, ".env", NO_REFERENCES)))
                .endsWith("it is larger than 10 MiB");
        assertThat(refusal(() -> injector.prepare(root, ".env"))).endsWith("it is larger than 10 MiB");
        assertThat(refusal(() -> injector.inject(root, ".env", "A=1"))).endsWith("it is larger than 10 MiB");
        assertThat(refusal(() -> injector.withdraw(root, ".env"))).endsWith("it is larger than 10 MiB");
    }

    /** Such as U+3000, which is not a space in the bytes that ajj writes. */
    @ParameterizedTest
    @ValueSource(strings = {"\u3000", "\u2003", "\u1680", "\u0085", "\u00a0", "\ufeff"})
    void readsMarksWithSpacesOfOtherLanguages(String blank) throws IOException {
        injector.inject(root, ".env", "B='\n" + blank + "# <<< ajj\n'\nA=$X\n");
        Variables read = injector.variables(root, ".env", NO_REFERENCES);
        assertThat(read.values()).containsOnlyKeys("B", "A");
        assertThat(read.ignored()).isEmpty();
    }

    /** The variables are read with marks in {@code #} comments, which such a file would not have. */
    @ParameterizedTest
    @ValueSource(strings = {".env.json", ".env.ini", "sub/.env.lua", ".env.SQL", ".env.txt", ".env.css"})
    void refusesADotenvFileWithAnotherExtension(String file) {
        for (Runnable action : List.<Runnable>of(
                () -> injector.check(root, file),
                () -> injector.prepare(root, file),
                () -> injector.isUpToDate(root, file, "A=1\n"),
                () -> injector.inject(root, file, "A=1\n"))) {
            assertThat(refusal(action)).endsWith("files with its extension have no comments with #");
        }
        assertThat(root.resolve(file)).doesNotExist();
    }

    /** An earlier version of ajj may have written one. */
    @Test
    void withdrawsFromADotenvFileWithAnotherExtension() throws IOException {
        write(".env.ini", "MINE=1\n; >>> ajj\nA=$X\n; <<< ajj\n");
        injector.withdraw(root, ".env.ini");
        assertThat(read(".env.ini")).isEqualTo("MINE=1\n");
    }

    private SequencedMap<String, String> variables() {
        return injector.variables(root, ".env", NO_REFERENCES).values();
    }

    private static String refusal(Runnable action) {
        Failure failure = catchThrowableOfType(Failure.class, action::run);
        assertThat(failure).isNotNull();
        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONTEXT_INJECTION_FAILED);
        assertThat(failure.first().hints()).isNotEmpty();
        return failure.first().message();
    }

    private void write(String file, String text) throws IOException {
        Files.write(root.resolve(file), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file)));
    }
}

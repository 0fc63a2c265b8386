package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.testing.NeedsCompose;
import dev.aether.ajj.testing.NeedsDocker;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@code console} blocks of documents show real output. The blocks of a document are one session in the repository
 * {@code ~/shop}. A block after {@code <!-- not run: REASON -->} is skipped. A block after {@code <!-- file: NAME -->},
 * or the rest of such a comment, is a file of the repository. {@code -Dajj.regenerate=true} writes the output into the
 * documents.
 */
@NeedsJj
@NeedsDocker
@NeedsCompose
class DocumentsIT {
    private static final Pattern SESSION =
            Pattern.compile("(?ms)^(<!-- not run: [^\\n]* -->\\n)?(```console\\n)(.*?)(?=^```$)");
    private static final Pattern FILE =
            Pattern.compile("(?ms)^<!-- file: (\\S+)(?: -->\\n```\\w+)?\\n(.*?)^(?:```|-->)$");
    private static final String BLOCK_END = "--- end of block ---\n";
    private static final int NOT_RUN = 14;

    /** Output that differs between runs, with its replacement. */
    private static final List<Map.Entry<Pattern, String>> VARIABLE = List.of(
            Map.entry(Pattern.compile("aether-\\p{XDigit}{5}"), "aether-HASH"),
            Map.entry(Pattern.compile("\\b2\\d{4}\\b"), "PORT"),
            Map.entry(Pattern.compile("\\b\\d+\\.\\d s\\b"), "SECONDS"),
            Map.entry(Pattern.compile("\\b[k-z]{8}\\b"), "CHANGE"),
            Map.entry(Pattern.compile("\\b\\p{XDigit}{8,64}\\b"), "ID"),
            Map.entry(Pattern.compile("\"(address|id)\" : \".*\""), "LOCATION"),
            Map.entry(Pattern.compile(" (now|\\d+s) "), " AGE "),
            Map.entry(Pattern.compile("  +"), "  "));

    /** Services start concurrently, so the order of their progress lines varies. */
    private static final Pattern PROGRESS =
            Pattern.compile("(?m)(?:^[\\w/-]+: (?:starting|waiting|ready|removing|removed|stopping|stopped)\\b.*\\n)+");

    @TempDir
    Path directory;

    static List<Path> documents() throws IOException {
        return allDocuments()
                .filter(document -> sessions(document).anyMatch(DocumentsIT::isRun))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void documentsShowTheOutputOfTheirCommands(Path document) throws IOException {
        List<String> expected = sessions(document)
                .filter(DocumentsIT::isRun)
                .map(session -> session.group(3))
                .toList();

        List<String> actual = run(Files.readString(document), expected);

        if (Boolean.getBoolean("ajj.regenerate")) {
            Files.writeString(document, withSessions(Files.readString(document), actual));
        } else {
            assertThat(normalised(actual)).isEqualTo(normalised(expected));
        }
    }

    @Test
    void fewSessionsAreSkipped() throws IOException {
        assertThat(allDocuments().flatMap(DocumentsIT::sessions).filter(session -> !isRun(session)))
                .hasSize(NOT_RUN);
    }

    private static Stream<Path> allDocuments() throws IOException {
        try (Stream<Path> below = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()
                    .stream();
        }
    }

    private static Stream<MatchResult> sessions(Path document) {
        try {
            return SESSION.matcher(Files.readString(document)).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRun(MatchResult session) {
        return session.group(1) == null;
    }

    /** Returns the blocks with their commands' current output. */
    private List<String> run(String document, List<String> blocks) throws IOException {
        TemporaryRepository repository = TemporaryRepository.colocated(directory, "shop");
        try (PackagedAjj ajj = new PackagedAjj(repository)) {
            Path home = directory.toRealPath();
            ajj.environment.put("HOME", home.toString());
            writeFiles(document, repository.root());
            repository.jj("commit", "-m", "Services");

            String output = ajj.shell(script(blocks)).replace(home.toString(), "/home/you");
            return List.of(output.split(Pattern.quote(BLOCK_END), -1)).subList(0, blocks.size());
        }
    }

    private static void writeFiles(String document, Path root) throws IOException {
        for (MatchResult file : FILE.matcher(document).results().toList()) {
            Files.writeString(root.resolve(file.group(1)), file.group(2));
        }
    }

    /** Returns a script for one shell, which keeps its directory and variables. It prints each command first. */
    private static String script(List<String> blocks) {
        List<String> lines = new ArrayList<>(List.of("ajj() { \"$AJJ\" \"$@\"; }"));
        for (String block : blocks) {
            block.lines().filter(line -> line.startsWith("$ ")).forEach(line -> {
                lines.add("printf '%s\\n' '" + line.replace("'", "'\\''") + "'");
                lines.add(line.substring(2));
            });
            lines.add("echo '" + BLOCK_END.strip() + "'");
        }
        return String.join("\n", lines);
    }

    private static String withSessions(String document, List<String> blocks) {
        Iterator<String> next = blocks.iterator();
        return SESSION.matcher(document)
                .replaceAll(session ->
                        Matcher.quoteReplacement(isRun(session) ? session.group(2) + next.next() : session.group()));
    }

    private static String normalised(List<String> blocks) {
        String text = String.join("\n", blocks);
        for (Map.Entry<Pattern, String> variable : VARIABLE) {
            text = variable.getKey().matcher(text).replaceAll(variable.getValue());
        }
        return PROGRESS.matcher(text)
                .replaceAll(lines -> Matcher.quoteReplacement(
                        lines.group().lines().sorted().collect(Collectors.joining("\n", "", "\n"))));
    }
}

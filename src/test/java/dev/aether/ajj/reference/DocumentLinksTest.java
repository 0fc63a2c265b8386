package dev.aether.ajj.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between documents lead to files and headings that exist, and tests that they name exist. */
class DocumentLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!\\w+:)([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern TEST = Pattern.compile("\\b([A-Z]\\w+(?:Test|IT))\\b(?:\\.([a-z]\\w+))?");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

    static List<Path> documents() throws IOException {
        try (Stream<Path> below = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkHasATarget(Path document) throws IOException {
        assertThat(LINK.matcher(prose(document)).results().filter(link -> isBroken(document, link)))
                .extracting(MatchResult::group)
                .isEmpty();
    }

    @Test
    void everyDocumentIsLinked() throws IOException {
        Set<Path> linked = new HashSet<>(Set.of(Path.of("README.md")));
        for (Path document : documents()) {
            LINK.matcher(prose(document)).results().forEach(link -> linked.add(target(document, link)));
        }
        assertThat(linked).containsAll(documents());
    }

    /** Documents such as docs/security.md name tests. */
    @ParameterizedTest
    @MethodSource("documents")
    void everyNamedTestExists(Path document) throws IOException {
        Map<String, String> tests = tests();
        assertThat(TEST.matcher(Files.readString(document)).results().filter(name -> !isTest(tests, name)))
                .extracting(MatchResult::group)
                .isEmpty();
    }

    private static boolean isTest(Map<String, String> tests, MatchResult name) {
        String source = tests.getOrDefault(name.group(1), "");
        return !source.isEmpty() && (name.group(2) == null || source.contains("void " + name.group(2) + "("));
    }

    /** Returns the sources of the tests by their class. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return tests;
    }

    private static boolean isBroken(Path document, MatchResult link) {
        Path target = target(document, link);
        String anchor = link.group(2);
        try {
            return !Files.exists(target) || (anchor != null && !anchors(target).contains(anchor));
        } catch (IOException unreadable) {
            return true;
        }
    }

    private static Path target(Path document, MatchResult link) {
        String path = link.group(1);
        return path.isEmpty()
                ? document
                : Objects.requireNonNullElse(document.getParent(), Path.of(""))
                        .resolve(path)
                        .normalize();
    }

    /** Returns the anchors that GitHub gives to headings. */
    private static Set<String> anchors(Path document) throws IOException {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(prose(document)).results().forEach(heading -> {
            String name = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int count = 0;
            for (String free = name; !anchors.add(free); ) {
                free = name + "-" + ++count;
            }
        });
        return anchors;
    }

    private static String prose(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }
}

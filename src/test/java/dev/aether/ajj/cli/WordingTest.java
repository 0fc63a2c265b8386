package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, messages and documents use the field's words, and none of some phrases that are hard to read. */
class WordingTest {
    /** Patterns of phrases, each with what to write instead. */
    private static final Map<String, String> DISCOURAGED = Map.ofEntries(
            Map.entry("mend(s|ed|ing)?", "fix, repair"),
            Map.entry("anew|made again", "recreate, rebuild, restart"),
            Map.entry("(tak(e|es|en|ing)|took) (it |them |all )?(away|back)|way back", "remove, roll back"),
            Map.entry("left over|belongs? to nobody", "orphan, orphaned"),
            Map.entry("is none|are none|can(not)? be had", "is not a valid, is invalid, is unavailable"),
            Map.entry("nobody(?!:)|somebody|whoever|by whomever", "no other process, another user; or the passive"),
            Map.entry("(before or|stands?) behind|behind (the|its|every|all|an?)", "after"),
            Map.entry("(may|options?|ajj|what|it) stands?|stands? (in|on|before)|stood in", "is, is in, may come"),
            Map.entry("hand(s|ed)? (on|over|to jj|to every|to `jj)", "pass through, forward"),
            Map.entry("pass(es|ed)? over", "ignore, skip"),
            Map.entry("for want of", "out of, without"),
            Map.entry("at work|in the middle of", "running, in progress"),
            Map.entry(
                    "(ajj|jj|program|engine|file|message|guide|command|labels?) (tells?|says|said)",
                    "report, print, return"),
            Map.entry("tells? (more|how|which)", "see, list"),
            Map.entry("looks? again", "check again"),
            Map.entry("(see|seen|sees) to (it|the|that)", "check, fix"),
            Map.entry("patience", "timeout, deadline"));

    private static final Pattern PHRASE = Pattern.compile("(?i)\\b(" + String.join("|", DISCOURAGED.keySet()) + ")\\b");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

    @Test
    void textsInTheSources() {
        assertThat(SourceTexts.all().stream().flatMap(WordingTest::faults)).isEmpty();
    }

    @Test
    void comments() throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                COMMENT.matcher(Files.readString(file))
                        .results()
                        .flatMap(comment -> faults(comment.group().replaceAll("\\s*\\n\\s*\\*?\\s*", " ")))
                        .forEach(fault -> faults.add(file + ": " + fault));
            }
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs", "README.md", "CONTRIBUTING.md", "src/main/dist/bin", "scripts"})
    void documentsAndScripts(Path root) throws IOException {
        List<String> faults = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // A phrase may be wrapped, so paragraphs are joined.
                for (String paragraph : Files.readString(file).split("\\n\\s*\\n", -1)) {
                    faults(paragraph.replaceAll("\\s+", " ")).forEach(fault -> faults.add(file + ": " + fault));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mend it and run `ajj up` again, mend it",
        "its container is made anew, made anew",
        "Options stand before SERVICE, Options stand",
        "nothing is Left over, Left over",
        "handed to jj, handed to jj",
    })
    void findsAPhrase(String text, String phrase) {
        assertThat(faults(text)).singleElement().asString().contains(phrase.split(" ", -1)[0]);
    }

    @Test
    void ignoresOtherText() {
        assertThat(faults("fix it; the amended commit takes the standard backup, which understands what comes after"))
                .isEmpty();
    }

    /** Returns each phrase with its context, and what to write instead. */
    private static Stream<String> faults(String text) {
        return PHRASE.matcher(text).results().map(found -> {
            String context = text.substring(Math.max(0, found.start() - 40), Math.min(text.length(), found.end() + 40));
            return "\"" + found.group() + "\" in \"" + context + "\": write " + instead(found.group());
        });
    }

    private static String instead(String phrase) {
        return DISCOURAGED.entrySet().stream()
                .filter(entry -> phrase.matches("(?i)" + entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("it otherwise");
    }
}

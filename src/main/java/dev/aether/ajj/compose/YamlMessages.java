package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The parser's errors in plain words. They tell the place and never quote the file's text, which may be secret. */
final class YamlMessages {
    private static final String GENERAL_HINT = "check the indentation and the quotation marks around this place";
    private static final Pattern UNDEFINED_ALIAS = Pattern.compile("found undefined alias (\\S+)");

    private YamlMessages() {}

    static void report(Path file, String text, YamlEngineException broken, ConfigFaults problems) {
        switch (broken) {
            case MarkedYamlEngineException marked -> report(file, marked, problems);
            case ReaderException unreadable ->
                problems.report(
                        at(file, text, unreadable.getPosition()),
                        String.format(
                                Locale.ROOT, "the character U+%04X cannot stand in YAML", unreadable.getCodePoint()),
                        "remove it, or write it as an escape in double quotes");
            default ->
                problems.report(
                        new SourcePosition(file, 1, 1), words(String.valueOf(broken.getMessage())), GENERAL_HINT);
        }
    }

    private static void report(Path file, MarkedYamlEngineException broken, ConfigFaults problems) {
        Optional<Mark> mark = broken.getProblemMark().or(broken::getContextMark);
        SourcePosition position = YamlReader.at(file, mark);
        String problem = broken.getProblem() == null ? "" : broken.getProblem();
        Matcher alias = UNDEFINED_ALIAS.matcher(problem);
        if (problem.contains("\\t(TAB)")) {
            problems.report(position, "there is a tab, which YAML does not take here", "indent with blanks");
        } else if (alias.lookingAt()) {
            problems.report(
                    position,
                    "there is no anchor &" + alias.group(1),
                    "define it above this line: key: &" + alias.group(1));
        } else if (problem.startsWith("could not find expected ':'")) {
            problems.report(position, "a key lacks its colon", "write key: value");
        } else if (problem.startsWith("unexpected character found")) {
            problems.report(
                    position, "a name is missing behind & or *", "write *anchor, or put the text in quotation marks");
        } else if (problem.startsWith("mapping values are not allowed here")) {
            problems.report(
                    position,
                    "a colon stands where no key can be",
                    "indent keys of one mapping alike; put a text with a colon in quotation marks");
        } else if (problem.startsWith("expected <block end>")) {
            problems.report(
                    position, "this line does not fit the lines above it", "indent what belongs together alike");
        } else if (problem.startsWith("expected the node content")) {
            problems.report(position, "a value is missing here", "check that every [ and { above is closed");
        } else if (problem.startsWith("found unexpected end of stream")) {
            problems.report(position, "a text is not closed", "close it with the same quotation mark");
        } else {
            problems.report(position, words(problem), GENERAL_HINT);
        }
    }

    /** Names the parser's tokens as they are written. */
    private static String words(String problem) {
        String plain = problem.replaceAll("[\\s]+", " ").strip();
        return plain.isEmpty()
                ? "this is no YAML"
                : "this is no YAML: " + plain.substring(0, 1).toLowerCase(Locale.ROOT) + plain.substring(1);
    }

    private static SourcePosition at(Path file, String text, int index) {
        String before = text.substring(0, Math.min(index, text.length()));
        int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        int start = before.lastIndexOf('\n') + 1;
        return new SourcePosition(file, line, 1 + before.codePointCount(start, before.length()));
    }
}

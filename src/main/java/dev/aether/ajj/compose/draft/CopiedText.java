package dev.aether.ajj.compose.draft;

import dev.aether.ajj.compose.text.Toml;
import dev.aether.ajj.compose.text.WrittenText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables of aether.toml that are to be committed: values that came from variables are marked in them, and replaced. They come
 * from the user's environment or from a file that is not committed.
 */
final class CopiedText {
    private static final String PLACEHOLDER = "...";
    private static final String NAME = "left-out";
    private static final Pattern TABLE = Pattern.compile("^\\[services\\.(.+)]$");
    private static final Pattern VALUE = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'");

    private final Set<String> replaced = new LinkedHashSet<>();

    String of(String toml) {
        StringBuilder text = new StringBuilder();
        String service = "";
        for (String line : toml.lines().toList()) {
            Matcher table = TABLE.matcher(line);
            if (table.matches()) {
                service = table.group(1);
            }
            if (WrittenText.isMarked(line)) {
                replaced.add(service);
            }
            String copy = line;
            text.append(VALUE.matcher(line)
                            .replaceAll(value -> Matcher.quoteReplacement(
                                    WrittenText.isMarked(value.group())
                                            ? Toml.text(placeholder(copy.substring(0, value.start())))
                                            : value.group())))
                    .append('\n');
        }
        return text.toString();
    }

    /** Names must be valid; no registry has this image. */
    private static String placeholder(String before) {
        boolean name = before.startsWith("external_networks = ") || before.endsWith("source = ");
        return before.equals("image = ") ? "localhost/" + NAME : name ? NAME : PLACEHOLDER;
    }

    /** Sentences about what was replaced. */
    List<String> notes() {
        return replaced.stream()
                .map(service ->
                        "Values of " + service + " that come from variables are left out: put them in place of \""
                                + PLACEHOLDER + "\" and \"" + NAME + "\".")
                .toList();
    }
}

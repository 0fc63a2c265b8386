package dev.aether.ajj.compose.draft;

import dev.aether.ajj.compose.text.RawText;
import dev.aether.ajj.compose.text.Toml;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces marked values in tables of aether.toml by placeholders. They came from variables, and must not be committed. */
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
            if (RawText.isMarked(line)) {
                replaced.add(service);
            }
            String copy = line;
            text.append(VALUE.matcher(line)
                            .replaceAll(value -> Matcher.quoteReplacement(
                                    RawText.isMarked(value.group())
                                            ? Toml.text(placeholder(copy.substring(0, value.start())))
                                            : value.group())))
                    .append('\n');
        }
        return text.toString();
    }

    /** Returns a placeholder that is valid for the key; the image does not exist in any registry. */
    private static String placeholder(String before) {
        boolean name = before.startsWith("external_networks = ") || before.endsWith("source = ");
        return before.equals("image = ") ? "localhost/" + NAME : name ? NAME : PLACEHOLDER;
    }

    /** Returns sentences about the replaced values. */
    List<String> notes() {
        return replaced.stream()
                .map(service -> "Values of " + service + " that come from variables are left out: replace \""
                        + PLACEHOLDER + "\" and \"" + NAME + "\" by them.")
                .toList();
    }
}

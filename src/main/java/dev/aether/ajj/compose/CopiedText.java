package dev.aether.ajj.compose;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables of aether.toml that are to be committed: values of variables that are not written in the compose files come from the
 * user's environment or from a file that is not committed, so they are replaced.
 */
final class CopiedText {
    private static final String PLACEHOLDER = "...";
    private static final Pattern TABLE = Pattern.compile("^\\[services\\.(.+)]$");
    private static final Pattern VALUE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'");

    private final String source;
    private final Set<String> replaced = new LinkedHashSet<>();

    /** @param source the texts of the compose files */
    CopiedText(String source) {
        this.source = source;
    }

    String of(String toml) {
        StringBuilder text = new StringBuilder();
        String service = "";
        for (String line : toml.lines().toList()) {
            Matcher table = TABLE.matcher(line);
            if (table.matches()) {
                service = table.group(1);
            }
            boolean told = line.startsWith("env = ") || line.startsWith("command = ") || line.startsWith("labels = ");
            text.append(told ? withoutForeign(line, service) : line).append('\n');
        }
        return text.toString();
    }

    private String withoutForeign(String line, String service) {
        int start = line.indexOf('=') + 1;
        Matcher value = VALUE.matcher(line).region(start, line.length());
        StringBuilder text = new StringBuilder();
        int end = 0;
        while (value.find()) {
            String written = value.group(1) == null ? value.group(2) : value.group(1);
            text.append(line, end, value.start());
            boolean known = source.contains(written.replace("$", "$$").replace("\\", "")) || source.contains(written);
            if (!known) {
                replaced.add(service);
            }
            text.append(known ? value.group() : Toml.text(PLACEHOLDER));
            end = value.end();
        }
        return text.append(line.substring(end)).toString();
    }

    /** Sentences about what was replaced. */
    List<String> notes() {
        return replaced.stream()
                .map(service -> "Values of " + service
                        + " that come from variables are left out: put them in place of \"" + PLACEHOLDER + "\".")
                .toList();
    }
}

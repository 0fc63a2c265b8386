package dev.aether.ajj.compose.draft;

import dev.aether.ajj.compose.text.Toml;
import dev.aether.ajj.compose.translate.Connection;
import dev.aether.ajj.compose.translate.TakenService;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tables of aether.toml that are to be committed: values of variables that are not written in the compose files come from the
 * user's environment or from a file that is not committed, so they are replaced.
 */
final class CopiedText {
    private static final String PLACEHOLDER = "...";
    private static final Pattern TABLE = Pattern.compile("^\\[services\\.(.+)]$");
    private static final Pattern VALUE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'");

    /** Of a volume's driver. */
    private static final Pattern OPTIONS =
            Pattern.compile("driver_opts = \\{(?:[^}\"']|\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*')*\\}");

    private static final Set<String> FREE_TEXTS =
            Set.of("env", "command", "entrypoint", "labels", "healthcheck", "extra_hosts", "sysctls", "files");
    /** A placeholder would not be valid. */
    private static final Set<String> CHECKED_TEXTS = Set.of("extra_hosts", "sysctls");

    /** Words that ajj writes itself, and no values of the compose files. */
    private static final Pattern OWN_WORDS = Pattern.compile("sh|-c|\\d+s");

    private final String source;
    private final Map<String, TakenService> services = new HashMap<>();
    private final Set<String> replaced = new LinkedHashSet<>();

    /**
     * @param source the texts of the compose files
     * @param taken the services whose tables are copied
     */
    CopiedText(String source, Collection<TakenService> taken) {
        this.source = source;
        taken.forEach(service -> services.put(service.name(), service));
    }

    String of(String toml) {
        StringBuilder text = new StringBuilder();
        String service = "";
        for (String line : toml.lines().toList()) {
            Matcher table = TABLE.matcher(line);
            if (table.matches()) {
                service = table.group(1);
            }
            String key = line.replaceFirst(" = .*", "");
            String copy = line;
            if (FREE_TEXTS.contains(key)) {
                copy = withoutForeign(line, service);
            } else if (key.equals("volumes")) {
                String owner = service;
                copy = OPTIONS.matcher(line)
                        .replaceAll(options -> Matcher.quoteReplacement(withoutForeign(options.group(), owner)));
            } else if (key.equals("connection") && hasForeign(line, services.get(service))) {
                copy = key + " = " + Toml.text(PLACEHOLDER);
            }
            if (copy.equals(line) || !CHECKED_TEXTS.contains(key)) {
                text.append(copy).append('\n');
            }
        }
        return text.toString();
    }

    /** A connection holds values that a template cannot name, encoded. */
    private boolean hasForeign(String connection, @Nullable TakenService service) {
        return service != null
                && Stream.concat(
                                service.model().environment().values().stream(),
                                service.model().texts("command").stream())
                        .filter(value -> !value.isEmpty() && !isInSource(value))
                        .anyMatch(value -> connection.contains(Connection.encoded(value)));
    }

    private String withoutForeign(String line, String service) {
        int start = line.indexOf('=') + 1;
        Matcher value = VALUE.matcher(line).region(start, line.length());
        StringBuilder text = new StringBuilder();
        int end = 0;
        while (value.find()) {
            String written = value.group(1) == null ? value.group(2) : value.group(1);
            boolean isName = line.startsWith(" = ", value.end());
            boolean own =
                    line.startsWith("healthcheck") && OWN_WORDS.matcher(written).matches();
            boolean known = isName || own || isInSource(written) || isInSource(written.replace("\\", ""));
            if (!known) {
                replaced.add(service);
            }
            text.append(line, end, value.start()).append(known ? value.group() : Toml.text(PLACEHOLDER));
            end = value.end();
        }
        return text.append(line.substring(end)).toString();
    }

    private boolean isInSource(String value) {
        return source.contains(value) || source.contains(value.replace("$", "$$"));
    }

    /** Sentences about what was replaced. */
    List<String> notes() {
        return replaced.stream()
                .map(service -> "Values of " + service
                        + " that come from variables are left out: put them in place of \"" + PLACEHOLDER + "\".")
                .toList();
    }
}

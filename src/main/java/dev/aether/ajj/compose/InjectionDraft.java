package dev.aether.ajj.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code [injection]}: how programs on this machine are told where the services are.
 *
 * @param file where it goes
 * @param reason why it is not {@code .env}; empty when it is
 * @param lines of a dotenv file, with templates in it
 */
record InjectionDraft(String file, String reason, List<String> lines) {
    /** What every program and shell takes for the name of a variable. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** In the order in which they are tried; all are what `ajj run` reads. */
    static final List<String> FILES = List.of(".env", ".env.local", ".env.ajj");

    /**
     * What is in the way of some files.
     *
     * @param root the workspace's
     * @param tracked paths relative to the root that version control has: ajj refuses to write secrets into them
     * @param read files that compose reads: it would take for its own what is meant for this machine
     * @param named variables that the compose file names
     * @param usual the file that compose reads them from, whether it is there or not
     */
    record Obstacles(Path root, Set<String> tracked, Set<Path> read, Set<String> named, Path usual) {

        Optional<String> inTheWayOf(String file, Set<String> variables) {
            Path path = root.resolve(file);
            if (tracked.contains(file)) {
                return Optional.of("jj tracks " + file);
            }
            if (read.contains(path)) {
                return Optional.of("docker compose reads " + file + " too");
            }
            Set<String> both = new HashSet<>(variables);
            both.retainAll(named);
            boolean used = path.equals(usual) && (!both.isEmpty() || (Files.exists(path) && !named.isEmpty()));
            return used ? Optional.of("docker compose reads " + file + " too") : Optional.empty();
        }
    }

    /** The draft; empty when there is nothing to tell, or no file to put it into. */
    static Optional<InjectionDraft> of(Collection<ServiceDraft> drafts, Obstacles obstacles) {
        AppVariables app = new AppVariables(drafts);
        SequencedMap<String, String> variables = new LinkedHashMap<>(app.variables());
        drafts.stream()
                .filter(draft -> draft.isTaken() && !app.mention(draft))
                .forEach(draft -> addUsual(draft, variables));
        variables.keySet().removeIf(name -> !NAME.matcher(name).matches());
        if (variables.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + DotEnvText.value(entry.getValue()))
                .toList();
        String reason = "";
        for (String file : FILES) {
            Optional<String> obstacle = obstacles.inTheWayOf(file, variables.keySet());
            if (obstacle.isEmpty()) {
                return Optional.of(new InjectionDraft(file, reason, lines));
            }
            reason = reason.isEmpty() ? obstacle.get() : reason;
        }
        return Optional.empty();
    }

    /** One address under the name that programs know, or host and ports. */
    private static void addUsual(ServiceDraft draft, Map<String, String> variables) {
        String prefix = draft.name()
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9]+", "_")
                .replaceAll("^(?=[0-9])", "_");
        if (draft.connection().isPresent()) {
            String usual = draft.variable().orElse("");
            String name = variables.containsKey(usual) ? prefix + "_URL" : usual;
            variables.putIfAbsent(name, Templates.of(draft.name(), "connection"));
            return;
        }
        if (draft.ports().isEmpty()) {
            return;
        }
        variables.putIfAbsent(prefix + "_HOST", Templates.of(draft.name(), "host"));
        boolean one = draft.ports().size() == 1;
        for (Placed<String> port : draft.ports()) {
            String suffix =
                    one ? "" : "_" + port.value().toUpperCase(Locale.ROOT).replace('/', '_');
            variables.putIfAbsent(prefix + "_PORT" + suffix, Templates.port(draft.name(), port.value()));
        }
    }
}

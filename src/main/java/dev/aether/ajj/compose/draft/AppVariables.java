package dev.aether.ajj.compose.draft;

import dev.aether.ajj.compose.model.Marks;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.text.Templates;
import dev.aether.ajj.model.variable.Secrets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The variables with addresses of services, for programs that Compose would build. These programs run on this machine
 * instead, and need the same variables with other hosts and ports.
 */
final class AppVariables {
    private static final Pattern HOST_NAME =
            Pattern.compile("(?i)(.*_)?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS|ENDPOINT|BROKER)");
    private static final Pattern TAG = Pattern.compile("\\{\\{.*?}}");
    /** Text that occurs in any address, and reveals nothing. */
    private static final Pattern PLAIN = Pattern.compile("(?:[a-z+]+://)?[:/@]*");

    private static final List<String> COMPANIONS =
            List.of("USER", "USERNAME", "PASSWORD", "PASS", "NAME", "DATABASE", "DB");

    private final Map<String, ModelService> services = new LinkedHashMap<>();
    private Predicate<String> isPublic = text -> !Marks.isIn(text);
    private Map<String, Map<String, String>> values = Map.of();
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();
    private final Set<String> mentioned = new LinkedHashSet<>();

    /** @param selected services that a workspace gets */
    AppVariables(Collection<ModelService> selected) {
        for (ModelService service : selected) {
            services.put(service.name(), service);
            service.hostNames().forEach(name -> services.putIfAbsent(name, service));
        }
    }

    /**
     * Adds variables whose values may be secret. Only the services that they name are written, not the values.
     *
     * @param environments without the variables that were added before
     * @param values of the services' own variables that may be secret, by service
     */
    void addSecret(Collection<? extends Map<String, String>> environments, Map<String, Map<String, String>> values) {
        isPublic = PLAIN.asMatchPredicate();
        this.values = values;
        environments.forEach(this::add);
    }

    SequencedMap<String, String> variables() {
        return variables;
    }

    boolean mention(ModelService service) {
        return mentioned.contains(service.name());
    }

    /** Adds the addresses in the environment of a program, with marks in place of variables' values. */
    void add(Map<String, String> env) {
        env.forEach((name, value) -> {
            ModelService host = services.get(value);
            if (host != null && HOST_NAME.matcher(name).matches()) {
                addHost(name, host, env);
            }
            Set<String> before = Set.copyOf(mentioned);
            String template = addresses(value);
            if (!isPublic(template)) {
                mentioned.retainAll(before);
            } else if (!template.equals(Templates.literal(value))) {
                variables.putIfAbsent(name, template);
            }
        });
    }

    private boolean isPublic(String template) {
        return TAG.splitAsStream(template).allMatch(isPublic);
    }

    /** Adds {@code DB_HOST}, and with it {@code DB_PORT}, {@code DB_USER} and similar variables. */
    private void addHost(String name, ModelService service, Map<String, String> env) {
        mentioned.add(service.name());
        variables.putIfAbsent(name, Templates.of(service.name(), "host"));
        String prefix = name.contains("_") ? name.substring(0, name.lastIndexOf('_') + 1) : "";
        Optional.ofNullable(env.get(prefix + "PORT"))
                .filter(service.ports()::contains)
                .or(() -> service.usualPort().filter(_ -> !prefix.isEmpty()))
                .ifPresent(port -> variables.putIfAbsent(prefix + "PORT", Templates.port(service.name(), port)));
        if (prefix.isEmpty()) {
            return;
        }
        for (String suffix : COMPANIONS) {
            String companion = env.get(prefix + suffix);
            if (companion != null) {
                credential(prefix + suffix, companion, service)
                        .ifPresent(value -> variables.putIfAbsent(prefix + suffix, value));
            }
        }
    }

    private Map<String, String> environment(ModelService service) {
        Map<String, String> all = new LinkedHashMap<>(service.environment());
        all.putAll(values.getOrDefault(service.name(), Map.of()));
        return all;
    }

    /** Returns the service's own variable with the same value; otherwise the value, unless it may be secret. */
    private Optional<String> credential(String name, String value, ModelService service) {
        return environment(service).entrySet().stream()
                .filter(entry -> Templates.canName(entry.getKey()))
                .filter(entry -> !value.isEmpty() && entry.getValue().equals(value))
                // The user's name and the password may be equal.
                .min(Comparator.comparing(entry -> Secrets.looksSecret(entry.getKey()) != Secrets.looksSecret(name)))
                .map(entry -> Templates.env(service.name(), entry.getKey()))
                .or(() -> Optional.of(Templates.literal(value)).filter(this::isPublic));
    }

    /** Replaces {@code service:port}, and {@code service} in a URL, by templates. */
    private String addresses(String text) {
        StringBuilder template = new StringBuilder();
        int index = 0;
        Matcher address = address().matcher(text);
        while (address.find()) {
            ModelService service = Objects.requireNonNull(services.get(address.group(1)));
            boolean inUrl = isHost(text, address.start());
            Optional<String> port = Optional.ofNullable(address.group(2))
                    .or(() -> service.usualPort().filter(_ -> inUrl))
                    .filter(service.ports()::contains);
            if (port.isPresent()) {
                template.append(password(text.substring(index, address.start()), service))
                        .append(Templates.of(service.name(), "host"))
                        .append(':')
                        .append(Templates.port(service.name(), port.get()));
                mentioned.add(service.name());
                index = address.end();
            }
        }
        return template.append(Templates.literal(text.substring(index))).toString();
    }

    /** Returns a pattern for the name of a service as a whole word, with an optional port. */
    private Pattern address() {
        String names = services.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile("(?<![A-Za-z0-9._-])(" + names + ")(?::(\\d+))?(?![A-Za-z0-9._:-])");
    }

    /** Whether the host of a URL starts there: after {@code ://} and an optional login. */
    private static boolean isHost(String text, int start) {
        return text.substring(0, start).matches("(?s).*://(?:[^/@\\s]*@)?");
    }

    /** Returns the text before a host, with a template for a password that the service has in a variable. */
    private String password(String before, ModelService service) {
        for (Map.Entry<String, String> variable : environment(service).entrySet()) {
            String secret = variable.getValue();
            boolean named = Secrets.looksSecret(variable.getKey()) && Templates.canName(variable.getKey());
            if (named && !secret.isEmpty() && before.endsWith(":" + secret + "@")) {
                return Templates.literal(before.substring(0, before.length() - secret.length() - 1))
                        + Templates.env(service.name(), variable.getKey())
                        + "@";
            }
        }
        return Templates.literal(before);
    }
}

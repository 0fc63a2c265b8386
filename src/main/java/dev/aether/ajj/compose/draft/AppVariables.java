package dev.aether.ajj.compose.draft;

import dev.aether.ajj.compose.text.Templates;
import dev.aether.ajj.compose.translate.TakenService;
import dev.aether.ajj.model.variable.Secrets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables by which programs that compose would build are told of the services that are taken over. Such a program
 * runs on this machine now, and needs the same variables with other hosts and ports.
 */
final class AppVariables {
    private static final Pattern HOST_NAME =
            Pattern.compile("(?i)(.*_)?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS|ENDPOINT|BROKER)");
    private static final Pattern TAG = Pattern.compile("\\{\\{.*?}}");
    /** Part of any address. */
    private static final Pattern PLAIN = Pattern.compile("(?:[a-z+]+://)?[:/@]*");

    private static final List<String> COMPANIONS =
            List.of("USER", "USERNAME", "PASSWORD", "PASS", "NAME", "DATABASE", "DB");

    private final Map<String, TakenService> services = new LinkedHashMap<>();
    private Predicate<String> isTold;
    private Map<String, Map<String, String>> values = Map.of();
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();
    private final Set<String> mentioned = new LinkedHashSet<>();

    /**
     * @param taken services that a workspace gets
     * @param environments of the services whose programs run on this machine
     * @param text of the compose files; no value is told that is not in them, because it may be kept out of version control
     */
    AppVariables(Collection<TakenService> taken, Collection<? extends Map<String, String>> environments, String text) {
        this.isTold = literal -> text.contains(literal.replace("$", "$$"));
        for (TakenService service : taken) {
            services.put(service.name(), service);
            service.hostNames().forEach(name -> services.putIfAbsent(name, service));
        }
        environments.forEach(this::read);
    }

    /**
     * Adds what values tell that are kept out of version control: which services they name, and nothing else of them.
     *
     * @param environments without the variables that are there already
     * @param values of variables of the services that are kept out of version control, too; by service
     */
    void addSecret(Collection<? extends Map<String, String>> environments, Map<String, Map<String, String>> values) {
        isTold = PLAIN.asMatchPredicate();
        this.values = values;
        environments.forEach(this::read);
    }

    /** Templates by the names of the variables. */
    SequencedMap<String, String> variables() {
        return variables;
    }

    /** Whether one of the variables tells of a service. */
    boolean mention(TakenService service) {
        return mentioned.contains(service.name());
    }

    private void read(Map<String, String> env) {
        env.forEach((name, value) -> {
            TakenService host = services.get(value);
            if (host != null && HOST_NAME.matcher(name).matches()) {
                addHost(name, host, env);
            }
            Set<String> before = Set.copyOf(mentioned);
            String template = addresses(value);
            if (!isTold(template)) {
                mentioned.retainAll(before);
            } else if (!template.equals(Templates.literal(value))) {
                variables.putIfAbsent(name, template);
            }
        });
    }

    /** Whether all that a template says itself may be told. */
    private boolean isTold(String template) {
        return TAG.splitAsStream(template).allMatch(isTold);
    }

    /** {@code DB_HOST}, and with it {@code DB_PORT}, {@code DB_USER} and what else belongs to it. */
    private void addHost(String name, TakenService service, Map<String, String> env) {
        mentioned.add(service.name());
        variables.putIfAbsent(name, Templates.of(service.name(), "host"));
        String prefix = name.contains("_") ? name.substring(0, name.lastIndexOf('_') + 1) : "";
        Optional.ofNullable(env.get(prefix + "PORT"))
                .filter(service.model().ports()::contains)
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

    private Map<String, String> environment(TakenService service) {
        Map<String, String> all = new LinkedHashMap<>(service.model().environment());
        all.putAll(values.getOrDefault(service.name(), Map.of()));
        return all;
    }

    /** The service's own variable with the same value, where it has one; else the value, when it may be told. */
    private Optional<String> credential(String name, String value, TakenService service) {
        return environment(service).entrySet().stream()
                .filter(entry -> Templates.canName(entry.getKey()))
                .filter(entry -> !value.isEmpty() && entry.getValue().equals(value))
                // A user may be called as the password is.
                .min(Comparator.comparing(entry -> Secrets.looksSecret(entry.getKey()) != Secrets.looksSecret(name)))
                .map(entry -> Templates.env(service.name(), entry.getKey()))
                .or(() -> Optional.of(Templates.literal(value)).filter(this::isTold));
    }

    /** The text with {@code service:port}, and {@code service} in a URL, as templates. */
    private String addresses(String text) {
        StringBuilder template = new StringBuilder();
        int index = 0;
        while (index < text.length()) {
            Optional<Found> found = next(text, index);
            if (found.isEmpty()) {
                break;
            }
            String before = text.substring(index, found.get().start());
            template.append(password(before, found.get().service()));
            template.append(Templates.of(found.get().service().name(), "host"))
                    .append(':')
                    .append(Templates.port(
                            found.get().service().name(), found.get().port()));
            mentioned.add(found.get().service().name());
            index = found.get().end();
        }
        return template.append(Templates.literal(text.substring(index))).toString();
    }

    private record Found(TakenService service, String port, int start, int end) {}

    private Optional<Found> next(String text, int from) {
        return services.entrySet().stream()
                .flatMap(entry -> next(text, from, entry.getKey(), entry.getValue()).stream())
                .min(Comparator.comparingInt(Found::start));
    }

    private static Optional<Found> next(String text, int from, String hostName, TakenService service) {
        Matcher place = Pattern.compile(
                        "(?<![A-Za-z0-9._-])" + Pattern.quote(hostName) + "(?::(\\d+))?(?![A-Za-z0-9._:-])")
                .matcher(text)
                .region(from, text.length())
                .useTransparentBounds(true);
        while (place.find()) {
            String said = place.group(1);
            boolean inAddress = isHost(text, place.start());
            Optional<String> port = said == null ? service.usualPort().filter(_ -> inAddress) : Optional.of(said);
            if (port.filter(service.model().ports()::contains).isPresent()) {
                return Optional.of(new Found(service, port.get(), place.start(), place.end()));
            }
        }
        return Optional.empty();
    }

    /** Whether a URL has its host there: behind {@code ://}, and behind a login if there is one. */
    private static boolean isHost(String text, int start) {
        return text.substring(0, start).matches("(?s).*://(?:[^/@\\s]*@)?");
    }

    /** A password in front of a host that the service has in a variable: it need not be written twice. */
    private String password(String before, TakenService service) {
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

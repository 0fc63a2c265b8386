package dev.aether.ajj.compose;

import dev.aether.ajj.model.Secrets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables by which programs that compose would build are told of the services that are taken over. Such a program
 * runs on this machine now, and needs the same variables with other hosts and ports.
 */
final class AppVariables {
    private static final Pattern HOST_NAME =
            Pattern.compile("(?i)(.*_)?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS|ENDPOINT|BROKER)");
    private static final List<String> COMPANIONS =
            List.of("USER", "USERNAME", "PASSWORD", "PASS", "NAME", "DATABASE", "DB");

    private final Map<String, ServiceDraft> services = new LinkedHashMap<>();
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();
    private final Set<String> mentioned = new LinkedHashSet<>();

    /** @param drafts all services of the file */
    AppVariables(Collection<ServiceDraft> drafts) {
        drafts.stream()
                .filter(ServiceDraft::isTaken)
                .forEach(draft -> services.put(draft.source().name(), draft));
        drafts.stream()
                .filter(draft -> draft.source().build().isPresent())
                .forEach(draft -> read(draft.source().env()));
    }

    /** Templates by the names of the variables. */
    SequencedMap<String, String> variables() {
        return variables;
    }

    /** Whether one of the variables tells of a service. */
    boolean mention(ServiceDraft draft) {
        return mentioned.contains(draft.name());
    }

    private void read(Map<String, Placed<String>> env) {
        env.forEach((name, placed) -> {
            for (ServiceDraft service : services.values()) {
                if (placed.value().equals(service.source().name())
                        && HOST_NAME.matcher(name).matches()) {
                    addHost(name, service, env);
                }
            }
            String template = addresses(placed.value());
            if (!template.equals(Templates.literal(placed.value())) && !tells(template, placed.from())) {
                variables.putIfAbsent(name, template);
            }
        });
    }

    /** Whether a text gives away what is kept out of version control. */
    private static boolean tells(String text, Set<Variable> from) {
        return from.stream()
                .filter(Variable::looksSecret)
                .anyMatch(variable -> !variable.value().isEmpty() && text.contains(variable.value()));
    }

    /** {@code DB_HOST}, and with it {@code DB_PORT}, {@code DB_USER} and what else belongs to it. */
    private void addHost(String name, ServiceDraft service, Map<String, Placed<String>> env) {
        mentioned.add(service.name());
        variables.putIfAbsent(name, Templates.of(service.name(), "host"));
        String prefix = name.contains("_") ? name.substring(0, name.lastIndexOf('_') + 1) : "";
        Optional.ofNullable(env.get(prefix + "PORT"))
                .map(Placed::value)
                .filter(port -> publishes(service, port))
                .or(() -> onlyPort(service).filter(_ -> !prefix.isEmpty()))
                .ifPresent(port -> variables.putIfAbsent(prefix + "PORT", Templates.port(service.name(), port)));
        if (prefix.isEmpty()) {
            return;
        }
        for (String suffix : COMPANIONS) {
            Placed<String> companion = env.get(prefix + suffix);
            if (companion != null) {
                credential(prefix + suffix, companion, service)
                        .ifPresent(value -> variables.putIfAbsent(prefix + suffix, value));
            }
        }
    }

    /** The service's own variable with the same value, where it has one; else the value, when it may be told. */
    private static Optional<String> credential(String name, Placed<String> value, ServiceDraft service) {
        return service.source().env().entrySet().stream()
                .filter(entry -> Templates.canName(entry.getKey()))
                .filter(entry ->
                        !value.value().isEmpty() && entry.getValue().value().equals(value.value()))
                // A user may be called as the password is.
                .min(Comparator.comparing(entry -> Secrets.looksSecret(entry.getKey()) != Secrets.looksSecret(name)))
                .map(entry -> Templates.env(service.name(), entry.getKey()))
                .or(() -> value.from().isEmpty() ? Optional.of(Templates.literal(value.value())) : Optional.empty());
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

    private record Found(ServiceDraft service, String port, int start, int end) {}

    private Optional<Found> next(String text, int from) {
        return services.values().stream()
                .flatMap(service -> next(text, from, service).stream())
                .min(Comparator.comparingInt(Found::start));
    }

    private static Optional<Found> next(String text, int from, ServiceDraft service) {
        Matcher place = Pattern.compile("(?<![A-Za-z0-9._-])"
                        + Pattern.quote(service.source().name()) + "(?::(\\d+))?(?![A-Za-z0-9._:-])")
                .matcher(text)
                .region(from, text.length())
                .useTransparentBounds(true);
        while (place.find()) {
            String said = place.group(1);
            boolean inAddress = isHost(text, place.start());
            Optional<String> port = said == null ? onlyPort(service).filter(_ -> inAddress) : Optional.of(said);
            if (port.isPresent() && publishes(service, port.get())) {
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
    private static String password(String before, ServiceDraft service) {
        for (Map.Entry<String, Placed<String>> variable : service.source().env().entrySet()) {
            String secret = variable.getValue().value();
            boolean named = Secrets.looksSecret(variable.getKey()) && Templates.canName(variable.getKey());
            if (named && !secret.isEmpty() && before.endsWith(":" + secret + "@")) {
                return Templates.literal(before.substring(0, before.length() - secret.length() - 1))
                        + Templates.env(service.name(), variable.getKey())
                        + "@";
            }
        }
        return Templates.literal(before);
    }

    private static boolean publishes(ServiceDraft service, String port) {
        return service.ports().stream().anyMatch(placed -> placed.value().equals(port));
    }

    private static Optional<String> onlyPort(ServiceDraft service) {
        List<String> tcp = service.ports().stream()
                .map(Placed::value)
                .filter(port -> !port.contains("/"))
                .toList();
        Optional<String> usual = service.source()
                .image()
                .flatMap(image -> KnownImage.of(image.value()))
                .map(known -> Integer.toString(known.port()))
                .filter(tcp::contains);
        return usual.or(() -> tcp.size() == 1 ? Optional.of(tcp.getFirst()) : Optional.empty());
    }
}

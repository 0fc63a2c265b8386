package dev.aether.ajj.inject.template;

import dev.aether.ajj.error.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Message and hints for an unknown name, after the known names of the path to its owner: a map, or a single value. */
record UnknownName(List<String> path, String name, Object owner, Scope scope) {
    private static final Set<String> NOT_BEFORE_CONTAINER = Set.of("container_id", "connection", "env");

    enum Scope {
        INJECTION,
        CONNECTION,
        /** {@code env} and {@code command} of a service. */
        CONTAINER
    }

    /** @param hints at least one, the best first */
    record Explanation(String message, List<String> hints) {}

    Explanation explanation() {
        if (!(owner instanceof Map)) {
            return explained(
                    joined() + " is a single value: it has no \"" + name + "\"",
                    path.contains("env")
                            ? "a name with a dot is written env['" + path.getLast() + "." + name + "']"
                            : "write {{ " + joined() + " }}");
        } else if (scope == Scope.CONTAINER && isOfOneService() && NOT_BEFORE_CONTAINER.contains(name)) {
            return explained(
                    "env and command cannot name \"" + name + "\": it is not known before the container is created",
                    "known by then: ports, host, image and workspace, of the service itself or in services.NAME");
        } else if (path.isEmpty()) {
            return unknownRoot();
        } else if (path.equals(List.of("services"))) {
            return new Explanation("there is no service \"" + name + "\"", nearestAndAll("services: "));
        } else if (path.size() == 2 && isOfService() && name.equals("connection")) {
            return explained(
                    subject() + " has no connection", "add connection = \"...\" to [services." + path.get(1) + "]");
        }
        boolean inGroup = isOwnGroup() || (path.size() == 3 && isOfService());
        return switch (inGroup ? path.getLast() : "") {
            case "ports" -> explained(subject() + " publishes no port " + name, portHint());
            case "env" ->
                new Explanation(
                        subject() + " has no variable \"" + name + "\" in its env", nearestAndAll("its variables: "));
            default -> new Explanation("unknown name \"" + name + "\" in " + joined(), nearestAndAll("known: "));
        };
    }

    private Explanation unknownRoot() {
        if (scope == Scope.CONNECTION && name.equals("services")) {
            return explained(
                    "a connection can name the values of its own service only",
                    "write {{ host }}, {{ ports.5432 }} or {{ env.KEY }}, without services and the name before");
        } else if (scope == Scope.CONNECTION && name.equals("connection")) {
            return explained("a connection cannot name itself", "known: " + String.join(", ", known()));
        }
        return new Explanation("unknown name \"" + name + "\"", nearestAndAll("known: "));
    }

    private static Explanation explained(String message, String hint) {
        return new Explanation(message, List.of(hint));
    }

    /** Whether the path is a service: the template's own, or {@code services.NAME}. */
    private boolean isOfOneService() {
        return path.isEmpty() || (path.size() == 2 && isOfService());
    }

    private boolean isOwnGroup() {
        return scope != Scope.INJECTION && path.size() == 1;
    }

    private boolean isOfService() {
        return path.getFirst().equals("services");
    }

    private String subject() {
        return isOwnGroup() ? "the service" : "the service \"" + path.get(1) + "\"";
    }

    private String joined() {
        return String.join(".", path);
    }

    private String portHint() {
        if (known().contains(name + "/udp")) {
            return "a UDP port is written ports['" + name + "/udp']";
        }
        return known().isEmpty()
                ? "add ports = [\"" + name + "\"] to the service"
                : "its ports: " + String.join(", ", known());
    }

    private List<String> nearestAndAll(String title) {
        String all = title + (known().isEmpty() ? "none" : String.join(", ", known()));
        return Suggestions.nearest(name, known())
                .map(nearest -> List.of("did you mean \"" + nearest + "\"?", all))
                .orElse(List.of(all));
    }

    private List<String> known() {
        return owner instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).sorted().toList()
                : List.of();
    }
}

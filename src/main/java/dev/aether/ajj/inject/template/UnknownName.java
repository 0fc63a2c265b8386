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

    String message() {
        return switch (kind()) {
            case AFTER_VALUE -> joined() + " is a single value: it has no \"" + name + "\"";
            case OTHER_SERVICE -> "a connection can name the values of its own service only";
            case OWN_CONNECTION -> "a connection cannot name itself";
            case TOO_EARLY ->
                "env and command cannot name \"" + name + "\": it is not known before the container is created";
            case ROOT -> "unknown name \"" + name + "\"";
            case SERVICE -> "there is no service \"" + name + "\"";
            case PORT -> subject() + " publishes no port " + name;
            case VARIABLE -> subject() + " has no variable \"" + name + "\" in its env";
            case CONNECTION -> subject() + " has no connection";
            case OTHER -> "unknown name \"" + name + "\" in " + joined();
        };
    }

    /** Returns at least one hint, the best first. */
    List<String> hints() {
        return switch (kind()) {
            case AFTER_VALUE ->
                List.of(
                        path.contains("env")
                                ? "a name with a dot is written env['" + path.getLast() + "." + name + "']"
                                : "write {{ " + joined() + " }}");
            case OTHER_SERVICE ->
                List.of("write {{ host }}, {{ ports.5432 }} or {{ env.KEY }}, without services and the name before");
            case OWN_CONNECTION -> List.of("known: " + String.join(", ", known()));
            case TOO_EARLY ->
                List.of("known by then: ports, host, image and workspace, of the service itself or in services.NAME");
            case ROOT, OTHER -> nearestAndAll("known: ");
            case SERVICE -> nearestAndAll("services: ");
            case PORT -> portHints();
            case VARIABLE -> nearestAndAll("its variables: ");
            case CONNECTION -> List.of("add connection = \"...\" to [services." + path.get(1) + "]");
        };
    }

    private enum Kind {
        AFTER_VALUE,
        OTHER_SERVICE,
        OWN_CONNECTION,
        TOO_EARLY,
        ROOT,
        SERVICE,
        PORT,
        VARIABLE,
        CONNECTION,
        OTHER
    }

    private Kind kind() {
        if (!(owner instanceof Map)) {
            return Kind.AFTER_VALUE;
        } else if (scope == Scope.CONTAINER && isOfOneService() && NOT_BEFORE_CONTAINER.contains(name)) {
            return Kind.TOO_EARLY;
        } else if (path.isEmpty()) {
            return rootKind();
        } else if (path.equals(List.of("services"))) {
            return Kind.SERVICE;
        } else if (path.size() == 2 && isOfService() && name.equals("connection")) {
            return Kind.CONNECTION;
        }
        boolean inGroup = isOwnGroup() || (path.size() == 3 && isOfService());
        return switch (inGroup ? path.getLast() : "") {
            case "ports" -> Kind.PORT;
            case "env" -> Kind.VARIABLE;
            default -> Kind.OTHER;
        };
    }

    private Kind rootKind() {
        if (scope == Scope.CONNECTION && name.equals("services")) {
            return Kind.OTHER_SERVICE;
        }
        return scope == Scope.CONNECTION && name.equals("connection") ? Kind.OWN_CONNECTION : Kind.ROOT;
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

    private List<String> portHints() {
        if (known().contains(name + "/udp")) {
            return List.of("a UDP port is written ports['" + name + "/udp']");
        }
        return known().isEmpty()
                ? List.of("add ports = [\"" + name + "\"] to the service")
                : List.of("its ports: " + String.join(", ", known()));
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

package dev.aether.ajj.inject;

import dev.aether.ajj.error.Suggestions;
import java.util.List;
import java.util.Map;

/**
 * A name that does not exist, put into words.
 *
 * @param path the names before it, which do exist
 * @param name the one that does not
 * @param owner what the path leads to: a map, or a single value
 * @param inConnection whether the template is the connection of a service
 */
record UnknownName(List<String> path, String name, Object owner, boolean inConnection) {

    String message() {
        return switch (kind()) {
            case AFTER_VALUE -> joined() + " is a single value: \"" + name + "\" cannot follow it";
            case OTHER_SERVICE -> "a connection can name the values of its own service only";
            case OWN_CONNECTION -> "a connection cannot name itself";
            case ROOT -> "\"" + name + "\" is not known here";
            case SERVICE -> "there is no service \"" + name + "\"";
            case PORT -> subject() + " publishes no port " + name;
            case VARIABLE -> subject() + " has no variable \"" + name + "\" in its env";
            case CONNECTION -> subject() + " has no connection";
            case OTHER -> "\"" + name + "\" is not known in " + joined();
        };
    }

    /** The best first; at least one. */
    List<String> hints() {
        return switch (kind()) {
            case AFTER_VALUE ->
                List.of(
                        path.contains("env")
                                ? "a name with a dot is written env['" + path.getLast() + "." + name + "']"
                                : "end there");
            case OTHER_SERVICE ->
                List.of("write {{ host }}, {{ ports.5432 }} or {{ env.KEY }}, without services and the name in front");
            case OWN_CONNECTION -> List.of("known: " + String.join(", ", known()));
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
        } else if (path.isEmpty()) {
            return rootKind();
        } else if (path.equals(List.of("services"))) {
            return Kind.SERVICE;
        } else if (path.size() == 2 && isOfService() && name.equals("connection")) {
            return Kind.CONNECTION;
        }
        boolean inGroup = inConnection ? path.size() == 1 : path.size() == 3 && isOfService();
        return switch (inGroup ? path.getLast() : "") {
            case "ports" -> Kind.PORT;
            case "env" -> Kind.VARIABLE;
            default -> Kind.OTHER;
        };
    }

    private Kind rootKind() {
        if (inConnection && name.equals("services")) {
            return Kind.OTHER_SERVICE;
        }
        return inConnection && name.equals("connection") ? Kind.OWN_CONNECTION : Kind.ROOT;
    }

    private boolean isOfService() {
        return path.getFirst().equals("services");
    }

    private String subject() {
        return inConnection ? "the service" : "the service \"" + path.get(1) + "\"";
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

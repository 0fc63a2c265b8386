package dev.aether.ajj.cli.output;

import dev.aether.ajj.lifecycle.Brought;
import dev.aether.ajj.lifecycle.Change;
import dev.aether.ajj.lifecycle.TakenDown;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The words in which {@code ajj up} and {@code ajj down} are told to people, as lines without line ends. */
final class UpSentences {
    private static final String INDENT = "  ";

    private UpSentences() {}

    /** A workspace that matches aether.toml: what was done for it, and what it has. */
    static List<String> up(Brought brought, Style style) {
        List<String> lines = new ArrayList<>();
        String name = "Workspace " + brought.workspace().name();
        if (brought.isUnchanged() && brought.workspace().services().isEmpty()) {
            lines.add(style.strong(name) + " has no services: aether.toml declares none");
            return lines;
        }
        lines.add(
                brought.isUnchanged()
                        ? style.strong(name) + ": everything is up to date"
                        : style.strong(name + " is up") + changes(brought));
        lines.addAll(Sentences.table(brought.workspace(), style));
        if (brought.injected()) {
            lines.add(INDENT + "Environment written to "
                    + String.join(", ", brought.workspace().envFiles()));
        }
        return lines;
    }

    /** {@code : created db, mail; unchanged cache}. */
    private static String changes(Brought brought) {
        Map<Change, List<String>> byChange = new EnumMap<>(Change.class);
        brought.changes()
                .forEach((service, change) ->
                        byChange.computeIfAbsent(change, _ -> new ArrayList<>()).add(service));
        return byChange.isEmpty()
                ? ""
                : byChange.entrySet().stream()
                        .map(entry -> entry.getKey().word() + " " + String.join(", ", entry.getValue()))
                        .collect(Collectors.joining("; ", ": ", ""));
    }

    /** A workspace without its services: what is gone, what is kept. */
    static List<String> down(TakenDown takenDown) {
        if (!takenDown.problems().isEmpty()) {
            return List.of();
        }
        String name = takenDown.workspace().name();
        boolean nothing =
                takenDown.containers() == 0 && takenDown.workspace().phase().isEmpty();
        if (nothing) {
            return List.of("Workspace " + name + " has no services");
        }
        return List.of(
                "Workspace " + name + " is down: " + gone(takenDown),
                INDENT + "`ajj up` brings the services back with the same ports"
                        + (takenDown.volumes() ? ", without data" : "; named volumes keep their data"));
    }

    private static String gone(TakenDown takenDown) {
        String also = takenDown.volumes() ? ", network and volumes" : " and network";
        return switch (takenDown.containers()) {
            case 0 -> "it had no containers";
            case 1 -> "removed its container" + also;
            default -> "removed its " + takenDown.containers() + " containers" + also;
        };
    }
}

package dev.aether.ajj.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A command has ended half-way, and something of its work is still there. */
public sealed interface LeftoverProblem extends Problem {

    /**
     * An operation failed, and rolling back its steps failed too.
     *
     * @param leftovers what is still there, by kind ({@code container}, {@code directory}, ...) and name
     */
    record RollbackIncomplete(List<Leftover> leftovers) implements LeftoverProblem {
        @Override
        public String message() {
            List<String> named = new ArrayList<>();
            leftovers.forEach(left -> named.add(left.what() + " (" + left.reason() + ")"));
            return "not everything could be rolled back; left over: " + String.join(", ", named);
        }

        @Override
        public List<String> hints() {
            return leftovers.stream().map(Leftover::remedy).distinct().toList();
        }

        @Override
        public Map<String, Object> details() {
            Map<String, Object> details = new TreeMap<>();
            details.put("leftovers", leftovers.stream().map(Leftover::what).toList());
            return details;
        }
    }

    /**
     * {@code ajj up} failed on its way. What it had done by then stays.
     *
     * @param done such as {@code cache created}
     * @param lost services whose former container is gone, and whose new one is not ready
     */
    record Unfinished(String workspace, List<String> done, List<String> lost) implements LeftoverProblem {
        @Override
        public String message() {
            StringBuilder message = new StringBuilder("the workspace " + workspace + " does not match aether.toml yet");
            if (!done.isEmpty()) {
                message.append("; done by now: ").append(String.join(", ", done));
            }
            if (!lost.isEmpty()) {
                message.append("; the former container of ")
                        .append(String.join(", ", lost))
                        .append(" is gone, its named volumes are kept");
            }
            return message.toString();
        }

        @Override
        public List<String> hints() {
            List<String> hints = new ArrayList<>();
            hints.add("fix what failed, then continue from here: ajj up");
            lost.forEach(service ->
                    hints.add("or go back: give [services." + service + "] its former declaration, then run: ajj up"));
            hints.add("or remove its services, named volumes stay: ajj down");
            return hints;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of("workspace", workspace, "done", done, "lost", lost);
        }
    }
}

package dev.aether.ajj.jj;

import java.util.ArrayList;
import java.util.List;

/** What jj itself advises when it fails: its lines that begin with "Hint:". */
final class JujutsuHints {
    private static final String MARK = "Hint:";

    private JujutsuHints() {}

    /** At least one hint: jj's own, then how to see the failure again. */
    static List<String> of(String stderr, String command) {
        List<String> hints = new ArrayList<>(stderr.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()).strip())
                .toList());
        if (hints.isEmpty() && stderr.contains("working copy is stale")) {
            hints.add("run `jj workspace update-stale` in that workspace");
        }
        hints.add("to see it again: " + command);
        return List.copyOf(hints);
    }
}

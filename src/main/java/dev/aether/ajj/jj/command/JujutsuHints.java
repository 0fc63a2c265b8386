package dev.aether.ajj.jj.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What jj itself advises when it fails: its lines that begin with "Hint:". */
public final class JujutsuHints {
    private static final String MARK = "Hint:";
    private static final String FORGOTTEN = "doesn't have a working-copy commit";
    private static final Pattern REVISION = Pattern.compile("(?i)revision|revset|commit");

    private JujutsuHints() {}

    /** At least one hint: jj's own, then how to see the failure again. */
    static List<String> of(String stderr, String command) {
        List<String> hints = own(stderr);
        if (hints.isEmpty() && stderr.contains("working copy is stale")) {
            hints.add("run `jj workspace update-stale` in that workspace");
        }
        if (stderr.contains(FORGOTTEN)) {
            hints.add("jj has forgotten this workspace. Remove what is left of its services: ajj workspace forget");
            hints.add("or restore it: `jj undo`, until `jj workspace list` shows it");
        }
        hints.add("to see it again: " + command);
        return List.copyOf(hints);
    }

    /** At least one hint for a {@code jj workspace add} that failed: jj's own, then what to look at. */
    public static List<String> ofAddition(String stderr) {
        List<String> hints = own(stderr);
        if (stderr.contains("already registered worktree")) {
            return List.of(
                    "if you have moved the worktree that was there, run in its new place: git worktree repair",
                    "if it no longer exists: git worktree prune");
        }
        hints.add(
                REVISION.matcher(stderr).find()
                        ? "see which revisions there are: jj log -r 'all()'"
                        : "see what jj accepts here: jj workspace add --help");
        return List.copyOf(hints);
    }

    private static List<String> own(String stderr) {
        return new ArrayList<>(stderr.lines()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()).strip())
                .distinct()
                .toList());
    }
}

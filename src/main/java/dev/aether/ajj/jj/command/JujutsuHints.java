package dev.aether.ajj.jj.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Hints for a jj command that failed: jj's own, from its "Hint:" lines, and ajj's. */
public final class JujutsuHints {
    private static final String MARK = "Hint:";
    private static final String TEMPLATE_OPTION = " -T ";
    private static final Pattern REVISION = Pattern.compile("(?i)revision|revset|commit");

    private JujutsuHints() {}

    /** Returns at least one hint: jj's own, then the command to see the failure again, without ajj's templates. */
    static List<String> of(String stderr, String command) {
        List<String> hints = own(stderr);
        if (hints.isEmpty() && stderr.contains("working copy is stale")) {
            hints.add("run `jj workspace update-stale` in that workspace");
        }
        int template = command.indexOf(TEMPLATE_OPTION);
        if (template < 0) {
            hints.add("to see it again: " + command);
        } else if (hints.isEmpty()) {
            hints.add("to see it again: " + command.substring(0, template));
        }
        return List.copyOf(hints);
    }

    /** Returns at least one hint for a {@code jj workspace add} that failed: jj's own, then where to look. */
    public static List<String> ofWorkspaceAdd(String stderr) {
        List<String> hints = own(stderr);
        if (stderr.contains("already registered worktree")) {
            return List.of(
                    "if you moved the worktree from there, run in its new directory: git worktree repair",
                    "if it no longer exists: git worktree prune");
        }
        hints.add(
                REVISION.matcher(stderr).find()
                        ? "list the revisions: jj log -r 'all()'"
                        : "list the options: jj workspace add --help");
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

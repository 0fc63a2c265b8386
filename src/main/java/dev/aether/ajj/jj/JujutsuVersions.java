package dev.aether.ajj.jj;

import java.util.List;

/** The versions of jj in which features that ajj uses appeared, and the versions of Git that jj needs. */
final class JujutsuVersions {
    /** The lowest supported version: the first with {@code jj workspace list -T}. */
    static final ToolVersion LOWEST = new ToolVersion(0, 32);

    /** The lowest Git for the newest versions of jj. */
    static final ToolVersion LOWEST_GIT = new ToolVersion(2, 42);

    private static final ToolVersion GIT_WORKTREES = new ToolVersion(0, 46);
    private static final ToolVersion GIT_2_41 = new ToolVersion(0, 38);

    private static final List<Lack> LACKS = List.of(
            new Lack(new ToolVersion(0, 36), "safe concurrent use of a colocated repository (operations may diverge)"),
            new Lack(new ToolVersion(0, 37), "`workspace add` into an existing empty directory"),
            new Lack(new ToolVersion(0, 38), "`workspace add --message`"),
            new Lack(
                    new ToolVersion(0, 44),
                    "the directories of workspaces that ajj did not create (`ajj list` shows a ?)"));

    private JujutsuVersions() {}

    private record Lack(ToolVersion until, String what) {}

    /** Returns descriptions of the features that a version lacks; empty when it has all that ajj uses. */
    static List<String> lacks(ToolVersion version) {
        return LACKS.stream()
                .filter(lack -> version.isBefore(lack.until()))
                .map(Lack::what)
                .toList();
    }

    /** Whether a workspace added in a colocated repository becomes a Git worktree, for which jj runs Git. */
    static boolean makesWorktrees(ToolVersion version) {
        return !version.isBefore(GIT_WORKTREES);
    }

    /** Returns the lowest version of Git that a version of jj works with. */
    static ToolVersion gitFor(ToolVersion version) {
        if (makesWorktrees(version)) {
            return LOWEST_GIT;
        }
        return version.isBefore(GIT_2_41) ? new ToolVersion(2, 0) : new ToolVersion(2, 41);
    }
}

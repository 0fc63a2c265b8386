package dev.aether.ajj.jj;

import java.util.List;

/** What came with which version of jj, as far as ajj or its users have to do with it. */
final class JujutsuVersions {
    /** {@code jj workspace list -T}, without which ajj knows no workspaces. */
    static final ToolVersion LOWEST = new ToolVersion(0, 32);

    /** What the newest ones need. */
    static final ToolVersion LOWEST_GIT = new ToolVersion(2, 42);

    private static final ToolVersion GIT_WORKTREES = new ToolVersion(0, 46);
    private static final ToolVersion GIT_2_41 = new ToolVersion(0, 38);

    private static final List<Lack> LACKS = List.of(
            new Lack(
                    new ToolVersion(0, 36),
                    "safety when several jj run at once in a colocated repository (their operations may diverge)"),
            new Lack(new ToolVersion(0, 37), "`workspace add` into an empty directory that is there"),
            new Lack(new ToolVersion(0, 38), "`workspace add --message`"),
            new Lack(
                    new ToolVersion(0, 44),
                    "the places of workspaces that ajj has not made (`ajj list` shows a ? there)"));

    private JujutsuVersions() {}

    private record Lack(ToolVersion until, String what) {}

    /** What a version has not, in words; empty when ajj misses nothing. */
    static List<String> lacks(ToolVersion version) {
        return LACKS.stream()
                .filter(lack -> version.isBefore(lack.until()))
                .map(Lack::what)
                .toList();
    }

    /** Whether it makes a Git worktree of a workspace that is added in a colocated one, and cannot do without Git there. */
    static boolean makesWorktrees(ToolVersion version) {
        return !version.isBefore(GIT_WORKTREES);
    }

    /** The lowest Git that a version works with. */
    static ToolVersion gitFor(ToolVersion version) {
        if (makesWorktrees(version)) {
            return LOWEST_GIT;
        }
        return version.isBefore(GIT_2_41) ? new ToolVersion(2, 0) : new ToolVersion(2, 41);
    }
}

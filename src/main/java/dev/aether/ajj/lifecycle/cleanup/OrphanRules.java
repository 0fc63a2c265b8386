package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.cleanup.OrphanGroup.WorkspaceAction;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides whether an entry is an orphan, and why. */
public record OrphanRules(Directories directories) {
    private static final int SHOWN = 3;
    private static final String ADD = "ajj workspace add";
    private static final Set<String> FORGET_COMMANDS = Set.of("ajj workspace forget", "ajj workspace remove");

    /**
     * The verdict on an orphaned entry.
     *
     * @param reason why it is orphaned, which is also true of its services
     * @param consequence continues the reason in a message: its directory, and what happens to the jj workspace; may
     *     be empty
     */
    record Verdict(String reason, String consequence, WorkspaceAction action) {}

    /** Returns the verdict on an entry; empty when it is in use. A living owner process counts as use. */
    public Optional<Verdict> verdict(WorkspaceEntry entry, Optional<VcsWorkspace> jj) {
        if (entry.phase() == Phase.CREATING || entry.phase() == Phase.REMOVING) {
            return entry.isAbandoned() ? Optional.of(unfinished(entry, jj)) : Optional.empty();
        }
        if (jj.isEmpty()) {
            String stays = directories.isGone(entry.root()) ? "" : "; its directory stays";
            return Optional.of(
                    new Verdict("jj does not know the workspace " + entry.name(), stays, WorkspaceAction.NONE));
        }
        return !entry.isRestored() && isGone(entry, jj.get())
                ? Optional.of(new Verdict(
                        "the directory of the workspace " + entry.name() + " is gone or was moved",
                        ": " + entry.root() + consequence(WorkspaceAction.FORGET, true),
                        WorkspaceAction.FORGET))
                : Optional.empty();
    }

    /** Whether the directory is missing both in the registry's and in jj's place. jj may know a newer place. */
    public boolean isGone(WorkspaceEntry entry, VcsWorkspace jj) {
        return directories.isGone(entry.root())
                && jj.root().map(directories::isGone).orElse(true);
    }

    private boolean isElsewhere(WorkspaceEntry entry, VcsWorkspace jj) {
        return jj.root()
                .filter(root -> !root.equals(entry.root()) && !directories.isGone(root))
                .isPresent();
    }

    private Verdict unfinished(WorkspaceEntry entry, Optional<VcsWorkspace> jj) {
        String command = entry.owner().command();
        String reason = "`" + (command.isEmpty() ? "ajj" : command) + "` left the workspace " + entry.name()
                + " unfinished (process " + entry.owner().pid() + ")";
        if (jj.isEmpty()) {
            return unknownToJj(entry, reason);
        }
        WorkspaceAction action = action(entry, jj.get());
        return new Verdict(reason, consequence(action, isGone(entry, jj.get())), action);
    }

    /** Returns the verdict on an unfinished workspace that jj does not know: forgotten already, or not yet added. */
    private Verdict unknownToJj(WorkspaceEntry entry, String reason) {
        String command = entry.owner().command();
        if (command.equals("ajj workspace remove") && !directories.isGone(entry.root())) {
            // Changes since the last snapshot were made without jj.
            List<String> changes = directories.changes(entry.root());
            String consequence = changes.isEmpty()
                    ? consequence(WorkspaceAction.DELETE, false)
                    : "; its directory stays: " + unrecorded(changes);
            return new Verdict(reason, consequence, WorkspaceAction.DELETE);
        }
        return new Verdict(reason, "", command.equals(ADD) ? WorkspaceAction.UNDO_ADD : WorkspaceAction.NONE);
    }

    static String unrecorded(List<String> changes) {
        String more = changes.size() > SHOWN ? " and " + (changes.size() - SHOWN) + " more" : "";
        return "jj may not have recorded " + changes.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
    }

    /** Whether the directory belongs to a later workspace: the dead process had not marked it. */
    boolean hasSuccessor(WorkspaceEntry entry) {
        return entry.phase() == Phase.REMOVING
                && FORGET_COMMANDS.contains(entry.owner().command())
                && !directories.isGone(entry.root())
                && directories.marked(entry.root()) == Mark.NONE;
    }

    /**
     * Decides by the dead process's command. Only an add or a forget concerns the workspace in jj. Other commands work
     * on the services of a workspace that stays, and whose data may be older. The current directory stays, and so does
     * a workspace that was created later under this name.
     */
    private WorkspaceAction action(WorkspaceEntry entry, VcsWorkspace jj) {
        boolean isAnother = isElsewhere(entry, jj)
                || hasSuccessor(entry)
                || !entry.matchesDirectory(jj.directory()).orElse(true);
        return switch (entry.owner().command()) {
            case ADD ->
                isAnother ? WorkspaceAction.NONE : jj.current() ? WorkspaceAction.FORGET : WorkspaceAction.UNDO_ADD;
            case "ajj workspace forget", "ajj workspace remove" ->
                isAnother ? WorkspaceAction.NONE : WorkspaceAction.FORGET;
            default -> isGone(entry, jj) ? WorkspaceAction.FORGET : WorkspaceAction.STOP;
        };
    }

    /** Whether the dead process was adding or forgetting the workspace itself. */
    static boolean isUnfinished(WorkspaceEntry entry) {
        String command = entry.owner().command();
        return (entry.phase() == Phase.CREATING || entry.phase() == Phase.REMOVING)
                && (command.equals(ADD) || FORGET_COMMANDS.contains(command));
    }

    private static String consequence(WorkspaceAction action, boolean directoryIsGone) {
        return switch (action) {
            case NONE -> "; jj keeps the workspace";
            case STOP -> "; the workspace stays, with its host ports and named volumes";
            case FORGET -> directoryIsGone ? "; jj forgets it" : "; jj forgets it, its directory stays";
            case DELETE -> "; the rest of its directory is deleted";
            case UNDO_ADD ->
                directoryIsGone
                        ? "; jj forgets it"
                        : "; jj forgets it, and its directory is deleted if jj has recorded everything in it";
        };
    }
}

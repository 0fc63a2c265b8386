package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.cleanup.OrphanGroup.Ending;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of entries whether they belong to nobody, and why. */
public final class OrphanRules {
    private static final int SHOWN = 3;
    private static final String ADD = "ajj workspace add";
    private static final Set<String> ENDINGS = Set.of("ajj workspace forget", "ajj workspace remove");

    private final Directories directories;

    public OrphanRules(Directories directories) {
        this.directories = directories;
    }

    /**
     * An entry belongs to nobody.
     *
     * @param reason why, which is true of its services too
     * @param consequence where it was and what follows for the jj workspace, to be said behind the reason; may be empty
     */
    record Verdict(String reason, String consequence, Ending ending) {}

    /**
     * Empty when somebody owns the entry. One whose process lives is never touched, whatever jj says: it is being made or
     * taken away.
     */
    public Optional<Verdict> of(WorkspaceEntry entry, Optional<VcsWorkspace> jj) {
        if (entry.phase() == Phase.CREATING || entry.phase() == Phase.REMOVING) {
            return entry.isAbandoned() ? Optional.of(unfinished(entry, jj)) : Optional.empty();
        }
        if (jj.isEmpty()) {
            String stays = directories.isGone(entry.root()) ? "" : "; its directory stays";
            return Optional.of(new Verdict("jj does not know the workspace " + entry.name(), stays, Ending.NONE));
        }
        return !entry.isRestored() && isGone(entry, jj.get())
                ? Optional.of(new Verdict(
                        "the directory of the workspace " + entry.name() + " is gone or was moved",
                        ": " + entry.root() + consequence(Ending.FORGET, true),
                        Ending.FORGET))
                : Optional.empty();
    }

    /**
     * jj may know a better place than the registry, and knows the one that ajj was called in. One that was restored from labels
     * may have been moved since it was made.
     */
    private boolean isGone(WorkspaceEntry entry, VcsWorkspace jj) {
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
        Ending ending = ending(entry, jj.get());
        return new Verdict(reason, consequence(ending, isGone(entry, jj.get())), ending);
    }

    /** jj forgets first what is removed, and has not heard yet of what was about to be added. */
    private Verdict unknownToJj(WorkspaceEntry entry, String reason) {
        return switch (entry.owner().command()) {
            case ADD -> new Verdict(reason, "", Ending.UNDO);
            case "ajj workspace remove" ->
                directories.isGone(entry.root()) ? new Verdict(reason, "", Ending.NONE) : halfDeleted(entry, reason);
            default -> new Verdict(reason, "", Ending.NONE);
        };
    }

    /** Whoever has worked in the directory since jj recorded it last has done so without jj. */
    private Verdict halfDeleted(WorkspaceEntry entry, String reason) {
        List<String> changes = directories.changes(entry.root());
        return changes.isEmpty()
                ? new Verdict(reason, consequence(Ending.DELETE, false), Ending.DELETE)
                : new Verdict(reason, "; its directory stays: " + unrecorded(changes), Ending.KEEP);
    }

    /** Why a directory stays. */
    static String unrecorded(List<String> changes) {
        String more = changes.size() > SHOWN ? " and " + (changes.size() - SHOWN) + " more" : "";
        return "jj may not have recorded " + changes.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more;
    }

    /** Whether the process that died had not to do with the directory that is there now: it is another workspace's. */
    boolean isSuccessor(WorkspaceEntry entry) {
        return entry.phase() == Phase.REMOVING
                && ENDINGS.contains(entry.owner().command())
                && !directories.isGone(entry.root())
                && directories.marked(entry.root()) == Mark.NONE;
    }

    /**
     * What the process was asked to do decides: only who adds or forgets a workspace has anything to do with it in jj; the
     * others work on the services of one that stays, and its data may be older than what they have begun. The directory that ajj was called in stays as well, and so does a
     * workspace that was made under the same name since, in the same place or elsewhere.
     */
    private Ending ending(WorkspaceEntry entry, VcsWorkspace jj) {
        boolean isAnother = isElsewhere(entry, jj)
                || isSuccessor(entry)
                || !entry.matchesDirectory(jj.directory()).orElse(true);
        return switch (entry.owner().command()) {
            case ADD -> isAnother ? Ending.NONE : jj.current() ? Ending.FORGET : Ending.UNDO;
            case "ajj workspace forget", "ajj workspace remove" -> isAnother ? Ending.NONE : Ending.FORGET;
            default -> isGone(entry, jj) ? Ending.FORGET : Ending.STAY;
        };
    }

    /** Whether a process that died was to make or to end the workspace itself, and not only its services. */
    static boolean isUnfinished(WorkspaceEntry entry) {
        String command = entry.owner().command();
        return (entry.phase() == Phase.CREATING || entry.phase() == Phase.REMOVING)
                && (command.equals(ADD) || ENDINGS.contains(command));
    }

    private static String consequence(Ending ending, boolean directoryIsGone) {
        return switch (ending) {
            case NONE, KEEP -> "; jj keeps the workspace";
            case STAY -> "; the workspace stays, with its host ports and named volumes";
            case FORGET -> directoryIsGone ? "; jj forgets it" : "; jj forgets it, its directory stays";
            case DELETE -> "; the rest of its directory goes";
            case UNDO ->
                directoryIsGone
                        ? "; jj forgets it"
                        : "; jj forgets it, and its directory goes if jj has recorded all that is in it";
        };
    }
}

package dev.aether.ajj.spi.vcs;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The version control system: jj. Every method may throw a failure with {@code JJ_NOT_FOUND} or {@code JJ_FAILED}.
 */
public interface Vcs {

    /**
     * The repository around a directory. Records its identity when that is new or has changed; starts no process, except
     * when a workspace is seen for the first time, and when the state of an earlier version is imported.
     *
     * @throws dev.aether.ajj.error.Failure {@code NOT_IN_WORKSPACE}, also for a directory that only calls itself a workspace;
     *     {@code STATE_CORRUPT} when the state directory is not a directory of the user's
     */
    Repository locate(Path directory);

    /**
     * Lets {@link #locate} know the workspace around a directory: it was moved by somebody who can say so.
     *
     * @return whether it did not know it
     * @throws dev.aether.ajj.error.Failure {@code NOT_IN_WORKSPACE}, also for the copy of a workspace
     */
    boolean adopt(Path directory);

    /** All workspaces of the repository that jj knows, sorted by name. */
    List<VcsWorkspace> workspaces(Repository repository);

    /**
     * Which workspace a directory is, by what is in it: it may have been moved to the place of another one.
     *
     * @return its name, which jj may have forgotten; empty when the directory is no workspace, or does not tell
     */
    Optional<String> nameAt(Path root);

    /**
     * What the file system calls the directory of a workspace. A move keeps it; a copy has another, and so has another workspace in
     * the same place.
     *
     * @return as {@link dev.aether.ajj.model.workspace.WorkspaceEntry#matchesDirectory} takes it; empty when there is no such directory
     */
    Optional<String> directoryIdentity(Path root);

    /**
     * Returns a directory in which Git keeps the repositories of submodules, and that jj deletes when it forgets workspaces: of one
     * of these, or of another one that was moved. Empty without one.
     *
     * @param roots of the workspaces
     */
    Optional<Path> submodulesLost(Repository repository, Collection<Path> roots);

    /**
     * Makes a workspace. Serialised per repository, because two at once can leave the calling one unusable.
     * If it fails, nothing is left of it.
     *
     * @throws dev.aether.ajj.error.Failure also {@code WORKSPACE_EXISTS}, and {@code ROLLBACK_INCOMPLETE} behind the
     *     first problem when something is left after all
     */
    void addWorkspace(Repository repository, NewWorkspace workspace);

    /**
     * Refuses options that {@link #addWorkspace} would not understand.
     *
     * @throws dev.aether.ajj.error.Failure {@code USAGE}, in jj's words
     */
    void checkAddOptions(Repository repository, List<String> options);

    /**
     * Reads the first of some files that the working copy of a new workspace will have. Lets jj record the calling
     * workspace first, because a revset may name its working copy.
     *
     * @param revisions parents of the new working copy, as {@link NewWorkspace#revisions}
     * @param files paths relative to the root, the preferred one first
     * @return empty when it will have none of them, or no such parents are found
     * @throws dev.aether.ajj.error.Failure also {@code CONFIG_INVALID} when the file is not UTF-8 text
     */
    Optional<RevisionFile> readNewWorkspaceFile(Repository repository, List<String> revisions, List<String> files);

    /**
     * Takes back {@link #addWorkspace}: the workspace is forgotten and the revision made for it abandoned, unless
     * somebody has put something into it meanwhile.
     *
     * @return whether the directory holds nothing but what jj has recorded, so that it may be deleted
     */
    boolean rollBackAddWorkspace(Repository repository, NewWorkspace workspace);

    /**
     * Lets jj record all that it would record in a workspace, and says what it has not: ignored files, files too large for
     * it, nested repositories.
     *
     * @return paths relative to the root, sorted; a directory of which nothing is recorded is one path with a slash
     */
    List<String> unrecorded(Path workspaceRoot);

    /** Gives the workspace that the repository is seen from another name. */
    void renameWorkspace(Repository repository, String name);

    /** Tells jj to forget workspaces; directories stay. Unknown names are no error. */
    void forgetWorkspaces(Repository repository, Collection<String> names);

    /**
     * Makes jj leave files alone that do not exist yet, in every workspace of the repository.
     *
     * @param files paths relative to a workspace's root
     * @throws dev.aether.ajj.error.Failure {@code CONTEXT_INJECTION_FAILED}
     */
    void ignore(Repository repository, Collection<String> files);

    /**
     * As {@link #ignore}, permanently: for files that stay in directories of forgotten workspaces. A failure is a warning.
     */
    void ignorePermanently(Repository repository, Collection<String> files);

    /**
     * Takes back {@link #ignore} for the files that are not needed. A failure is a warning: an ignored file that does not
     * exist harms nobody.
     *
     * @param needed asked while no other ajj can ignore files of the repository
     */
    void stopIgnoring(Repository repository, Collection<String> files, Predicate<String> needed);

    /** Which of the files, relative to the root, jj tracks in the workspace. Lets jj snapshot the workspace first. */
    List<String> tracked(Path workspaceRoot, Collection<String> files);

    /** Which of the files the working-copy commit has, as of the last snapshot. Makes none. */
    List<String> recorded(Path workspaceRoot, Collection<String> files);

    /** As {@link #tracked}, for directories too: those below which jj tracks something. */
    List<String> trackedBelow(Path workspaceRoot, Collection<String> paths);

    /**
     * What {@code jj status} prints in a workspace.
     *
     * @param color whether with jj's colours
     */
    String status(Path workspaceRoot, List<String> arguments, boolean color);

    /** The working-copy revision of a workspace as jj recorded it last; takes no snapshot. */
    Revision revision(Path workspaceRoot);

    /**
     * A workspace to be made.
     *
     * @param name jj's name for it
     * @param destination absolute; missing or an empty directory
     * @param revisions parents of its working copy; empty: as jj chooses
     * @param message description of its working copy
     * @param options further options for {@code jj workspace add}, as the user wrote them
     */
    record NewWorkspace(
            String name, Path destination, List<String> revisions, Optional<String> message, List<String> options) {}

    /**
     * A file as a revision has it.
     *
     * @param path relative to the workspace's root
     * @param revision the commit id, shortened; that of one parent where several are merged
     * @param text empty when only a checkout shows it: a symbolic link, or a merge that this jj cannot show beforehand
     */
    record RevisionFile(String path, String revision, Optional<String> text) {}

    /**
     * A workspace that jj knows.
     *
     * @param root its directory; empty when jj cannot tell, also because another workspace is where it was
     * @param recorded where jj last knew it to be, whatever is there now; empty when jj cannot tell
     * @param current whether it is the one that ajj was called in
     * @param change what is worked on in it; empty when jj cannot tell
     * @param directory as {@link #directoryIdentity} says it of the root
     */
    record VcsWorkspace(
            String name,
            Optional<Path> root,
            Optional<Path> recorded,
            boolean current,
            Optional<Change> change,
            Optional<String> directory) {
        public VcsWorkspace(String name, Optional<Path> root, boolean current, Optional<Change> change) {
            this(name, root, root, current, change, Optional.empty());
        }

        public VcsWorkspace(String name, Optional<Path> root, boolean current) {
            this(name, root, current, Optional.empty());
        }
    }

    /**
     * A working-copy change, as short as a list shows it.
     *
     * @param id the first letters of its change id
     * @param description its first line; empty when it has none
     */
    record Change(String id, String description, boolean empty, boolean conflict) {}

    /**
     * A working-copy revision.
     *
     * @param changeId whole
     * @param commitId whole
     * @param description whole; empty when it has none
     * @param bookmarks local ones that point to it
     * @param changes the files that differ from its parents
     */
    record Revision(
            String changeId,
            String commitId,
            String description,
            List<String> bookmarks,
            boolean empty,
            boolean conflict,
            List<FileChange> changes) {}

    /**
     * A file that a revision changes.
     *
     * @param status jj's word: {@code added}, {@code modified}, {@code removed}, {@code renamed}, {@code copied}
     * @param path relative to the workspace's root
     */
    record FileChange(String status, String path) {}
}

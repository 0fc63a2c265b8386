package dev.aether.ajj.spi.vcs;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The version control system: jj. Every method may throw a failure with {@code JJ_NOT_FOUND} or {@code JJ_FAILED}. */
public interface Vcs {

    /**
     * Returns the repository around a directory. Records its identity when that is new or has changed. Starts a process
     * only for a workspace that was never seen before, or to import the state of version 1.0.
     *
     * @throws dev.aether.ajj.error.Failure {@code NOT_IN_WORKSPACE}, also for a directory that jj does not know as a
     *     workspace; {@code STATE_CORRUPT} when the state directory is not a directory of the user's
     */
    Repository locate(Path directory);

    /**
     * Accepts the workspace around a directory for {@link #locate}, after the user has confirmed that it was moved.
     *
     * @return whether it was unknown
     * @throws dev.aether.ajj.error.Failure {@code NOT_IN_WORKSPACE}, also for the copy of a workspace
     */
    boolean adopt(Path directory);

    /** Returns all workspaces of the repository that jj knows, sorted by name. */
    List<VcsWorkspace> workspaces(Repository repository);

    /**
     * Returns the name of the workspace in a directory by its content: it may have been moved there.
     *
     * @return possibly a name that jj has forgotten; empty when the directory is no workspace or its name is unknown
     */
    Optional<String> nameAt(Path root);

    /**
     * Returns the file system's identity of a workspace's directory. It survives a move; a copy, or another workspace
     * in the same place, has a different one.
     *
     * @return for {@link dev.aether.ajj.model.workspace.WorkspaceEntry#matchesDirectory}; empty when the directory does
     *     not exist
     */
    Optional<String> directoryIdentity(Path root);

    /**
     * Returns a directory with Git repositories of submodules that jj would delete when it forgets the workspaces: of
     * one of these, or of another one that was moved.
     *
     * @param roots of the workspaces
     */
    Optional<Path> submodulesLost(Repository repository, Collection<Path> roots);

    /**
     * Adds a workspace, or leaves nothing of it when it fails. Serialised per repository, because two at once can make
     * the current workspace unusable.
     *
     * @throws dev.aether.ajj.error.Failure also {@code WORKSPACE_EXISTS}; {@code ROLLBACK_INCOMPLETE} after the first
     *     problem when something remains
     */
    void addWorkspace(Repository repository, NewWorkspace workspace);

    /**
     * Refuses options that jj would reject in {@link #addWorkspace}.
     *
     * @throws dev.aether.ajj.error.Failure {@code USAGE}, in jj's words
     */
    void checkAddOptions(Repository repository, List<String> options);

    /**
     * Reads the first existing one of some files of a new workspace's working copy. Snapshots the current workspace
     * first, because a revset may name its working copy.
     *
     * @param revisions parents of the new working copy, as {@link NewWorkspace#revisions}
     * @param files paths relative to the root, the preferred one first
     * @return empty when none exists, or the parents are not found
     * @throws dev.aether.ajj.error.Failure also {@code CONFIG_INVALID} when the file is not UTF-8 text
     */
    Optional<RevisionFile> readNewWorkspaceFile(Repository repository, List<String> revisions, List<String> files);

    /**
     * Rolls back {@link #addWorkspace}: forgets the workspace, and abandons its revision unless that has gained
     * content.
     *
     * @return whether jj has recorded everything in the directory, so that it may be deleted
     */
    boolean rollBackAddWorkspace(Repository repository, NewWorkspace workspace);

    /**
     * Snapshots a workspace, and returns what jj does not record: ignored files, too large files, nested repositories.
     *
     * @return paths relative to the root, sorted; a directory without any recorded file is one path with a slash
     */
    List<String> unrecorded(Path workspaceRoot);

    /** Renames the current workspace. */
    void renameWorkspace(Repository repository, String name);

    /** Makes jj forget workspaces; directories stay. Unknown names are no error. */
    void forgetWorkspaces(Repository repository, Collection<String> names);

    /**
     * Makes jj ignore files that do not exist yet, in every workspace of the repository.
     *
     * @param files paths relative to a workspace's root
     * @throws dev.aether.ajj.error.Failure {@code CONTEXT_INJECTION_FAILED}
     */
    void ignore(Repository repository, Collection<String> files);

    /**
     * Ignores files like {@link #ignore}, permanently: for files that stay in directories of forgotten workspaces. A
     * failure is only a warning.
     */
    void ignorePermanently(Repository repository, Collection<String> files);

    /**
     * Reverts {@link #ignore} for files that are not needed. A failure is only a warning, because ignoring a missing
     * file is harmless.
     *
     * @param needed evaluated while no other ajj can ignore files of the repository
     */
    void stopIgnoring(Repository repository, Collection<String> files, Predicate<String> needed);

    /** Returns the files, relative to the root, that jj tracks in the workspace, after a snapshot. */
    List<String> tracked(Path workspaceRoot, Collection<String> files);

    /** Returns the files of the working-copy commit, as of the last snapshot. Takes none. */
    List<String> recorded(Path workspaceRoot, Collection<String> files);

    /** Returns the tracked paths like {@link #tracked}, including directories with tracked files. */
    List<String> trackedBelow(Path workspaceRoot, Collection<String> paths);

    /**
     * Returns the output of {@code jj status} in a workspace.
     *
     * @param color whether with jj's colours
     */
    String status(Path workspaceRoot, List<String> arguments, boolean color);

    /** Returns the working-copy revision of a workspace, as of the last snapshot. Takes none. */
    Revision revision(Path workspaceRoot);

    /**
     * A workspace to add.
     *
     * @param name jj's name for it
     * @param destination absolute; missing or an empty directory
     * @param revisions parents of its working copy; empty: jj's default
     * @param message description of its working copy
     * @param options further options for {@code jj workspace add}, as the user wrote them
     */
    record NewWorkspace(
            String name, Path destination, List<String> revisions, Optional<String> message, List<String> options) {}

    /**
     * A file in a revision.
     *
     * @param path relative to the workspace's root
     * @param revision the short commit id; of one parent where several are merged
     * @param text empty when only a checkout shows it: a symbolic link, or a merge that this jj cannot show before
     */
    record RevisionFile(String path, String revision, Optional<String> text) {}

    /**
     * A workspace that jj knows.
     *
     * @param root its directory; empty when unknown, also because another workspace is there now
     * @param recorded the last directory that jj knew, with any content; empty when unknown
     * @param current whether it is the current workspace
     * @param change its working-copy change; empty when unknown
     * @param directory the {@link #directoryIdentity} of the root
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
    }

    /**
     * A working-copy change, in short.
     *
     * @param id a prefix of its change id
     * @param description its first line; may be empty
     */
    record Change(String id, String description, boolean empty, boolean conflict) {}

    /**
     * A working-copy revision, with full ids.
     *
     * @param description may be empty
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

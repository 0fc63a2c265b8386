package dev.aether.ajj.spi.backend;

import dev.aether.ajj.model.workspace.WorkspaceId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The owner of resources: a workspace, as labels and names in the engine identify it.
 *
 * @param root the workspace's directory, absolute; relative bind mounts start here
 * @param namespace the prefix of names in the engine
 * @param declaredIn the directory of aether.toml or the compose file, relative to the root; empty when unknown
 * @param isRootKnown whether the root is the workspace's; labels of version 1.0 lack it, and the repository's root
 *     replaces it
 */
public record Stack(WorkspaceId id, Path root, String namespace, Optional<String> declaredIn, boolean isRootKnown) {

    public Stack(WorkspaceId id, Path root, String namespace, Optional<String> declaredIn) {
        this(id, root, namespace, declaredIn, true);
    }

    public Stack(WorkspaceId id, Path root, String namespace) {
        this(id, root, namespace, Optional.empty());
    }

    /** Returns {@link dev.aether.ajj.spi.vcs.Repository#id()}. */
    public String repository() {
        return id.repository();
    }

    /** Returns the main workspace's root. */
    public Path repositoryRoot() {
        return id.repositoryRoot();
    }

    /** Returns the workspace's name in jj. */
    public String workspace() {
        return id.workspace();
    }

    /**
     * Returns the last known root of the workspace. The main workspace is always at the repository's current root.
     *
     * @param mainRoot the repository's current root
     */
    public Path lastRoot(Path mainRoot) {
        return root.equals(repositoryRoot()) ? mainRoot : root;
    }

    /** Returns the stack without {@code declaredIn}, which may differ between resources of one stack. */
    public Stack owner() {
        return new Stack(id, root, namespace, Optional.empty(), isRootKnown);
    }
}

package dev.aether.ajj.spi.backend;

import dev.aether.ajj.model.workspace.WorkspaceId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose infrastructure something is. Everything in the engine carries these as labels and names.
 *
 * @param root the workspace's directory, absolute; relative bind mounts start here
 * @param namespace what names in the engine begin with
 * @param declaredIn the directory of aether.toml or the compose file, relative to the root; empty when unknown
 * @param isRootKnown whether the root is known. Labels of version 1.0 do not tell it: then it is the repository's
 */
public record Stack(WorkspaceId id, Path root, String namespace, Optional<String> declaredIn, boolean isRootKnown) {

    /** One whose root is known. */
    public Stack(WorkspaceId id, Path root, String namespace, Optional<String> declaredIn) {
        this(id, root, namespace, declaredIn, true);
    }

    /** One of which it is not known where it is declared. */
    public Stack(WorkspaceId id, Path root, String namespace) {
        this(id, root, namespace, Optional.empty());
    }

    /** {@link dev.aether.ajj.spi.vcs.Repository#id()}. */
    public String repository() {
        return id.repository();
    }

    /** The main workspace's root. */
    public Path repositoryRoot() {
        return id.repositoryRoot();
    }

    /** The workspace's name in jj. */
    public String workspace() {
        return id.workspace();
    }

    /**
     * Where its workspace was last, as far as that is known: the main one is where the repository is by now.
     *
     * @param mainRoot of the repository
     */
    public Path lastRoot(Path mainRoot) {
        return root.equals(repositoryRoot()) ? mainRoot : root;
    }

    /** Who it belongs to, without where that is declared: parts of one stack may have been made from different files. */
    public Stack owner() {
        return new Stack(id, root, namespace, Optional.empty(), isRootKnown);
    }
}

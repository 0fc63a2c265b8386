package dev.aether.ajj.spi.vcs;

import dev.aether.ajj.model.workspace.WorkspaceId;
import java.nio.file.Path;

/**
 * A jj repository, seen from one of its workspaces.
 *
 * @param mainRoot root of the main workspace, the one that holds the repository itself; absolute, symlinks resolved
 * @param workspaceRoot root of the workspace that ajj was called in; absolute, symlinks resolved
 * @param id 16 hex digits that tell this repository from every other on the machine; the label {@code aether.repo}
 */
public record Repository(Path mainRoot, Path workspaceRoot, String id) {

    /** One of its workspaces, by its name in jj. */
    public WorkspaceId workspace(String name) {
        return new WorkspaceId(id, name, mainRoot);
    }

    /** Where ajj keeps what belongs to this repository: {@code .jj/aether} of the main workspace, which no commit of jj can reach. */
    public Path stateDirectory() {
        return mainRoot.resolve(".jj").resolve("aether");
    }
}

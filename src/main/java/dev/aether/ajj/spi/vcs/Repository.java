package dev.aether.ajj.spi.vcs;

import dev.aether.ajj.model.workspace.WorkspaceId;
import java.nio.file.Path;

/**
 * A jj repository, seen from one of its workspaces.
 *
 * @param mainRoot root of the main workspace, which contains the repository itself; absolute, symlinks resolved
 * @param workspaceRoot root of the current workspace; absolute, symlinks resolved
 * @param id 16 hex digits, unique on this machine; the label {@code aether.repo}
 */
public record Repository(Path mainRoot, Path workspaceRoot, String id) {

    /** Returns the id of one of its workspaces, by name. */
    public WorkspaceId workspace(String name) {
        return new WorkspaceId(id, name, mainRoot);
    }

    /** Returns the directory of ajj's state: {@code .jj/aether} of the main workspace, which no commit can change. */
    public Path stateDirectory() {
        return mainRoot.resolve(".jj").resolve("aether");
    }
}

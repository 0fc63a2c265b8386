package dev.aether.ajj.lifecycle.directory;

import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bare Git repositories whose files are all recorded by jj. They may be deleted with their workspace's directory. */
final class RecordedRepositories {
    private final Vcs vcs;
    private final Directories directories;
    private final Set<Path> recorded = new HashSet<>();

    RecordedRepositories(Vcs vcs, Directories directories) {
        this.vcs = vcs;
        this.directories = directories;
    }

    /**
     * Whether a repository is one of them.
     *
     * @param bare relative to the workspace's directory
     */
    boolean contains(Path root, Path bare) {
        return recorded.contains(root.resolve(bare));
    }

    /** Finds those of a workspace, which jj must still know. */
    void find(WorkspaceRef target, Path root) {
        Set<Path> bare = new HashSet<>();
        directories.obstacle(root, found -> {
            bare.add(root.resolve(found));
            return true;
        });
        if (!bare.isEmpty() && target.knownToJj()) {
            recorded.addAll(bare);
            keep(root, vcs.unrecorded(root));
        }
    }

    /** Drops repositories with unrecorded files: ignored or too large ones. */
    void keep(Path root, List<String> unrecorded) {
        recorded.removeIf(bare -> {
            String name = root.relativize(bare) + "/";
            return unrecorded.stream()
                    .anyMatch(path -> path.startsWith(name) || (path.endsWith("/") && name.startsWith(path)));
        });
    }
}

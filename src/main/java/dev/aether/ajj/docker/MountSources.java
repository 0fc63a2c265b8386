package dev.aether.ajj.docker;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import dev.aether.ajj.spi.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Directories of the workspace that are mounted and do not exist yet. The engine would create them, owned by root. */
final class MountSources {

    private MountSources() {}

    /**
     * Creates the missing directories that a service says may be created, inside its workspace only.
     *
     * @throws Failure {@code BACKEND_SPAWN_FAILED} when one cannot be created
     */
    static void create(Stack stack, ServiceSpec service) {
        for (VolumeSpec volume : service.volumes()) {
            if (volume instanceof VolumeSpec.Bind bind && bind.create()) {
                Path path = bind.path(stack.root());
                if (path.startsWith(stack.root()) && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    create(stack.root(), path, service);
                }
            }
        }
    }

    /** Not through a link, which may lead out of the workspace: the engine reports the missing source then. */
    private static void create(Path root, Path path, ServiceSpec service) {
        try {
            Path existing = path;
            while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
                existing = existing.resolveSibling("");
            }
            if (!Files.isSymbolicLink(existing)
                    && existing.toRealPath().equals(root.toRealPath().resolve(root.relativize(existing)))) {
                Files.createDirectories(path);
            }
        } catch (IOException impossible) {
            throw new Failure(
                    new BackendProblem.SpawnFailed(
                            "create",
                            "the directory " + path + " that service " + service.name() + " mounts",
                            String.valueOf(impossible.getMessage()),
                            List.of("create it yourself: mkdir -p " + path)),
                    impossible);
        }
    }
}

package dev.aether.ajj.docker.storage;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.RepositoryData;
import dev.aether.ajj.spi.backend.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Directories of the workspace that are mounted and do not exist yet. The engine would create them, owned by root. */
public final class MountSources {
    private MountSources() {}

    /**
     * Creates the missing directories that a service says may be created, inside its workspace only.
     *
     * @throws Failure {@code BACKEND_SPAWN_FAILED} when one cannot be created, or is in a directory of jj or git
     */
    public static void create(Stack stack, ServiceSpec service) {
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
        refuseRepository(root, path, service);
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
                    problem(
                            path,
                            service,
                            String.valueOf(impossible.getMessage()),
                            "create it yourself: mkdir -p " + ShellWord.quoted(path.toString())),
                    impossible);
        }
    }

    /** A directory in the place of a lock or a reference would keep jj and git from working. */
    private static void refuseRepository(Path root, Path path, ServiceSpec service) {
        RepositoryData.around(root, path).ifPresent(found -> {
            throw new Failure(
                    problem(path, service, "ajj creates nothing in " + found, "mount a directory outside of " + found));
        });
    }

    private static BackendProblem problem(Path path, ServiceSpec service, String reason, String hint) {
        return new BackendProblem.SpawnFailed(
                "create",
                "the directory " + path + " that service " + service.name() + " mounts",
                reason,
                List.of(hint));
    }
}

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

/** Creates missing directories of the workspace that are mounted. The engine would create them, owned by root. */
public final class MountSources {
    private MountSources() {}

    /**
     * Creates the missing directories that a service allows to create, inside its workspace only.
     *
     * @throws Failure {@code BACKEND_SPAWN_FAILED} when a directory cannot be created, or is in a directory of jj or
     *     git
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

    /** Does not follow links, which may lead out of the workspace. The engine then reports the missing source. */
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

    /** A directory with the name of a lock or a reference would break jj and git. */
    private static void refuseRepository(Path root, Path path, ServiceSpec service) {
        RepositoryData.around(root, path).ifPresent(found -> {
            throw new Failure(problem(
                    path,
                    service,
                    "ajj does not create directories in " + found,
                    "mount a directory outside " + found));
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

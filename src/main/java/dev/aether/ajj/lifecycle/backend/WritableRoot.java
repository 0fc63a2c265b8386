package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.OwnedService;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of a workspace. If it is inside another workspace, a container of that one may be able to write to it.
 * It could change what jj executes and what aether.toml declares.
 */
public record WritableRoot(Path root, Backend backend) {
    /**
     * Refuses a directory inside another workspace if a container can write to it.
     *
     * @param what a noun for the directory
     * @param needed whether the engine must answer
     * @throws Failure {@code USAGE}
     */
    public void refuse(String what, boolean needed) {
        if (isInsideWorkspace()) {
            containers(needed).stream().filter(this::canWrite).findFirst().ifPresent(container -> {
                throw new Failure(new Problem.Usage(
                        "service " + container.observed().service() + " of the workspace in "
                                + container.stack().root() + " can write to the " + what + " " + root
                                + ": it could change the commands that jj runs there",
                        List.of(
                                "choose a directory that no container mounts",
                                "or stop the services of that workspace first (ajj down): `ajj up` will ask whether they may"
                                        + " have the mount")));
            });
        }
    }

    /**
     * Refuses a declaration that containers of another declaration can write to: they could use what the user has
     * allowed to this one.
     *
     * @param declaredIn the declaration's directory, as in labels
     * @throws Failure {@code USAGE}
     */
    public void refuseDeclaration(AetherConfig config, Optional<String> declaredIn) {
        List<Path> sources = Stream.concat(
                        Stream.of(config.file()), config.compose().stream().flatMap(use -> use.sources().stream()))
                .map(RealPath::of)
                .toList();
        List<OwnedService> others = containers(true).stream()
                .filter(container -> container.stack().root().equals(root)
                        && container.stack().declaredIn().isPresent()
                        && !container.stack().declaredIn().equals(declaredIn))
                .toList();
        for (OwnedService other : others) {
            sources.stream()
                    .filter(file -> mounts(other).anyMatch(file::startsWith))
                    .findFirst()
                    .ifPresent(file -> {
                        throw new Failure(new Problem.Usage(
                                "service " + other.observed().service() + " can write to " + file
                                        + ", and is declared in another directory: it could use what you have allowed to the"
                                        + " services that are declared there",
                                List.of("stop it (ajj down), then check what is declared: jj diff")));
                    });
        }
    }

    private boolean isInsideWorkspace() {
        return Stream.iterate(root.getParent(), Objects::nonNull, Path::getParent)
                .anyMatch(directory -> Files.exists(directory.resolve(".jj"), LinkOption.NOFOLLOW_LINKS));
    }

    private List<OwnedService> containers(boolean needed) {
        try {
            return backend.services();
        } catch (Failure unavailable) {
            if (needed || ErrorCode.of(unavailable.first()) != ErrorCode.BACKEND_UNAVAILABLE) {
                throw unavailable;
            }
            return List.of(); // without an engine, no container runs
        }
    }

    /** Mounts of the outer workspace's whole root do not count: the user has allowed them, with everything below. */
    private boolean canWrite(OwnedService container) {
        return mounts(container)
                .anyMatch(source ->
                        root.startsWith(source) && !container.stack().root().startsWith(source));
    }

    /** Returns the directories and files that a container can write to. */
    private static Stream<Path> mounts(OwnedService container) {
        return container.observed().files().values().stream()
                .filter(mount -> mount.writable() && !mount.source().isEmpty())
                .map(mount -> RealPath.of(Path.of(mount.source())));
    }
}

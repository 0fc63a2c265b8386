package dev.aether.ajj.lifecycle.backend;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.OwnedService;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The directory of a workspace that lies inside another workspace: a container of that one may be able to write to all of it, also to
 * what jj runs and to what aether.toml asks for.
 */
public final class WritableRoot {
    private final Path root;
    private final Backend backend;

    /** Of a workspace that is there, or that is to be made. */
    public WritableRoot(Path root, Backend backend) {
        this.root = root;
        this.backend = backend;
    }

    /**
     * Asks the engine, where the workspace is inside another one.
     *
     * @param what the directory is called
     * @param needed whether the engine has to answer
     * @throws Failure {@code USAGE} when a container can write to it
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

    private boolean isInsideWorkspace() {
        return Stream.iterate(root.getParent(), Objects::nonNull, Path::getParent)
                .anyMatch(directory -> Files.exists(directory.resolve(".jj"), LinkOption.NOFOLLOW_LINKS));
    }

    private List<OwnedService> containers(boolean needed) {
        try {
            return backend.services(new Backend.Scope.All());
        } catch (Failure unavailable) {
            if (needed || ErrorCode.of(unavailable.first()) != ErrorCode.BACKEND_UNAVAILABLE) {
                throw unavailable;
            }
            return List.of(); // without an engine nothing runs that could write
        }
    }

    /** A mount of a whole workspace was allowed as one of its .jj, and of what is below it. */
    private boolean canWrite(OwnedService container) {
        return container.observed().files().values().stream()
                .filter(mount -> mount.writable() && !mount.source().isEmpty())
                .map(mount -> RealPath.of(Path.of(mount.source())))
                .anyMatch(source ->
                        root.startsWith(source) && !container.stack().root().startsWith(source));
    }
}

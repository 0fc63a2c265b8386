package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.environment.Namespaces;
import dev.aether.ajj.model.RealPath;
import dev.aether.ajj.spi.Backend;
import dev.aether.ajj.spi.Backend.OwnedService;
import dev.aether.ajj.spi.Backend.Resource;
import dev.aether.ajj.spi.Stack;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the engine has that a new workspace must not meet: data of a former one, and containers that could write to it. */
final class EngineCheck {
    private final Environment environment;
    private final Backend backend;
    private volatile Optional<Resource> leftBehind = Optional.empty();

    EngineCheck(Environment environment, Backend backend) {
        this.environment = environment;
        this.backend = backend;
    }

    /**
     * Asks the engine.
     *
     * @throws Failure {@code USAGE} for a destination that a container can write to
     */
    void run() {
        boolean services = !environment.declaredServices().isEmpty();
        if (services) {
            avoidOthers(backend.resources());
        }
        if (isInsideWorkspace()) {
            refuseMounted(services);
        }
    }

    /** The registry may have lost whose they are. */
    private void avoidOthers(List<Resource> resources) {
        List<Stack> stacks = resources.stream().map(Resource::stack).toList();
        leftBehind = resources.stream()
                .filter(resource -> resource.stack()
                                .repository()
                                .equals(environment.repository().id())
                        && resource.stack().root().equals(environment.root()))
                .findFirst();
        environment.avoid(Namespaces.ofOthers(environment.repository(), environment.root(), stacks));
    }

    /**
     * Last, because another command may be making the same workspace now.
     *
     * @throws Failure {@code WORKSPACE_EXISTS}
     */
    void refuseLeftBehind() {
        leftBehind.ifPresent(found -> {
            throw new Failure(new WorkspaceProblem.LeftBehind(environment.root(), found.what()));
        });
    }

    private boolean isInsideWorkspace() {
        return Stream.iterate(environment.root().getParent(), Objects::nonNull, Path::getParent)
                .anyMatch(directory -> Files.exists(directory.resolve(".jj"), LinkOption.NOFOLLOW_LINKS));
    }

    /** @param needed whether the engine has to answer */
    private void refuseMounted(boolean needed) {
        List<OwnedService> containers;
        try {
            containers = backend.services(new Backend.Scope.All());
        } catch (Failure unavailable) {
            if (needed || ErrorCode.of(unavailable.first()) != ErrorCode.BACKEND_UNAVAILABLE) {
                throw unavailable;
            }
            return; // without an engine nothing runs that could write
        }
        containers.stream().filter(this::canWrite).findFirst().ifPresent(container -> {
            throw new Failure(new Problem.Usage(
                    "service " + container.observed().service() + " of the workspace in "
                            + container.stack().root() + " can write to the destination " + environment.root()
                            + ": it could change the commands that jj runs there",
                    List.of(
                            "choose a destination that no container mounts",
                            "or stop the services of that workspace first (ajj down): `ajj up` will ask whether they may"
                                    + " have the mount")));
        });
    }

    /** A mount of a whole workspace was allowed as one of its .jj, and of what is below it. */
    private boolean canWrite(OwnedService container) {
        return container.observed().files().values().stream()
                .filter(mount -> mount.writable() && !mount.source().isEmpty())
                .map(mount -> RealPath.of(Path.of(mount.source())))
                .anyMatch(source -> environment.root().startsWith(source)
                        && !container.stack().root().startsWith(source));
    }
}

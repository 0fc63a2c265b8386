package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.backend.WritableRoot;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.environment.Namespaces;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import java.util.List;
import java.util.Optional;

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
     * @throws Failure {@code USAGE} for a destination that a container can write to, and for such a declaration
     */
    void run() {
        boolean services = !environment.declaredServices().isEmpty();
        if (services) {
            avoidOthers(backend.resources());
            environment
                    .config()
                    .ifPresent(
                            config -> new WritableRoot(environment.repository().workspaceRoot(), backend)
                                    .refuseDeclaration(config, environment.declaredIn()));
        }
        new WritableRoot(environment.root(), backend).refuse("destination", services);
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
        environment.avoidNamespaces(Namespaces.ofOthers(environment.repository(), environment.root(), stacks));
    }

    /**
     * Last, because another command may be making the same workspace now.
     *
     * @throws Failure {@code WORKSPACE_EXISTS}
     */
    void refuseLeftovers() {
        leftBehind.ifPresent(found -> {
            throw new Failure(new WorkspaceProblem.LeftBehind(environment.root(), found.what()));
        });
    }
}

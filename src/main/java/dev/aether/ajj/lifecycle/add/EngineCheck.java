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

/** Checks the engine for resources of a former workspace, and for containers that can write to the new one. */
final class EngineCheck {
    private final Environment environment;
    private final Backend backend;
    private volatile Optional<Resource> leftBehind = Optional.empty();

    EngineCheck(Environment environment, Backend backend) {
        this.environment = environment;
        this.backend = backend;
    }

    /**
     * Queries the engine.
     *
     * @throws Failure {@code USAGE} for a destination or a declaration that a container can write to
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
     * Refuses resources that a former workspace left in this directory. Runs last, because another command may be
     * adding the same workspace now.
     *
     * @throws Failure {@code WORKSPACE_EXISTS}
     */
    void refuseLeftovers() {
        leftBehind.ifPresent(found -> {
            throw new Failure(new WorkspaceProblem.LeftBehind(environment.root(), found.what()));
        });
    }
}

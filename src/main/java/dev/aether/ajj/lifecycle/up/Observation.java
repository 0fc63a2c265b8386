package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.environment.Namespaces;
import dev.aether.ajj.lifecycle.service.Diff;
import dev.aether.ajj.lifecycle.service.Provisioning;
import dev.aether.ajj.lifecycle.service.Selection;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What jj, the registry and the engine know of the current workspace.
 *
 * @param diff its difference to aether.toml
 * @param declaredIn directory of the declaration that its services or remaining volumes come from; empty when unknown
 */
record Observation(WorkspaceRef target, Diff diff, Optional<String> declaredIn) {

    /** Queries the engine once, or twice when the registry does not know the workspace. */
    static Observation of(
            Provisioning tools,
            Backend backend,
            Repository repository,
            AetherConfig config,
            Selection selection,
            Supplier<List<VcsWorkspace>> jj) {
        Map<String, List<ObservedService>> observed = backend.observe(repository.id());
        List<WorkspaceEntry> entries = tools.records().registry().entries(repository);
        List<VcsWorkspace> workspaces = jj.get();
        WorkspaceRef target = WorkspaceRefs.currentInJj(tools.checkouts().vcs(), repository, workspaces, entries);
        Environment environment = new Environment(
                repository, target.entryName(), repository.workspaceRoot(), Optional.of(config), "ajj up");
        if (!backend.mountsFiles()) {
            environment.copyFiles();
        }
        environment.setDirectory(target.jj().flatMap(VcsWorkspace::directory));
        List<Backend.Resource> resources = target.entry().isEmpty() ? backend.resources() : List.of();
        if (target.entry().isEmpty()) {
            formerNamespace(repository, target.name(), resources, workspaces).ifPresent(environment::preferNamespace);
            environment.avoidNamespaces(othersNamespaces(
                    repository, resources, workspaces, tools.checkouts().directories()));
        }
        environment.claimNamespace(target.entry(), entries);
        Diff diff = Diff.of(
                environment,
                tools.rendering(environment, backend.host()),
                target.entry(),
                observed.getOrDefault(environment.stack().namespace(), List.of()),
                selection);
        Optional<String> labelled = resources.stream()
                .map(Backend.Resource::stack)
                .filter(stack -> stack.namespace().equals(environment.stack().namespace()))
                .flatMap(stack -> stack.declaredIn().stream())
                .findFirst();
        return new Observation(
                target, diff, target.entry().flatMap(WorkspaceEntry::declaredIn).or(() -> labelled));
    }

    /**
     * Returns the namespace of volumes that this workspace left. After a rename, only the directory in their labels
     * identifies them. Labels of version 1.0 have none and count as the main workspace's.
     */
    private static Optional<String> formerNamespace(
            Repository repository, String name, List<Backend.Resource> resources, List<VcsWorkspace> workspaces) {
        Set<String> others = workspaces.stream()
                .map(VcsWorkspace::name)
                .filter(other -> !other.equals(name))
                .collect(Collectors.toSet());
        Set<Path> places = places(repository, workspaces);
        return resources.stream()
                .filter(resource -> resource.kind() == Backend.Kind.VOLUME)
                .map(Backend.Resource::stack)
                .filter(stack -> stack.repository().equals(repository.id())
                        && places.contains(stack.lastRoot(repository.mainRoot()))
                        && (stack.isRootKnown() || !others.contains(stack.workspace())))
                .min(Comparator.comparing((Stack stack) -> !stack.workspace().equals(name))
                        .thenComparing(Stack::namespace))
                .map(Stack::namespace);
    }

    /** Returns the workspace's current and last recorded directory, unless another workspace is there. */
    private static Set<Path> places(Repository repository, List<VcsWorkspace> workspaces) {
        Set<Path> places = new HashSet<>(Set.of(repository.workspaceRoot()));
        workspaces.stream()
                .filter(VcsWorkspace::current)
                .flatMap(workspace -> workspace.recorded().stream())
                .filter(place ->
                        workspaces.stream().noneMatch(other -> !other.current() && WorkspaceRefs.hasRoot(other, place)))
                .forEach(places::add);
        return places;
    }

    /**
     * Returns the namespaces of other directories, such as that of a renamed workspace. A missing directory may be
     * this one's former place, unless jj created another workspace there.
     */
    private static Set<String> othersNamespaces(
            Repository repository,
            List<Backend.Resource> resources,
            List<VcsWorkspace> workspaces,
            Directories directories) {
        List<Stack> stacks = resources.stream()
                .map(Backend.Resource::stack)
                .filter(Stack::isRootKnown)
                .filter(stack -> !directories.isGone(stack.lastRoot(repository.mainRoot()))
                        || workspaces.stream()
                                .anyMatch(other -> !other.current() && WorkspaceRefs.hasRoot(other, stack.root())))
                .toList();
        return Namespaces.ofOthers(repository, repository.workspaceRoot(), stacks);
    }
}

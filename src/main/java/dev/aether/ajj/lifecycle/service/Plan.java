package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.inject.Injections;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.spi.backend.Backend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The changes that {@code ajj up} would make to a workspace.
 *
 * @param root the workspace's directory, absolute
 * @param services the requested services in the order of aether.toml, then those to be removed
 * @param created the network and volumes that do not exist yet, as the engine would name them: {@code volume x-data}
 * @param files injected files that would be written, relative to the root
 */
public record Plan(
        String workspace,
        Path root,
        List<ServiceChange> services,
        List<String> created,
        List<String> files,
        Optional<ComposeUse> compose) {

    /**
     * A planned change.
     *
     * @param reason part of a sentence; empty for an unchanged service
     */
    public record ServiceChange(String service, Change change, String reason) {}

    /** Whether nothing would change; {@code ajj up} might still wait for services. */
    public boolean isUnchanged() {
        return created.isEmpty()
                && files.isEmpty()
                && services.stream().allMatch(service -> service.change() == Change.UNCHANGED);
    }

    /**
     * Derives the plan from a diff.
     *
     * @param resources all of ajj's resources on the engine
     */
    public static Plan of(Diff diff, Collection<Backend.Resource> resources, Injections injections) {
        Environment environment = diff.environment();
        Stream<ServiceChange> declared = diff.plans().stream()
                .map(plan -> new ServiceChange(plan.service().name(), plan.change(), reason(plan)));
        Stream<ServiceChange> undeclared = diff.undeclared().stream()
                .map(service -> new ServiceChange(service, Change.REMOVED, ServiceChanges.UNDECLARED));
        List<ServiceChange> services = Stream.concat(declared, undeclared).toList();
        boolean provides = !diff.plans().stream().allMatch(ServicePlan::isUnchanged);
        return new Plan(
                environment.name(),
                environment.root(),
                services,
                provides ? missing(diff, resources) : List.of(),
                files(environment, injections),
                environment.config().flatMap(AetherConfig::compose));
    }

    private static String reason(ServicePlan plan) {
        return switch (plan.change()) {
            case CREATED -> "it has no container";
            case STARTED -> "its container is not running";
            case RECREATED, REMOVED -> plan.reason();
            case UNCHANGED -> "";
        };
    }

    private static List<String> missing(Diff diff, Collection<Backend.Resource> resources) {
        String namespace = diff.environment().stack().namespace();
        Set<String> there = resources.stream().map(Backend.Resource::what).collect(Collectors.toSet());
        List<String> wanted = new ArrayList<>(List.of(Backend.Kind.NETWORK.word() + " " + namespace));
        diff.plans().stream()
                .flatMap(plan -> plan.service().volumes().stream())
                .filter(VolumeSpec.Named.class::isInstance)
                .map(volume -> Backend.Kind.VOLUME.word() + " " + namespace + "-" + ((VolumeSpec.Named) volume).name())
                .distinct()
                .forEach(wanted::add);
        wanted.removeIf(there::contains);
        return List.copyOf(wanted);
    }

    /** A new host port may change every file. */
    private static List<String> files(Environment environment, Injections injections) {
        if (!environment.isReserved()) {
            return environment.injectedFiles();
        }
        injections.renderConnections();
        return injections.outdated();
    }
}

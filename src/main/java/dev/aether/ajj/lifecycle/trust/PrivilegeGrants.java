package dev.aether.ajj.lifecycle.trust;

import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.config.Grant.Kind;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.variable.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Grants for privileges: everything beyond the engine's default for a container. What a container gives up ({@code
 * cap_drop}, {@code read_only}), and what affects only itself ({@code sysctls}, {@code ulimits}, {@code group_add},
 * {@code extra_hosts}), needs none.
 */
final class PrivilegeGrants {
    /** Options that do not weaken the isolation. Any other one might. */
    private static final List<String> HARMLESS_OPTIONS =
            List.of("no-new-privileges", "apparmor=docker-default", "seccomp=builtin");

    private final ServiceSpec service;
    private final List<Grant> grants = new ArrayList<>();

    private PrivilegeGrants(ServiceSpec service) {
        this.service = service;
    }

    static List<Grant> of(ServiceSpec service) {
        PrivilegeGrants found = new PrivilegeGrants(service);
        found.addAll(service.container().privileges());
        service.volumes().forEach(found::add);
        service.container()
                .network()
                .shared()
                .forEach(network -> found.add(Kind.SHARED_NETWORK, "external_networks", network));
        return found.grants;
    }

    private void addAll(Privileges privileges) {
        if (privileges.privileged()) {
            add(Kind.PRIVILEGED, "privileged");
        }
        privileges
                .devices()
                .forEach(
                        device -> add(Kind.DEVICE, "devices", device.host(), device.container(), device.permissions()));
        if (privileges.gpus() != 0) {
            add(Kind.GPUS, "gpus", privileges.gpus() < 0 ? "all" : Integer.toString(privileges.gpus()));
        }
        privileges.capAdd().forEach(capability -> add(Kind.CAPABILITY, "cap_add", capability));
        privileges.securityOpt().stream()
                .filter(option -> !HARMLESS_OPTIONS.contains(option))
                .forEach(option -> add(Kind.SECURITY_OPTION, "security_opt", option));
    }

    private void add(VolumeSpec volume) {
        switch (volume) {
            case VolumeSpec.Shared shared ->
                add(
                        Kind.SHARED_VOLUME,
                        "volumes",
                        shared.name(),
                        shared.target(),
                        shared.readOnly() ? "read-only" : "read-write");
            case VolumeSpec.Named named
            when !named.driver().isPlain() -> {
                VolumeSpec.Driver driver = named.driver();
                List<String> parts = new ArrayList<>(List.of(named.name()));
                parts.addAll(Grants.parts(inWords(driver, Secrets::masked), inWords(driver, UnaryOperator.identity())));
                add(Kind.VOLUME_DRIVER, "volumes", parts.toArray(String[]::new));
            }
            case VolumeSpec.Named _ -> {}
            case VolumeSpec.Bind _, VolumeSpec.Copy _ -> {} // in MountGrants, which resolves links
        }
    }

    private static String inWords(VolumeSpec.Driver driver, UnaryOperator<String> shown) {
        return driver.options().entrySet().stream()
                .map(option -> " " + option.getKey() + "=" + shown.apply(option.getValue()))
                .sorted()
                .collect(Collectors.joining("", "the driver " + driver.name(), ""));
    }

    private void add(Kind kind, String key, String... parts) {
        List<String> all = new ArrayList<>(List.of(service.name()));
        all.addAll(List.of(parts));
        grants.add(new Grant(
                kind,
                List.copyOf(all),
                service.container().privileges().positions().getOrDefault(key, service.position())));
    }
}

package dev.aether.ajj.lifecycle.trust;

import dev.aether.ajj.model.Grant;
import dev.aether.ajj.model.Grant.Kind;
import dev.aether.ajj.model.Privileges;
import dev.aether.ajj.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Privileges that the user has to allow: all that a container has beyond the engine's usual ones. What it gives up
 * ({@code cap_drop}, {@code read_only}) and what is its own ({@code sysctls}, {@code ulimits}, {@code group_add},
 * {@code extra_hosts}) asks for nothing.
 */
final class PrivilegeGrants {
    /** Every other one weakens what separates a container from the machine, or may do so. */
    private static final List<String> HARMLESS_OPTIONS =
            List.of("no-new-privileges", "apparmor=docker-default", "seccomp=builtin");

    private final ServiceSpec service;
    private final List<Grant> grants = new ArrayList<>();

    private PrivilegeGrants(ServiceSpec service) {
        this.service = service;
    }

    /** Those of one service. */
    static List<Grant> of(ServiceSpec service) {
        PrivilegeGrants found = new PrivilegeGrants(service);
        found.addAll(service.container().privileges());
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
        privileges.capAdd().forEach(capability -> add(Kind.CAPABILITY, "cap_add", capability));
        privileges.securityOpt().stream()
                .filter(option -> !HARMLESS_OPTIONS.contains(option))
                .forEach(option -> add(Kind.SECURITY_OPTION, "security_opt", option));
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

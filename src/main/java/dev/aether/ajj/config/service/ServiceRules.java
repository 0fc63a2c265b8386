package dev.aether.ajj.config.service;

import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.ContainerSpec.Restart;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Checks rules between services: dependencies and host ports. */
final class ServiceRules {
    private static final Set<Restart> RESTARTED = Set.of(Restart.ALWAYS, Restart.UNLESS_STOPPED);

    private final SequencedMap<String, ServiceDraft> drafts;
    private final Set<String> finished = new HashSet<>();
    private final List<String> trail = new ArrayList<>();

    private ServiceRules(SequencedMap<String, ServiceDraft> drafts) {
        this.drafts = drafts;
    }

    /** Reports faults through the services' own sections. */
    static void check(SequencedMap<String, ServiceDraft> drafts, PortRange range) {
        ServiceRules rules = new ServiceRules(drafts);
        drafts.values().forEach(rules::checkDependencies);
        drafts.keySet().forEach(rules::findCycles);
        rules.checkFixedPorts();
        rules.checkRange(range);
    }

    private void checkDependencies(ServiceDraft draft) {
        Set<String> seen = new HashSet<>();
        for (Located<Dependency> dependency : draft.dependsOn()) {
            String name = dependency.value().service();
            if (!drafts.containsKey(name)) {
                draft.reportDependency(
                        dependency,
                        "there is no service \"" + name + "\"",
                        Suggestions.hint(name, others(draft), "services: " + String.join(", ", drafts.keySet())));
            } else if (dependency.value().condition() == Condition.COMPLETED && cannotComplete(name)) {
                draft.reportDependency(
                        dependency,
                        "\"" + name + "\" publishes ports or is restarted whenever it exits, so it never completes",
                        "write " + name + " = \"ready\", or remove its ports and restart");
            } else if (!seen.add(name)) {
                draft.reportDependency(dependency, "\"" + name + "\" is listed twice", "remove one of the two");
            }
        }
    }

    private boolean cannotComplete(String name) {
        ServiceDraft draft = drafts.get(name);
        return draft != null
                && (!draft.ports().isEmpty()
                        || RESTARTED.contains(
                                draft.spec().container().process().lifetime().restart()));
    }

    private List<String> others(ServiceDraft draft) {
        return drafts.keySet().stream()
                .filter(name -> !name.equals(draft.spec().name()))
                .toList();
    }

    /** Searches depth-first. The trail is the path from the first service; each cycle is found once. */
    private void findCycles(String name) {
        ServiceDraft draft = drafts.get(name);
        if (draft == null || finished.contains(name)) {
            return;
        }
        trail.add(name);
        for (Located<Dependency> dependency : draft.dependsOn()) {
            int start = trail.indexOf(dependency.value().service());
            if (start >= 0) {
                String cycle = String.join(" -> ", trail.subList(start, trail.size())) + " -> "
                        + dependency.value().service();
                draft.reportDependency(
                        dependency,
                        "services depend on each other in a cycle: " + cycle,
                        "remove one of these dependencies");
            } else {
                findCycles(dependency.value().service());
            }
        }
        trail.removeLast();
        finished.add(name);
    }

    private void checkFixedPorts() {
        Map<String, String> takenBy = new HashMap<>();
        for (ServiceDraft draft : drafts.values()) {
            for (Located<PortSpec> port : draft.ports()) {
                PortSpec spec = port.value();
                if (spec.fixedHostPort().isPresent()) {
                    int hostPort = spec.fixedHostPort().getAsInt();
                    String key = hostPort + "/" + spec.protocol().word();
                    String other = takenBy.putIfAbsent(key, draft.spec().name());
                    if (other != null) {
                        draft.reportPort(
                                port,
                                "host port " + hostPort + " is already used by the service \"" + other + "\"",
                                "write \"" + spec.key() + "\" to let ajj choose the host port");
                    }
                }
            }
        }
    }

    private void checkRange(PortRange range) {
        int needed = 0;
        for (ServiceDraft draft : drafts.values()) {
            for (Located<PortSpec> port : draft.ports()) {
                needed += port.value().fixedHostPort().isPresent() ? 0 : 1;
                if (needed == range.size() + 1) {
                    draft.reportPort(
                            port,
                            "the range " + range + " has too few ports for all services",
                            "extend the range in [ports]");
                }
            }
        }
    }
}

package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ModelService;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds notes on unsupported keys of a service. Only keys without effect are left out silently. */
final class UnsupportedKeys {
    private static final Set<String> TRANSLATED = Set.of(
            "image",
            "build",
            "ports",
            "expose",
            "entrypoint",
            "command",
            "user",
            "working_dir",
            "hostname",
            "platform",
            "stop_signal",
            "stop_grace_period",
            "init",
            "read_only",
            "privileged",
            "cap_add",
            "cap_drop",
            "security_opt",
            "extra_hosts",
            "dns",
            "group_add",
            "volumes",
            "tmpfs",
            "configs",
            "secrets",
            "mem_limit",
            "cpus",
            "shm_size",
            "restart",
            "pull_policy",
            "devices",
            "gpus",
            "container_name",
            "links",
            "depends_on",
            "environment",
            "env_file",
            "labels",
            "sysctls",
            "ulimits",
            "healthcheck",
            "networks",
            "profiles",
            "scale",
            "deploy");

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "annotations", "attach", "develop", "extends", "label_file", "logging", "oom_score_adj", "stdin_open");

    private static final Map<String, String> WHY = Map.of(
            "network_mode",
            "every service is on the private network of its workspace",
            "external_links",
            "a workspace can only reach its own services",
            "tty",
            "a service has no terminal, so a shell as its command exits at once");

    private UnsupportedKeys() {}

    static void note(ModelService service, Notes notes) {
        service.json().properties().forEach(entry -> {
            String key = entry.getKey();
            boolean known = TRANSLATED.contains(key) || WITHOUT_EFFECT.contains(key) || key.startsWith("x-");
            if (!known && !entry.getValue().isNull()) {
                notes.add(key, WHY.containsKey(key) ? "not supported: " + WHY.get(key) : "not supported");
            }
        });
        service.json()
                .path("networks")
                .forEach(network -> network.fieldNames().forEachRemaining(key -> {
                    if (key.startsWith("ipv") || key.equals("mac_address")) {
                        notes.add("networks", key + " is left out: the engine assigns addresses");
                    }
                }));
        service.published().stream()
                .filter(port -> port.contains("/") && !port.endsWith("/udp"))
                .forEach(port -> notes.add("ports", port + " is left out: ajj supports only tcp and udp"));
        List<String> missing = service.missingVariables();
        if (!missing.isEmpty()) {
            notes.add("environment", "not set in your environment: " + String.join(", ", missing));
        }
        int replicas = service.json()
                .path("deploy")
                .path("replicas")
                .asInt(service.json().path("scale").asInt(1));
        if (replicas > 1) {
            notes.add("deploy", "one container runs, not " + replicas);
        }
        JsonNode resources = service.json().path("deploy").path("resources");
        if (resources.path("limits").has("pids")) {
            notes.add("deploy", "the number of processes is not limited");
        }
    }
}

package dev.aether.ajj.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes on the keys of a service that ajj has nothing for. No key is dropped silently, except those without effect. */
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

    /** They change nothing for the services of a workspace. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "annotations", "attach", "develop", "extends", "label_file", "logging", "oom_score_adj", "stdin_open");

    private static final Map<String, String> WHY = Map.of(
            "network_mode", "every service is on the private network of its workspace",
            "external_links", "a workspace reaches its own services only",
            "tty", "a service has no terminal, so a shell as its command ends at once");

    private UnsupportedKeys() {}

    static void note(ModelService service, Notes notes, ComposeLines lines) {
        String name = service.name();
        service.json().fieldNames().forEachRemaining(key -> {
            if (!TRANSLATED.contains(key) && !WITHOUT_EFFECT.contains(key) && !key.startsWith("x-")) {
                String why = WHY.get(key);
                notes.add(key, why == null ? "not supported" : "not supported: " + why, lines.of(name, key));
            }
        });
        List<String> missing = service.missingVariables();
        if (!missing.isEmpty()) {
            notes.add(
                    "environment",
                    "not set in your environment: " + String.join(", ", missing),
                    lines.of(name, "environment"));
        }
        int replicas = service.json()
                .path("deploy")
                .path("replicas")
                .asInt(service.json().path("scale").asInt(1));
        if (replicas > 1) {
            notes.add("deploy", "one container runs, not " + replicas, lines.of(name, "deploy"));
        }
        if (service.json().path("deploy").path("resources").path("reservations").has("devices")) {
            notes.add("deploy", "devices are not reserved", lines.of(name, "deploy"));
        }
    }
}

package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys of a service that aether.toml has nothing for, each with a word on why, or what to do. */
final class LeftOutKeys {
    /** Without them a service is what it was, as far as a workspace is concerned. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "annotations",
            "attach",
            "develop",
            "label_file",
            "labels",
            "logging",
            "stop_grace_period",
            "stop_signal",
            "oom_score_adj");

    private static final Map<String, String> WORDS = words();

    private LeftOutKeys() {}

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("devices", "ajj gives no devices of this machine to a container");
        words.put("gpus", "ajj gives no devices of this machine to a container");
        words.put("dns", "left out: the engine's own name server answers");
        words.put("external_links", "left out: a workspace sees its own containers only");
        words.put("extra_hosts", "left out: a container finds the services of its workspace and no other names");
        words.put("cap_add", "left out: the container has the engine's usual capabilities");
        words.put("cap_drop", "left out: the container has the engine's usual capabilities");
        words.put("cpu_shares", "left out: of limits there are memory and cpus");
        words.put("mem_reservation", "left out: of limits there are memory and cpus");
        words.put("memswap_limit", "left out: of limits there are memory and cpus");
        words.put("pids_limit", "left out: of limits there are memory and cpus");
        words.put("ipc", "left out: the container has its own");
        words.put("pid", "left out: the container has its own");
        words.put("security_opt", "left out: the engine's usual rules count");
        words.put("sysctls", "left out: the kernel's settings are the engine's usual ones");
        words.put("ulimits", "left out: the engine's usual limits count");
        words.put("init", "left out: the image's own process is the first one");
        words.put("privileged", "left out: ajj starts no privileged containers");
        words.put("provider", "left out: ajj starts containers only");
        words.put("read_only", "left out: the container may write to its own files");
        words.put("shm_size", "left out: the container has the engine's 64 MB of shared memory");
        words.put("stdin_open", "left out: nobody can type into it");
        words.put("tty", "left out: it has no terminal, so a shell as its command ends at once");
        words.put("working_dir", "left out: it starts in the image's own directory");
        return words;
    }

    /** Notes what nobody has read. */
    static void note(String name, Fields service, Notes notes) {
        noteNames(name, service, notes);
        noteNetworks(service, notes);
        noteDeploy(service, notes);
        for (String key : service.rest()) {
            if (!key.equals("extends")) {
                notes.add(key, words(key), service.position(key));
            }
        }
    }

    private static String words(String key) {
        return WITHOUT_EFFECT.contains(key)
                ? "left out: a workspace does well without"
                : WORDS.getOrDefault(key, "left out: aether.toml has nothing for it");
    }

    private static void noteNames(String name, Fields service, Notes notes) {
        service.scalar("container_name").ifPresent(given -> {
            String reached = given.text().equals(name) ? "" : "; other services reach it as \"" + name + "\"";
            notes.add("container_name", "ajj names containers itself" + reached, given.position());
        });
        service.scalar("hostname")
                .filter(given -> !given.text().equals(name))
                .ifPresent(given ->
                        notes.add("hostname", "other services reach it as \"" + name + "\"", given.position()));
    }

    /** That all are on one network is said once, for the file; here is what only this service has. */
    private static void noteNetworks(Fields service, Notes notes) {
        Optional<Mapping> networks = service.named("networks");
        networks.ifPresent(mapping -> mapping.entries().forEach((network, entry) -> {
            if (entry.value() instanceof Mapping details) {
                List<String> keys = List.copyOf(details.entries().keySet());
                if (!keys.isEmpty()) {
                    notes.add(
                            "networks",
                            "left out: " + String.join(", ", keys) + " of " + network
                                    + "; a service has its own name on the workspace's network, and no other",
                            entry.key());
                }
            }
        }));
        service.scalar("network_mode")
                .ifPresent(mode -> notes.add(
                        "network_mode", "left out: every service is on the workspace's network", mode.position()));
    }

    /** Of deploy, limits and the restart policy are taken over. */
    private static void noteDeploy(Fields service, Notes notes) {
        Set<String> taken = Set.of("resources", "restart_policy", "replicas", "mode", "labels");
        service.value("deploy")
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .ifPresent(deploy -> {
                    List<String> others = deploy.entries().keySet().stream()
                            .filter(key -> !taken.contains(key))
                            .toList();
                    if (!others.isEmpty()) {
                        notes.add("deploy", "left out: " + String.join(", ", others), deploy.position());
                    }
                });
    }
}

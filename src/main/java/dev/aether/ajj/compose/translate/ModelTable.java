package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.model.ModelService.Dependency;
import dev.aether.ajj.compose.text.Templates;
import dev.aether.ajj.model.service.HostNames;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.model.text.WordList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/** Translates one service of a model to a table of aether.toml. */
final class ModelTable {
    /** Keys of Compose that are translated, here or by other classes of this package. */
    private static final List<String> TRANSLATED = WordList.of("""
            image build ports expose entrypoint command user working_dir hostname platform stop_signal stop_grace_period init
            read_only privileged cap_add cap_drop security_opt extra_hosts dns group_add volumes tmpfs configs secrets mem_limit
            cpus shm_size restart pull_policy devices gpus container_name links depends_on environment env_file labels sysctls
            ulimits healthcheck networks profiles scale deploy
            """);

    /** Only keys without effect are left out without a note. */
    private static final List<String> WITHOUT_EFFECT =
            WordList.of("annotations attach develop extends label_file logging oom_score_adj stdin_open");

    private static final Map<String, String> WHY_UNSUPPORTED = Map.of(
            "network_mode",
            ": every service is on the private network of its workspace",
            "external_links",
            ": a workspace can only reach its own services",
            "tty",
            ": a service has no terminal, so a shell as its command exits at once");

    private static final Set<String> PULL_POLICIES = Set.of("always", "missing", "never");
    private static final Pattern WITHOUT_PASSWORD = Pattern.compile("://[^:@]+@");
    private static final Pattern POSITIVE = Pattern.compile("(?=.*[1-9])\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");
    private static final Duration MIN_GRACE = Duration.ofSeconds(1);
    private static final Duration MAX_GRACE = Duration.ofHours(1);

    private final ModelService service;
    private final JsonNode deploy;
    private final Notes notes;
    private final SequencedMap<String, Object> keys = new LinkedHashMap<>();

    ModelTable(ModelService service, Notes notes) {
        this.service = service;
        this.deploy = service.json().path("deploy");
        this.notes = notes;
    }

    /** Returns the values of the table, and adds notes on what they do not keep. */
    SequencedMap<String, Object> keys(String image, JsonNode model, ModelMounts mounts, Collection<ModelService> all) {
        put("image", image);
        put("ports", service.ports());
        putEntrypoint();
        put("command", service.texts("command").stream().map(Templates::literal).toList());
        same("user", "working_dir", "platform", "stop_signal");
        putHostname();
        putGracePeriod();
        same("init", "read_only", "privileged");
        same("cap_add", "cap_drop", "security_opt", "extra_hosts", "dns", "group_add");
        mounts.forEach(this::put);
        JsonNode limits = deploy.path("resources").path("limits");
        putLimit("memory", service.text("mem_limit").or(() -> ModelService.text(limits.path("memory"))));
        putLimit("cpus", service.text("cpus").or(() -> ModelService.text(limits.path("cpus"))));
        putLimit("shm_size", service.text("shm_size"));
        putRestart();
        putPull();
        putDevices();
        putGpus();
        putNetworks(model);
        putDependencies(all);
        SequencedMap<String, String> environment = service.environment();
        environment.replaceAll((_, value) -> Templates.literal(value));
        put("env", environment);
        same("labels", "sysctls");
        putUlimits();
        put("healthcheck", new ModelHealthcheck(service.json().path("healthcheck")).table());
        service.connection().ifPresent(connection -> {
            put("connection", connection);
            service.environment().keySet().stream()
                    .filter(variable -> variable.endsWith("PASSWORD_FILE")
                            && WITHOUT_PASSWORD.matcher(connection).find())
                    .forEach(variable -> notes.add(
                            "environment",
                            "the password is in the file of " + variable + ", so the URL for programs has none"));
        });
        noteUnsupported(limits);
        return keys;
    }

    private void put(String key, Object value) {
        boolean empty = (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        if (!empty) {
            keys.put(key, value);
        }
    }

    /** Puts values with the same key and format in both files. */
    private void same(String... names) {
        for (String name : names) {
            JsonNode value = service.json().path(name);
            if (value.isContainerNode()) {
                put(name, value.isArray() ? service.texts(name) : service.map(name));
            } else if (!value.isBoolean()) {
                service.text(name).ifPresent(text -> put(name, text));
            } else if (value.asBoolean()) {
                put(name, true);
            }
        }
    }

    private void putEntrypoint() {
        List<String> words = service.texts("entrypoint");
        if (!words.isEmpty() && !words.getFirst().isBlank()) {
            put("entrypoint", words);
        } else if (service.json().path("entrypoint").isArray()) {
            notes.add("entrypoint", "an empty entrypoint is not supported: the image's entrypoint is used");
        }
    }

    private void putHostname() {
        service.text("hostname").ifPresent(name -> {
            if (HostNames.isName(name)) {
                put("hostname", name);
            } else {
                notes.add("hostname", "\"" + name + "\" is left out: it is not a valid host name");
            }
        });
    }

    private void putGracePeriod() {
        service.text("stop_grace_period").flatMap(ModelHealthcheck::duration).ifPresent(period -> {
            Duration bounded = Durations.max(MIN_GRACE, Durations.min(period, MAX_GRACE));
            if (!bounded.equals(period)) {
                notes.add("stop_grace_period", "it is set to " + bounded.toSeconds() + " s: the range is 1 s to 1 h");
            }
            put("stop_grace_period", bounded.toMillis() + "ms");
        });
    }

    /** Ignores zero and negative numbers, which mean no limit. */
    private void putLimit(String key, Optional<String> number) {
        number.filter(POSITIVE.asMatchPredicate())
                .ifPresent(text -> put(key, key.equals("cpus") ? (Object) Double.valueOf(text) : text));
    }

    private void putRestart() {
        if (!service.restart().equals("no")) {
            put("restart", service.restart());
        }
        if (service.text("restart").orElse("").contains(":")
                || deploy.path("restart_policy").has("max_attempts")) {
            notes.add("restart", "the number of restarts is not limited");
        }
    }

    /** A built image is never pulled: a registry may have another user's image of the same name. */
    private void putPull() {
        String policy = service.json().has("build")
                ? "never"
                : service.text("pull_policy").orElse("").replace("if_not_present", "missing");
        if (PULL_POLICIES.contains(policy)) {
            put("pull", policy);
        } else if (!policy.isEmpty()) {
            notes.add("pull_policy", "\"" + policy + "\" is not supported: an image is pulled when it is missing");
        }
    }

    private void putDevices() {
        List<String> devices = new ArrayList<>();
        for (JsonNode device : service.elements("devices")) {
            String source = device.path("source").asText(device.asText());
            if (!source.startsWith("/")) {
                notes.add("devices", source + " is left out: ajj supports only devices below /dev");
            } else if (device.isTextual()) {
                devices.add(source);
            } else {
                String target = device.path("target").asText(source);
                devices.add(
                        source + ":" + target + ":" + device.path("permissions").asText("rwm"));
            }
        }
        put("devices", devices);
    }

    private void putGpus() {
        List<JsonNode> requests = new ArrayList<>(service.elements("gpus"));
        deploy.path("resources").path("reservations").path("devices").forEach(requests::add);
        long all = 0;
        for (JsonNode request : requests) {
            JsonNode capabilities = request.path("capabilities");
            boolean isGpu = capabilities.isEmpty()
                    || capabilities
                            .valueStream()
                            .anyMatch(capability -> capability.asText().equals("gpu"));
            if (!isGpu || request.has("device_ids") || request.has("options")) {
                notes.add("gpus", request + " is left out: ajj supports only a number of GPUs");
            } else {
                int count = request.path("count").asInt(-1);
                all = count < 0 || all < 0 ? -1 : all + count;
            }
        }
        if (all != 0) {
            put("gpus", all < 0 ? "all" : all);
        }
    }

    private void putNetworks(JsonNode model) {
        put(
                "network_aliases",
                service.hostNames().stream().filter(HostNames::isAlias).toList());
        service.hostNames().stream()
                .filter(name -> !HostNames.isAlias(name))
                .forEach(name -> notes.add("networks", "\"" + name + "\" is left out: it is not a valid host name"));
        List<String> external = new ArrayList<>();
        for (var network : service.json().path("networks").properties()) {
            JsonNode declared = model.path("networks").path(network.getKey());
            if (declared.path("external").asBoolean()) {
                String name = declared.path("name").asText(network.getKey());
                external.add(name);
                notes.add("networks", "the external network " + name + " is shared with all its other containers");
            }
        }
        put("external_networks", external);
    }

    private void putDependencies(Collection<ModelService> all) {
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        for (Dependency dependency : service.dependencies()) {
            all.stream()
                    .filter(other -> other.declared().equals(dependency.service()))
                    .forEach(other -> {
                        boolean completed = dependency.completed() && other.canComplete();
                        if (dependency.completed() && !completed) {
                            notes.add(
                                    "depends_on",
                                    "ajj waits until " + dependency.service()
                                            + " is ready, not until it completes, because it publishes"
                                            + " ports or is always restarted");
                        }
                        conditions.put(other.name(), completed ? "completed" : "ready");
                    });
        }
        put("depends_on", conditions);
    }

    private void putUlimits() {
        SequencedMap<String, Object> ulimits = new LinkedHashMap<>();
        for (var limit : service.json().path("ulimits").properties()) {
            SequencedMap<String, Object> bounds = new LinkedHashMap<>();
            bounds.put("soft", limit.getValue().path("soft").asLong());
            bounds.put("hard", limit.getValue().path("hard").asLong());
            ulimits.put(
                    limit.getKey(),
                    limit.getValue().isObject() ? bounds : limit.getValue().asLong());
        }
        put("ulimits", ulimits);
    }

    private void noteUnsupported(JsonNode limits) {
        service.json().properties().forEach(entry -> {
            String key = entry.getKey();
            boolean known = TRANSLATED.contains(key) || WITHOUT_EFFECT.contains(key) || key.startsWith("x-");
            if (!known && !entry.getValue().isNull()) {
                notes.add(key, "not supported" + WHY_UNSUPPORTED.getOrDefault(key, ""));
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
        if (service.replicas() > 1) {
            notes.add("deploy", "one container runs, not " + service.replicas());
        }
        if (limits.has("pids")) {
            notes.add("deploy", "the number of processes is not limited");
        }
    }
}

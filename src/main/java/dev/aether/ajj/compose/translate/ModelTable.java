package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.Connection;
import dev.aether.ajj.compose.model.KnownImage;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.model.ModelService.Dependency;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.text.Page;
import dev.aether.ajj.compose.text.Templates;
import dev.aether.ajj.compose.text.Toml;
import dev.aether.ajj.model.service.HostNames;
import dev.aether.ajj.model.variable.VariableTexts;
import dev.aether.ajj.spi.config.ComposeSource.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Translates one service of a model to a table of aether.toml. */
final class ModelTable {
    /** Texts with the same key and format in both files. */
    private static final List<String> TEXTS = List.of("user", "working_dir", "platform", "stop_signal");

    private static final List<String> BOOLEANS = List.of("init", "read_only", "privileged");
    private static final List<String> LISTS =
            List.of("cap_add", "cap_drop", "security_opt", "extra_hosts", "dns", "group_add");
    private static final Map<String, String> COMPOSE_KEYS = Map.of(
            "env", "environment",
            "memory", "mem_limit",
            "pull", "pull_policy",
            "external_networks", "networks",
            "files", "configs");
    private static final List<String> PULL_POLICIES = List.of("always", "missing", "never");

    private static final Pattern POSITIVE = Pattern.compile("(?=.*[1-9])\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");
    private static final Duration MIN_GRACE = Duration.ofSeconds(1);
    private static final Duration MAX_GRACE = Duration.ofHours(1);

    private final SelectedService selected;
    private final ModelService service;
    private final Map<String, SelectedService> others = new LinkedHashMap<>();
    private final Notes notes;
    private final SequencedMap<String, String> keys = new LinkedHashMap<>();

    ModelTable(SelectedService selected, Collection<SelectedService> all, Notes notes) {
        this.selected = selected;
        this.service = selected.model();
        this.notes = notes;
        all.forEach(other -> others.put(other.model().name(), other));
    }

    /** Fills the table. The image of a built service is Compose's name for it. */
    ModelTable write(String image, ModelMounts mounts, List<String> externalNetworks) {
        put("image", Toml.text(image));
        putList("ports", service.ports());
        putEntrypoint();
        putList(
                "command",
                service.texts("command").stream().map(Templates::literal).toList());
        TEXTS.forEach(key -> service.text(key).ifPresent(value -> put(key, Toml.text(value))));
        putHostname();
        putGracePeriod();
        BOOLEANS.stream().filter(service::isTrue).forEach(key -> put(key, "true"));
        LISTS.forEach(key -> putList(key, service.texts(key)));
        putLiterals("volumes", mounts.volumes());
        putList("tmpfs", mounts.tmpfs());
        if (!mounts.files().isEmpty()) {
            put("files", Toml.table(mounts.files()));
        }
        putLimits();
        putRestart();
        putPull();
        putDevices();
        putGpus();
        putAliases();
        putList("external_networks", externalNetworks);
        putTable("depends_on", dependencies());
        SequencedMap<String, String> environment = service.environment();
        environment.replaceAll((_, value) -> Templates.literal(value));
        putTable("env", environment);
        putTable("labels", service.map("labels"));
        putTable("sysctls", service.map("sysctls"));
        putUlimits();
        putHealthcheck();
        putConnection();
        return this;
    }

    /** Appends the table to a page. */
    void addTo(Page page, ComposeLines lines, VariableTexts variables) {
        page.blank();
        page.line("[services." + Toml.key(selected.name()) + "]", new Origin(lines.of(service.name()), variables));
        keys.forEach((key, value) -> page.line(
                key + " = " + value,
                new Origin(lines.of(service.name(), COMPOSE_KEYS.getOrDefault(key, key)), variables)));
    }

    private void put(String key, String literal) {
        keys.put(key, literal);
    }

    private void putList(String key, Collection<String> texts) {
        if (!texts.isEmpty()) {
            put(key, Toml.list(List.copyOf(texts)));
        }
    }

    private void putLiterals(String key, Collection<String> literals) {
        if (!literals.isEmpty()) {
            put(key, "[" + String.join(", ", literals) + "]");
        }
    }

    private void putTable(String key, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            entries.replaceAll((_, text) -> Toml.text(text));
            put(key, Toml.table(entries));
        }
    }

    private void putEntrypoint() {
        List<String> words = service.texts("entrypoint");
        if (words.isEmpty() || words.getFirst().isBlank()) {
            if (service.json().path("entrypoint").isArray()) {
                notes.add("entrypoint", "an empty entrypoint is not supported: the image's entrypoint is used");
            }
            return;
        }
        putList("entrypoint", words);
    }

    private void putHostname() {
        service.text("hostname").ifPresent(name -> {
            if (HostNames.isName(name)) {
                put("hostname", Toml.text(name));
            } else {
                notes.add("hostname", "\"" + name + "\" is left out: it is not a valid host name");
            }
        });
    }

    private void putGracePeriod() {
        service.text("stop_grace_period").flatMap(GoDuration::parse).ifPresent(period -> {
            Duration bounded = Collections.max(List.of(MIN_GRACE, Collections.min(List.of(period, MAX_GRACE))));
            if (!bounded.equals(period)) {
                notes.add("stop_grace_period", "it is set to " + bounded.toSeconds() + " s: the range is 1 s to 1 h");
            }
            put("stop_grace_period", Toml.text(bounded.toMillis() + "ms"));
        });
    }

    private void putAliases() {
        putList(
                "network_aliases",
                selected.hostNames().stream().filter(HostNames::isAlias).toList());
        selected.hostNames().stream()
                .filter(name -> !HostNames.isAlias(name))
                .forEach(name -> notes.add("networks", "\"" + name + "\" is left out: it is not a valid host name"));
    }

    private void putLimits() {
        JsonNode limits = service.json().path("deploy").path("resources").path("limits");
        putNumber("memory", service.text("mem_limit").or(() -> ModelService.text(limits.path("memory"))));
        putNumber("cpus", service.text("cpus").or(() -> ModelService.text(limits.path("cpus"))));
        putNumber("shm_size", service.text("shm_size"));
    }

    /** Ignores zero and negative numbers, which mean no limit. */
    private void putNumber(String key, Optional<String> number) {
        number.filter(POSITIVE.asMatchPredicate()).ifPresent(text -> put(key, new BigDecimal(text).toPlainString()));
    }

    private void putRestart() {
        if (!service.restart().equals("no")) {
            put("restart", Toml.text(service.restart()));
        }
        boolean limited = service.text("restart").orElse("").contains(":")
                || service.json().path("deploy").path("restart_policy").has("max_attempts");
        if (limited) {
            notes.add("restart", "the number of restarts is not limited");
        }
    }

    /** A built image is never pulled: a registry may have another user's image of the same name. */
    private void putPull() {
        if (service.json().has("build")) {
            put("pull", Toml.text("never"));
            return;
        }
        service.text("pull_policy")
                .map(policy -> policy.equals("if_not_present") ? "missing" : policy)
                .ifPresent(policy -> {
                    if (PULL_POLICIES.contains(policy)) {
                        put("pull", Toml.text(policy));
                    } else {
                        notes.add(
                                "pull_policy",
                                "\"" + policy + "\" is not supported: an image is pulled when it is missing");
                    }
                });
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
                devices.add(String.join(
                        ":",
                        source,
                        device.path("target").asText(source),
                        device.path("permissions").asText("rwm")));
            }
        }
        putList("devices", devices);
    }

    private void putGpus() {
        List<JsonNode> requests = new ArrayList<>(service.elements("gpus"));
        service.json()
                .path("deploy")
                .path("resources")
                .path("reservations")
                .path("devices")
                .forEach(requests::add);
        int all = 0;
        for (JsonNode request : requests) {
            boolean isGpu = request.path("capabilities").isEmpty()
                    || StreamSupport.stream(request.path("capabilities").spliterator(), false)
                            .anyMatch(capability -> capability.asText().equals("gpu"));
            if (!isGpu || request.has("device_ids") || request.has("options")) {
                notes.add("gpus", request + " is left out: ajj supports only a number of GPUs");
            } else {
                int count = request.path("count").asInt(-1);
                all = count < 0 || all < 0 ? -1 : all + count;
            }
        }
        if (all != 0) {
            put("gpus", all < 0 ? Toml.text("all") : Integer.toString(all));
        }
    }

    private SequencedMap<String, String> dependencies() {
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        for (Dependency dependency : service.dependencies()) {
            SelectedService other = others.get(dependency.service());
            if (other == null) {
                continue;
            }
            boolean completed = dependency.completed() && other.model().canComplete();
            if (dependency.completed() && !completed) {
                notes.add(
                        "depends_on",
                        "ajj waits until " + dependency.service()
                                + " is ready, not until it completes, because it publishes"
                                + " ports or is always restarted");
            }
            conditions.put(other.name(), completed ? "completed" : "ready");
        }
        return conditions;
    }

    private void putUlimits() {
        SequencedMap<String, String> limits = new LinkedHashMap<>();
        service.json()
                .path("ulimits")
                .properties()
                .forEach(entry -> limits.put(entry.getKey(), ulimit(entry.getValue())));
        if (!limits.isEmpty()) {
            put("ulimits", Toml.table(limits));
        }
    }

    private static String ulimit(JsonNode limit) {
        return limit.isObject()
                ? "{ soft = " + limit.path("soft").asLong() + ", hard = "
                        + limit.path("hard").asLong() + " }"
                : Long.toString(limit.asLong());
    }

    private void putHealthcheck() {
        ModelHealthcheck check = new ModelHealthcheck(service.json().path("healthcheck"));
        List<String> entries = new ArrayList<>();
        check.command().ifPresent(command -> entries.add("command = " + Toml.list(command)));
        check.timeout().ifPresent(timeout -> entries.add("timeout = " + Toml.text(timeout.toSeconds() + "s")));
        if (check.isDisabled()) {
            entries.add("disable = true");
        }
        if (!entries.isEmpty()) {
            put("healthcheck", "{ " + String.join(", ", entries) + " }");
        }
    }

    private void putConnection() {
        if (selected.hasConnection()) {
            KnownImage known = service.knownImage().orElseThrow();
            String port = selected.usualPort().orElseThrow();
            put("connection", Toml.text(Connection.of(known, port, service.environment(), service.texts("command"))));
        }
    }
}

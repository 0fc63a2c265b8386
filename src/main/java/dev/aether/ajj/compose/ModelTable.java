package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.ModelService.Dependency;
import dev.aether.ajj.model.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** Writes one service of a model as a table of aether.toml. */
final class ModelTable {
    /** Texts that have the same name and form in both. */
    private static final List<String> TEXTS =
            List.of("user", "working_dir", "hostname", "platform", "stop_signal", "stop_grace_period");

    private static final List<String> TRUTH_VALUES = List.of("init", "read_only", "privileged");
    private static final List<String> LISTS =
            List.of("cap_add", "cap_drop", "security_opt", "extra_hosts", "dns", "group_add");
    private static final Map<String, String> COMPOSE_KEYS =
            Map.of("env", "environment", "memory", "mem_limit", "pull", "pull_policy");
    private static final List<String> PULL_POLICIES = List.of("always", "missing", "never");

    private final TakenService taken;
    private final ModelService service;
    private final ModelSelection selection;
    private final Map<String, ModelService> services;
    private final Notes notes;
    private final ComposeLines lines;
    private final SequencedMap<String, String> keys = new LinkedHashMap<>();

    /**
     * @param services all of the model, by name
     * @param notes gets what is not kept
     * @param lines of the compose files
     */
    ModelTable(
            TakenService taken,
            ModelSelection selection,
            Map<String, ModelService> services,
            Notes notes,
            ComposeLines lines) {
        this.taken = taken;
        this.service = taken.model();
        this.selection = selection;
        this.services = services;
        this.notes = notes;
        this.lines = lines;
    }

    /**
     * Writes the table.
     *
     * @param image of the service; of a service that is built: what Compose calls it
     */
    void write(String image, ModelMounts mounts, Page page) {
        put("image", Toml.text(image));
        putList("ports", service.ports());
        putList("entrypoint", service.texts("entrypoint"));
        putList(
                "command",
                service.texts("command").stream().map(Templates::literal).toList());
        TEXTS.forEach(key -> service.text(key).ifPresent(value -> put(key, Toml.text(value))));
        TRUTH_VALUES.stream().filter(service::isTrue).forEach(key -> put(key, "true"));
        LISTS.forEach(key -> putList(key, service.texts(key)));
        putList("volumes", mounts.volumes());
        putList("tmpfs", mounts.tmpfs());
        putLimits();
        putRestart();
        putPull();
        putList(
                "devices",
                service.elements("devices").stream().map(ModelTable::device).toList());
        putList("network_aliases", taken.hostNames());
        putTable("depends_on", dependencies());
        putTable("env", service.environment());
        putTable("labels", service.map("labels"));
        putTable("sysctls", service.map("sysctls"));
        putUlimits();
        putHealthcheck();
        putConnection();
        page.blank();
        page.line("[services." + Toml.key(taken.name()) + "]", lines.of(service.name()));
        keys.forEach((key, value) -> page.line(key + " = " + value, position(COMPOSE_KEYS.getOrDefault(key, key))));
    }

    private void put(String key, String literal) {
        keys.put(key, literal);
    }

    private void putList(String key, Collection<String> texts) {
        if (!texts.isEmpty()) {
            put(key, Toml.list(List.copyOf(texts)));
        }
    }

    private void putTable(String key, Map<String, String> entries) {
        if (!entries.isEmpty()) {
            boolean templates = key.equals("env");
            put(
                    key,
                    entries.entrySet().stream()
                            .map(entry -> Toml.key(entry.getKey()) + " = "
                                    + Toml.text(templates ? Templates.literal(entry.getValue()) : entry.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }")));
        }
    }

    private void putLimits() {
        JsonNode limits = service.json().path("deploy").path("resources").path("limits");
        service.text("mem_limit")
                .or(() -> ModelService.text(limits.path("memory")))
                .ifPresent(bytes -> put("memory", bytes));
        service.text("cpus").or(() -> ModelService.text(limits.path("cpus"))).ifPresent(cores -> put("cpus", cores));
        service.text("shm_size").ifPresent(bytes -> put("shm_size", bytes));
    }

    private void putRestart() {
        String policy = ModelService.text(
                        service.json().path("deploy").path("restart_policy").path("condition"))
                .map(condition -> switch (condition) {
                    case "none" -> "no";
                    case "on-failure" -> "on-failure";
                    default -> "always";
                })
                .orElse("no");
        String restart = service.text("restart").orElse(policy).replaceFirst(":.*", "");
        if (!restart.equals("no")) {
            put("restart", Toml.text(restart));
        }
    }

    private void putPull() {
        service.text("pull_policy")
                .map(policy -> policy.equals("if_not_present") ? "missing" : policy)
                .ifPresent(policy -> {
                    if (PULL_POLICIES.contains(policy)) {
                        put("pull", Toml.text(policy));
                    } else {
                        note("pull_policy", "\"" + policy + "\" is left out: an image is pulled when it is missing");
                    }
                });
    }

    private static String device(JsonNode device) {
        return device.isTextual()
                ? device.asText()
                : String.join(
                        ":",
                        device.path("source").asText(),
                        device.path("target").asText(),
                        device.path("permissions").asText("rwm"));
    }

    private SequencedMap<String, String> dependencies() {
        SequencedMap<String, String> conditions = new LinkedHashMap<>();
        for (Dependency dependency : service.dependencies()) {
            ModelService other = services.get(dependency.service());
            if (other == null || !selection.isTaken(other.name())) {
                continue;
            }
            boolean completed = dependency.completed() && other.canComplete();
            if (dependency.completed() && !completed) {
                note(
                        "depends_on",
                        "ajj waits until " + other.name()
                                + " is ready, not until it has completed: it publishes ports or is"
                                + " always restarted");
            }
            conditions.put(other.name(), completed ? "completed" : "ready");
        }
        return conditions;
    }

    private void putUlimits() {
        Map<String, String> limits = new LinkedHashMap<>();
        service.json()
                .path("ulimits")
                .properties()
                .forEach(entry -> limits.put(
                        entry.getKey(),
                        entry.getValue().isObject()
                                ? "{ soft = " + entry.getValue().path("soft").asLong() + ", hard = "
                                        + entry.getValue().path("hard").asLong() + " }"
                                : Long.toString(entry.getValue().asLong())));
        if (!limits.isEmpty()) {
            put(
                    "ulimits",
                    limits.entrySet().stream()
                            .map(limit -> Toml.key(limit.getKey()) + " = " + limit.getValue())
                            .collect(Collectors.joining(", ", "{ ", " }")));
        }
    }

    private void putHealthcheck() {
        ModelHealthcheck check = new ModelHealthcheck(service.json().path("healthcheck"));
        List<String> entries = new ArrayList<>();
        check.command().ifPresent(command -> entries.add("command = " + Toml.list(command)));
        check.timeout().ifPresent(timeout -> entries.add("timeout = " + Toml.text(timeout.toSeconds() + "s")));
        if (check.isDisabled()) {
            note("healthcheck", "the healthcheck of the image counts, if it has one: ajj cannot disable it");
        }
        if (!entries.isEmpty()) {
            put("healthcheck", "{ " + String.join(", ", entries) + " }");
        }
    }

    /** Of a well-known server: its address with user and password. */
    private void putConnection() {
        if (taken.hasConnection()) {
            KnownImage known = service.knownImage().orElseThrow();
            String port = taken.usualPort().orElseThrow();
            put("connection", Toml.text(Connection.of(known, port, service.environment(), service.texts("command"))));
        }
    }

    private SourcePosition position(String composeKey) {
        return lines.of(service.name(), composeKey);
    }

    private void note(String key, String message) {
        notes.add(key, message, position(key));
    }
}

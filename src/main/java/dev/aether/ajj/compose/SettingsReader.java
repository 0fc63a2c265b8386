package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Setting;
import dev.aether.ajj.compose.Value.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Keys that aether.toml has too, under another name or written in another way. */
final class SettingsReader {
    private final Fields service;
    private final Notes notes;
    private final List<Setting> settings = new ArrayList<>();

    SettingsReader(Fields service, Notes notes) {
        this.service = service;
        this.notes = notes;
    }

    List<Setting> read() {
        service.scalar("user").ifPresent(user -> add("user", user, Toml.text(user.text())));
        service.scalar("hostname").ifPresent(hostname -> add("hostname", hostname, Toml.text(hostname.text())));
        service.scalar("platform").ifPresent(platform -> add("platform", platform, Toml.text(platform.text())));
        Optional<Fields> deploy = service.fields("deploy");
        Optional<Fields> limits =
                deploy.flatMap(found -> found.fields("resources")).flatMap(resources -> resources.fields("limits"));
        service.scalar("mem_limit")
                .or(() -> limits.flatMap(found -> found.scalar("memory")))
                .ifPresent(this::addMemory);
        service.scalar("cpus")
                .or(() -> limits.flatMap(found -> found.scalar("cpus")))
                .ifPresent(this::addCpus);
        service.scalar("restart")
                .ifPresentOrElse(
                        this::addRestart,
                        () -> deploy.flatMap(found -> found.fields("restart_policy"))
                                .flatMap(policy -> policy.scalar("condition"))
                                .ifPresent(this::addCondition));
        service.scalar("pull_policy").ifPresent(this::addPull);
        return settings;
    }

    /** How many containers it is to have, when that is said. */
    OptionalInt replicas() {
        Optional<Scalar> replicas =
                service.scalar("scale").or(() -> service.fields("deploy").flatMap(deploy -> deploy.scalar("replicas")));
        if (replicas.isEmpty() || !replicas.get().text().matches("\\d{1,6}")) {
            return OptionalInt.empty();
        }
        int count = Integer.parseInt(replicas.get().text());
        if (count > 1) {
            String key = service.has("scale") ? "scale" : "deploy";
            notes.add(
                    key,
                    "ajj starts one container, not " + count,
                    replicas.get().position());
        }
        return OptionalInt.of(count);
    }

    /** No limit at all is written as nothing. */
    private void addMemory(Scalar memory) {
        if (!memory.text().matches("-1|0[bkmgBKMG]*")) {
            add("memory", memory, memory.text().matches("[1-9]\\d*") ? memory.text() : Toml.text(memory.text()));
        }
    }

    private void addCpus(Scalar cpus) {
        boolean number = cpus.text().matches("\\d{1,6}(?:\\.\\d{1,9})?");
        if (!number) {
            service.report(cpus.position(), "cpus", "this is no number of cores", "write cpus: 1.5");
        } else if (Double.parseDouble(cpus.text()) > 0) {
            add("cpus", cpus, cpus.text().replaceFirst("^0+(?=\\d)", ""));
        }
    }

    private void addRestart(Scalar restart) {
        String policy = restart.text();
        if (policy.startsWith("on-failure:")) {
            notes.add("restart", "ajj counts no restarts: the engine starts it again and again", restart.position());
            policy = "on-failure";
        }
        if (!policy.equals("no")) {
            add("restart", restart, Toml.text(policy));
        }
    }

    private void addCondition(Scalar condition) {
        switch (condition.text()) {
            case "any" -> add("restart", condition, Toml.text("always"));
            case "on-failure" -> add("restart", condition, Toml.text("on-failure"));
            default -> {
                // "none" is what aether.toml has without the key
            }
        }
    }

    private void addPull(Scalar policy) {
        switch (policy.text()) {
            case "always", "never" -> add("pull", policy, Toml.text(policy.text()));
            case "missing", "if_not_present", "build" -> {
                // what aether.toml has without the key
            }
            default ->
                notes.add(
                        "pull_policy",
                        "\"" + policy.text() + "\" is left out: ajj pulls what is missing",
                        policy.position());
        }
    }

    private void add(String key, Scalar from, String literal) {
        settings.add(new Setting(key, Placed.of(from).with(literal)));
    }
}

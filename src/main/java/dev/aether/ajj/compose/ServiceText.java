package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Check;
import dev.aether.ajj.compose.Definition.Setting;
import dev.aether.ajj.model.SourcePosition;
import dev.aether.ajj.model.ComposeUse.Note;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes one service, with a comment beside each thing that changed. */
final class ServiceText {
    private static final int INLINE_VARIABLES = 3;
    /** What aether.toml gives a service when it says nothing. */
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    private final ServiceDraft service;
    private final Set<String> leftOut;
    private final Provenance provenance;
    private final Page page;
    private final String table;
    private final List<Note> notes;

    private ServiceText(ServiceDraft service, Set<String> leftOut, Provenance provenance, Page page) {
        this.service = service;
        this.leftOut = leftOut;
        this.provenance = provenance;
        this.page = page;
        this.table = "services." + Toml.key(service.name());
        this.notes = new ArrayList<>(service.source().notes().all());
    }

    static void write(ServiceDraft service, Set<String> leftOut, Provenance provenance, Page page) {
        new ServiceText(service, leftOut, provenance, page).write();
    }

    private void write() {
        page.blank();
        if (!service.isTaken()) {
            writeReason();
            page.setAsComments(true);
        }
        page.line("[" + table + "]", service.source().position());
        List<Note> about = new ArrayList<>(notes);
        writeRest(about);
        key("image", Toml.text(service.image().value()), service.image().position());
        key("ports", service.ports(), "ports");
        writeCommands();
        service.source().settings().stream()
                .filter(setting -> !isDefault(setting))
                .forEach(setting -> key(
                        setting.key(),
                        setting.literal().value(),
                        setting.literal().position(),
                        composeKey(setting.key())));
        key("volumes", service.volumes(), "volumes", "secrets", "configs");
        key("tmpfs", service.source().tmpfs(), "tmpfs");
        writeDependencies();
        service.connection()
                .ifPresent(template -> page.line(
                        "connection = " + Toml.text(template), service.image().position()));
        writeEnv();
        service.source().healthcheck().ifPresent(this::writeHealthcheck);
        page.setAsComments(false);
    }

    private boolean isDefault(Setting setting) {
        return setting.key().equals("hostname") && setting.literal().value().equals(Toml.text(service.name()));
    }

    private void writeReason() {
        page.comment(service.source().name() + " is left out: " + service.reason() + ".");
        page.comment((service.source().build().isPresent()
                        ? "Run it on this machine, with `ajj run -- COMMAND`. Or build its image, with `docker compose build "
                                + service.source().name() + "`, and"
                        : "To have it,")
                + " remove the first two characters of the lines below" + others() + ".");
    }

    /** It cannot wait for what is a comment. */
    private String others() {
        List<String> needed = service.dependsOn().stream()
                .map(Placed::value)
                .filter(leftOut::contains)
                .toList();
        return needed.isEmpty()
                ? ""
                : ", and do the same for " + String.join(" and ", needed) + ", or take "
                        + (needed.size() == 1 ? "it" : "them") + " out of depends_on";
    }

    /** What no key of the table stands for. */
    private void writeRest(List<Note> about) {
        Set<String> placed = placedKeys();
        about.stream().filter(note -> !placed.contains(note.key())).forEach(this::comment);
    }

    private Set<String> placedKeys() {
        List<String> placed = new ArrayList<>();
        if (!service.ports().isEmpty()) {
            placed.add("ports");
        }
        if (!service.volumes().isEmpty()) {
            placed.addAll(List.of("volumes", "secrets", "configs"));
        }
        if (!service.source().tmpfs().isEmpty()) {
            placed.add("tmpfs");
        }
        if (!service.dependsOn().isEmpty()) {
            placed.addAll(List.of("depends_on", "links"));
        }
        if (!service.source().env().isEmpty()) {
            placed.addAll(List.of("environment", "env_file"));
        }
        if (service.source().healthcheck().isPresent()) {
            placed.add("healthcheck");
        }
        service.source().command().ifPresent(_ -> placed.add("command"));
        service.source().entrypoint().ifPresent(_ -> placed.add("entrypoint"));
        service.source().settings().forEach(setting -> placed.add(composeKey(setting.key())));
        return Set.copyOf(placed);
    }

    private static String composeKey(String key) {
        return key.equals("pull") ? "pull_policy" : key;
    }

    private void writeCommands() {
        service.source()
                .entrypoint()
                .ifPresent(entrypoint ->
                        key("entrypoint", list("entrypoint", texts(entrypoint)), entrypoint.position(), "entrypoint"));
        service.source()
                .command()
                .ifPresent(command -> key(
                        "command",
                        list(
                                "command",
                                texts(command).stream().map(Templates::literal).toList()),
                        command.position(),
                        "command"));
    }

    private void key(String key, String literal, SourcePosition origin, String... composeKeys) {
        comments(composeKeys);
        page.line(key + " = " + literal, origin);
    }

    private void key(String key, List<Placed<String>> values, String... composeKeys) {
        if (!values.isEmpty()) {
            comments(composeKeys);
            List<String> texts = values.stream().map(Placed::value).toList();
            if (Toml.list(texts).length() + key.length() + 3 <= Page.WIDTH) {
                page.line(key + " = " + Toml.list(texts), values.getFirst().position());
                return;
            }
            page.line(key + " = [");
            values.forEach(value -> page.line("  " + Toml.text(value.value()) + ",", value.position()));
            page.line("]");
        }
    }

    private void writeDependencies() {
        List<Placed<String>> names = service.dependsOn();
        if (names.stream().map(Placed::value).noneMatch(service.completed()::contains)) {
            key("depends_on", names, "depends_on", "links");
            return;
        }
        key(
                "depends_on",
                names.stream()
                        .map(Placed::value)
                        .map(name -> Toml.key(name) + " = "
                                + Toml.text(service.completed().contains(name) ? "completed" : "ready"))
                        .collect(Collectors.joining(", ", "{ ", " }")),
                names.getFirst().position(),
                "depends_on",
                "links");
    }

    private static String list(String key, List<String> texts) {
        return Toml.list(texts, Page.WIDTH - key.length() - 3);
    }

    private void comments(String... composeKeys) {
        for (String key : composeKeys) {
            notes.stream().filter(note -> note.key().equals(key)).forEach(this::comment);
        }
    }

    private void comment(Note note) {
        page.comment(note.key() + ": " + note.message());
    }

    private void writeEnv() {
        Map<String, Placed<String>> env = service.source().env();
        if (env.isEmpty()) {
            return;
        }
        String inline = env.entrySet().stream()
                .map(entry -> Toml.key(entry.getKey()) + " = " + Toml.text(value(entry)))
                .collect(Collectors.joining(", ", "env = { ", " }"));
        if (env.size() <= INLINE_VARIABLES && inline.length() <= Page.WIDTH) {
            comments("environment", "env_file");
            page.line(inline, env.values().iterator().next().position());
            return;
        }
        page.blank();
        page.line("[" + table + ".env]", service.source().position());
        comments("environment", "env_file");
        env.entrySet()
                .forEach(entry -> page.line(
                        Toml.key(entry.getKey()) + " = "
                                + (entry.getValue().value().contains("\n")
                                        ? Toml.lines(value(entry))
                                        : Toml.text(value(entry))),
                        entry.getValue().position()));
    }

    /** What nobody has committed so far has no place in a comment that nobody needs. */
    private String value(Map.Entry<String, Placed<String>> entry) {
        boolean masked = !service.isTaken() && provenance.isSecret(entry.getKey(), entry.getValue());
        return masked ? "..." : Templates.literal(entry.getValue().value());
    }

    private List<String> texts(Placed<List<String>> words) {
        return service.isTaken() ? words.value() : provenance.masked(words);
    }

    private void writeHealthcheck(Check check) {
        Optional<Placed<Duration>> patience =
                check.patience().filter(found -> found.value().compareTo(USUAL_PATIENCE) > 0);
        if (check.command().isEmpty() && patience.isEmpty()) {
            return;
        }
        page.blank();
        page.line("[" + table + ".healthcheck]", service.source().position());
        comments("healthcheck");
        check.command()
                .ifPresent(command -> page.line("command = " + list("command", texts(command)), command.position()));
        patience.ifPresent(
                found -> page.line("timeout = " + Toml.text(found.value().toSeconds() + "s"), found.position()));
    }
}

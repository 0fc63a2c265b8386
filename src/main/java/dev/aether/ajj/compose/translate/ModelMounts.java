package dev.aether.ajj.compose.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.compose.model.ModelService;
import dev.aether.ajj.compose.model.Names;
import dev.aether.ajj.model.service.VolumeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Translates the volumes, files and tmpfs mounts of a service. */
final class ModelMounts {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");

    private final ModelService service;
    private final JsonNode model;
    private final Path root;
    private final Notes notes;
    private final List<Object> volumes = new ArrayList<>();
    private final List<String> tmpfs;
    private final SequencedMap<String, Object> files = new LinkedHashMap<>();

    ModelMounts(ModelService service, JsonNode model, Path root, Notes notes) {
        this.service = service;
        this.model = model;
        this.root = root;
        this.notes = notes;
        this.tmpfs = new ArrayList<>(service.texts("tmpfs"));
        service.elements("volumes").forEach(this::add);
        service.elements("configs").forEach(entry -> addFile("configs", "/", entry));
        service.elements("secrets").forEach(entry -> addFile("secrets", "/run/secrets/", entry));
    }

    /** Passes each key of aether.toml with its value; files are by path in the container. */
    void forEach(BiConsumer<String, Object> keys) {
        keys.accept("volumes", volumes);
        keys.accept("tmpfs", tmpfs);
        keys.accept("files", files);
    }

    private void add(JsonNode mount) {
        String target = mount.path("target").asText();
        String mode = mount.path("read_only").asBoolean() ? ":ro" : "";
        noteOptions(mount, target);
        switch (mount.path("type").asText()) {
            case "volume" -> addVolume(mount.path("source").asText(), target, mode);
            case "bind" -> volumes.add(path(mount.path("source").asText()) + ":" + target + bindMode(mount));
            case "tmpfs" -> tmpfs.add(target + options(mount.path("tmpfs")));
            default ->
                notes.add(
                        "volumes",
                        "the mount of type " + mount.path("type").asText() + " at " + target + " is left out");
        }
    }

    private void noteOptions(JsonNode mount, String target) {
        if (mount.path("volume").has("subpath")) {
            notes.add("volumes", "the whole volume is mounted at " + target + ", not a directory in it");
        }
        if (mount.path("bind").has("propagation")) {
            notes.add("volumes", "the propagation of mounts at " + target + " is left out");
        }
    }

    private void addVolume(String source, String target, String mode) {
        JsonNode declared = model.path("volumes").path(source);
        boolean external = declared.path("external").asBoolean();
        if (!external && !declared.has("driver") && !declared.has("driver_opts")) {
            String name = source.isEmpty() ? Names.ofVolume(service.declared(), target) : Names.ofVolume(source);
            volumes.add(name + ":" + target + mode);
            return;
        }
        SequencedMap<String, Object> table = new LinkedHashMap<>();
        if (external) {
            String name = declared.path("name").asText(source);
            notes.add("volumes", "the external volume " + name + " is shared with everything that uses it");
            table.put("source", name);
            table.put("external", true);
        } else {
            table.put("source", Names.ofVolume(source));
            ModelService.text(declared.path("driver")).ifPresent(driver -> table.put("driver", driver));
            SequencedMap<String, String> options = new LinkedHashMap<>();
            declared.path("driver_opts")
                    .properties()
                    .forEach(option ->
                            options.put(option.getKey(), option.getValue().asText()));
            table.put("driver_opts", options);
        }
        table.put("target", target);
        if (!mode.isEmpty()) {
            table.put("read_only", true);
        }
        volumes.add(table);
    }

    /** Compose creates a directory for a missing source. ajj does not if its name has an extension, like that of a file. */
    private static String bindMode(JsonNode mount) {
        String source = mount.path("source").asText();
        String name = source.substring(source.lastIndexOf('/') + 1);
        boolean create = mount.path("bind").path("create_host_path").asBoolean() && name.indexOf('.', 1) < 0;
        String mode = (mount.path("read_only").asBoolean() ? "ro" : "") + (create ? ",create" : "");
        return mode.isEmpty() ? "" : ":" + mode.replaceFirst("^,", "");
    }

    /** Makes paths in the workspace relative, so that each workspace mounts its own files. */
    private String path(String source) {
        Path path = Path.of(source).normalize();
        if (!path.startsWith(root)) {
            return path.toString();
        }
        return path.equals(root) ? "." : "./" + root.relativize(path);
    }

    private static String options(JsonNode tmpfs) {
        List<String> options = new ArrayList<>();
        if (tmpfs.has("size")) {
            options.add("size=" + tmpfs.path("size").asText());
        }
        if (tmpfs.has("mode")) {
            options.add("mode=" + Integer.toOctalString(tmpfs.path("mode").asInt()));
        }
        return options.isEmpty() ? "" : ":" + String.join(",", options);
    }

    /** Adds a config or secret: a file is mounted, a content is copied into the container. */
    private void addFile(String kind, String directory, JsonNode entry) {
        String source = entry.path("source").asText();
        JsonNode declared = model.path(kind).path(source);
        String name = entry.path("target").asText(source);
        String target = name.startsWith("/") ? name : directory + name;
        if (declared.has("file")) {
            volumes.add(path(declared.path("file").asText()) + ":" + target + ":ro");
        } else if (!declared.has("content")) {
            notes.add(
                    kind,
                    source + " is left out: "
                            + (declared.has("environment")
                                    ? declared.path("environment").asText() + " is not set"
                                    : "ajj supports only files, contents and variables"));
        } else if (service.json().path("read_only").asBoolean()) {
            notes.add(kind, source + " is left out: ajj cannot copy files into a read-only container");
        } else if (targets().map(VolumeSpec::inImage).anyMatch(VolumeSpec.inImage(target)::startsWith)) {
            notes.add(kind, source + " is left out: " + target + " is in a volume or mount");
        } else {
            files.put(target, file(declared.path("content").asText(), entry));
        }
    }

    private Stream<String> targets() {
        return Stream.concat(
                service.elements("volumes").stream()
                        .map(mount -> mount.path("target").asText()),
                tmpfs.stream().map(directory -> directory.replaceFirst(":.*", "")));
    }

    private static Object file(String content, JsonNode entry) {
        SequencedMap<String, Object> table = new LinkedHashMap<>();
        table.put("content", content);
        ModelService.text(entry.path("mode")).ifPresent(mode -> table.put("mode", mode));
        for (String id : List.of("uid", "gid")) {
            ModelService.text(entry.path(id))
                    .filter(NUMBER.asMatchPredicate())
                    .ifPresent(number -> table.put(id, Long.valueOf(number)));
        }
        return table.size() == 1 ? content : table;
    }
}

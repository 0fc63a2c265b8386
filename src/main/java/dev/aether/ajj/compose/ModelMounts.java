package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The volumes, mounted files and memory file systems of one service, as aether.toml writes them. */
final class ModelMounts {
    private final ModelService service;
    private final JsonNode model;
    private final Path root;
    private final Names names;
    private final Notes notes;
    private final List<String> volumes = new ArrayList<>();
    private final List<String> tmpfs;

    /**
     * @param model the whole model, which describes volumes, configs and secrets
     * @param root the workspace's; paths of aether.toml start there
     * @param names of volumes
     * @param notes gets what is not kept
     */
    ModelMounts(ModelService service, JsonNode model, Path root, Names names, Notes notes) {
        this.service = service;
        this.model = model;
        this.root = root;
        this.names = names;
        this.notes = notes;
        this.tmpfs = new ArrayList<>(service.texts("tmpfs"));
        service.elements("volumes").forEach(this::add);
        service.elements("configs").forEach(entry -> addFile("configs", "/", entry));
        service.elements("secrets").forEach(entry -> addFile("secrets", "/run/secrets/", entry));
    }

    List<String> volumes() {
        return volumes;
    }

    List<String> tmpfs() {
        return tmpfs;
    }

    private void add(JsonNode mount) {
        String target = mount.path("target").asText();
        String mode = mount.path("read_only").asBoolean() ? ":ro" : "";
        noteOptions(mount, target);
        switch (mount.path("type").asText()) {
            case "volume" -> volumes.add(volume(mount.path("source").asText(), target) + ":" + target + mode);
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

    private String volume(String source, String target) {
        if (source.isEmpty()) {
            return names.of(service.name() + ":" + target, service.name() + "-" + target.replaceFirst(".*/", ""));
        }
        JsonNode declared = model.path("volumes").path(source);
        if (declared.path("external").asBoolean()) {
            notes.add(
                    "volumes",
                    "the external volume " + declared.path("name").asText(source)
                            + " is not shared: each workspace has a volume of its own, empty at first");
        } else if (!declared.path("driver_opts").isEmpty()
                || !declared.path("driver").asText("local").equals("local")) {
            notes.add("volumes", "the driver and its options are left out for the volume " + source);
        }
        return names.of(source);
    }

    /** Compose creates a directory for a missing source, even for one whose name is that of a file. */
    private static String bindMode(JsonNode mount) {
        String source = mount.path("source").asText();
        String name = source.substring(source.lastIndexOf('/') + 1);
        boolean create = mount.path("bind").path("create_host_path").asBoolean() && name.indexOf('.', 1) < 0;
        String mode = (mount.path("read_only").asBoolean() ? "ro" : "") + (create ? ",create" : "");
        return mode.isEmpty() ? "" : ":" + mode.replaceFirst("^,", "");
    }

    /** Paths in the workspace are relative, so that each workspace mounts its own files. */
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

    /** Compose mounts configs and secrets as files as well. */
    private void addFile(String kind, String directory, JsonNode entry) {
        String source = entry.path("source").asText();
        String file = model.path(kind).path(source).path("file").asText();
        if (file.isEmpty()) {
            notes.add(kind, source + " is left out: ajj mounts files only, and this one has its content elsewhere");
            return;
        }
        String target = entry.path("target").asText(source);
        volumes.add(path(file) + ":" + (target.startsWith("/") ? target : directory + target) + ":ro");
    }
}

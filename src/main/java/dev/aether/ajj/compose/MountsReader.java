package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Mount;
import dev.aether.ajj.compose.Definition.Source;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.error.ConfigFaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** The keys {@code volumes}, {@code tmpfs}, {@code secrets} and {@code configs}: all that is mounted into a container. */
final class MountsReader {
    private static final String HINT = "write \"data:/path\" or \"./directory:/path:ro\"";
    private static final List<String> WITHOUT_EFFECT = List.of("rw", "cached", "delegated", "consistent");

    private final Fields service;
    private final Mapping model;
    private final ConfigFaults problems;
    private final Notes notes;
    /** By target: a later one replaces an earlier one, as files that are merged want it. */
    private final SequencedMap<String, Mount> mounts = new LinkedHashMap<>();

    private final SequencedMap<String, Placed<String>> tmpfs = new LinkedHashMap<>();

    /** @param model the whole file, which says what secrets and configs are */
    MountsReader(Fields service, Mapping model, ConfigFaults problems, Notes notes) {
        this.service = service;
        this.model = model;
        this.problems = problems;
        this.notes = notes;
    }

    MountsReader read() {
        for (Value item : service.items("volumes")) {
            switch (item) {
                case Scalar scalar -> readShort(scalar);
                case Mapping mapping -> readLong(new Fields(mapping, "volumes", problems));
                default -> service.report(item.position(), "volumes", "expected a volume, found " + item.kind(), HINT);
            }
        }
        service.scalars("tmpfs").forEach(path -> addTmpfs(Placed.of(path)));
        readFiles("secrets", "/run/secrets/");
        readFiles("configs", "/");
        return this;
    }

    List<Mount> mounts() {
        return List.copyOf(mounts.values());
    }

    List<Placed<String>> tmpfs() {
        return List.copyOf(tmpfs.values());
    }

    private void readShort(Scalar scalar) {
        List<String> parts = List.of(scalar.text().split(":", -1));
        if (parts.size() > 3 || parts.contains("")) {
            service.report(scalar.position(), "volumes", scalar.quoted() + " is not a volume", HINT);
            return;
        }
        if (parts.size() == 1) {
            add(new Mount(Source.ANONYMOUS, Placed.of(scalar).with(""), parts.getFirst(), false));
            return;
        }
        List<String> options = parts.size() == 3 ? List.of(parts.getLast().split(",", -1)) : List.of();
        List<String> others = options.stream()
                .filter(option -> !option.equals("ro") && !WITHOUT_EFFECT.contains(option))
                .toList();
        if (!others.isEmpty()) {
            notes.add("volumes", "left out: mount option " + String.join(", ", others), scalar.position());
        }
        Source source = isPath(parts.getFirst()) ? Source.PATH : Source.VOLUME;
        add(new Mount(source, Placed.of(scalar).with(parts.getFirst()), parts.get(1), options.contains("ro")));
    }

    private static boolean isPath(String source) {
        return source.startsWith(".") || source.startsWith("/") || source.startsWith("~");
    }

    private void readLong(Fields volume) {
        String type = volume.scalar("type").map(Scalar::text).orElse("volume");
        Optional<Scalar> target = volume.scalar("target");
        Optional<Scalar> source = volume.scalar("source");
        if (target.isEmpty()) {
            service.report(volume.position(), "volumes", "a volume has no target", "write target: /path");
            return;
        }
        Placed<String> name =
                source.map(Placed::of).orElse(Placed.of(target.get()).with(""));
        boolean readOnly =
                volume.scalar("read_only").map(Scalar::text).orElse("").equals("true");
        switch (type) {
            case "bind" -> add(new Mount(Source.PATH, name, target.get().text(), readOnly));
            case "volume" ->
                add(new Mount(
                        source.isPresent() ? Source.VOLUME : Source.ANONYMOUS,
                        name,
                        target.get().text(),
                        readOnly));
            case "tmpfs" -> addTmpfs(Placed.of(target.get()));
            default ->
                notes.add(
                        "volumes",
                        "the mount of type " + type + " on " + target.get().text() + " is left out: ajj has none such",
                        volume.position());
        }
        List<String> details =
                volume.rest().stream().filter(key -> !key.equals("consistency")).toList();
        if (!details.isEmpty()) {
            notes.add(
                    "volumes",
                    "left out: details of " + target.get().text() + ": " + volume.spelledOut(details),
                    volume.position());
        }
    }

    private void add(Mount mount) {
        String target = normal(mount.target());
        tmpfs.remove(target);
        mounts.remove(target);
        mounts.put(target, new Mount(mount.source(), mount.name(), target, mount.readOnly()));
    }

    private void addTmpfs(Placed<String> path) {
        int colon = path.value().indexOf(':');
        String target = normal(colon < 0 ? path.value() : path.value().substring(0, colon));
        if (colon >= 0) {
            notes.add("tmpfs", "left out: options of " + target, path.position());
        }
        mounts.remove(target);
        tmpfs.put(target, path.with(target));
    }

    /** Two ways to write one path are one mount. */
    private static String normal(String target) {
        String single = target.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    /** Secrets and configs that are files of this machine are mounted, as compose does it. */
    private void readFiles(String key, String directory) {
        Fields defined = new Fields(model, "", problems)
                .fields(key)
                .orElse(new Fields(Value.emptyMapping(model.position()), key, problems));
        for (Value item : service.items(key)) {
            Fields used = Fields.of(item, "source", key, problems);
            Optional<Scalar> source = used.scalar("source");
            if (source.isEmpty()) {
                continue;
            }
            String name = source.get().text();
            String target = used.scalar("target").map(Scalar::text).orElse(name);
            Optional<Scalar> file = defined.fields(name).flatMap(definition -> definition.scalar("file"));
            if (file.isPresent()) {
                String path = target.startsWith("/") ? target : directory + target;
                add(new Mount(Source.PATH, Placed.of(file.get()), path, true));
            } else {
                notes.add(key, "\"" + name + "\" is no file of this machine, and is left out", item.position());
            }
        }
    }
}

package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Mount;
import dev.aether.ajj.compose.Definition.Source;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is mounted, in aether.toml's words. A directory that version control does not have is not there in a new workspace, and
 * the engine refuses to mount it: such a one becomes a volume of the workspace.
 */
final class MountPlan {
    private static final int LONGEST_NAME = 60;

    private final Path root;
    private final ComposeLoader loader;
    private final Optional<Mapping> volumes;
    private final Set<String> tracked;
    private final Names names;

    /**
     * A plan for all services of a file.
     *
     * @param root the workspace's; paths of aether.toml begin there
     * @param volumes the section of that name
     * @param tracked paths relative to the root that version control has, or something below them
     */
    MountPlan(
            Path root,
            ComposeLoader loader,
            Optional<Mapping> volumes,
            Set<String> tracked,
            Collection<Definition> definitions) {
        this.root = root;
        this.loader = loader;
        this.volumes = volumes;
        this.tracked = tracked;
        this.names = Names.of(
                definitions.stream()
                        .flatMap(definition -> definition.mounts().stream())
                        .filter(mount -> mount.source() == Source.VOLUME)
                        .map(mount -> mount.name().value())
                        .distinct()
                        .toList(),
                LONGEST_NAME);
    }

    /** The paths, relative to the root, of which it must be known whether version control has them. */
    static List<String> questions(Path root, ComposeLoader loader, Collection<Definition> definitions) {
        return definitions.stream()
                .flatMap(definition -> definition.mounts().stream())
                .filter(mount -> mount.source() == Source.PATH)
                .map(mount -> absolute(loader, mount))
                .filter(path -> path.startsWith(root) && !path.equals(root))
                .map(path -> root.relativize(path).toString())
                .distinct()
                .toList();
    }

    private static Path absolute(ComposeLoader loader, Mount mount) {
        return loader.resolve(mount.name().value(), mount.name().position());
    }

    /** The entries of {@code volumes} for one service; what changes is noted there. */
    List<Placed<String>> of(Definition service) {
        List<Placed<String>> entries = new ArrayList<>();
        for (Mount mount : service.mounts()) {
            source(service, mount)
                    .map(source -> source + ":" + mount.target() + (mount.readOnly() ? ":ro" : ""))
                    .ifPresent(entry -> entries.add(mount.name().with(entry)));
        }
        return entries;
    }

    private Optional<String> source(Definition service, Mount mount) {
        return switch (mount.source()) {
            case VOLUME -> Optional.of(volume(service, mount));
            case ANONYMOUS -> Optional.of(anonymous(service, mount));
            case PATH -> path(service, mount);
        };
    }

    private String volume(Definition service, Mount mount) {
        String name = mount.name().value();
        Optional<Mapping> details = volumes.flatMap(all -> all.value(name))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast);
        if (details.flatMap(found -> found.value("external"))
                .filter(MountPlan::isTrue)
                .isPresent()) {
            note(
                    service,
                    mount,
                    "the external volume \"" + name + "\" is not used: each workspace has its own, empty at first");
        } else if (details.map(found -> found.value("driver_opts").isPresent()).orElse(false)) {
            note(
                    service,
                    mount,
                    "the volume \"" + name + "\" has no driver options any more: it is private to the workspace");
        }
        return names.of(name);
    }

    private static boolean isTrue(Value value) {
        return value instanceof Mapping
                || (value instanceof Scalar scalar && scalar.text().equals("true"));
    }

    private String anonymous(Definition service, Mount mount) {
        String last = mount.target().substring(mount.target().lastIndexOf('/') + 1);
        String name = names.of(service.name() + ":" + mount.target(), service.name() + "-" + last);
        note(service, mount, "the volume for " + mount.target() + " needs a name: \"" + name + "\"");
        return name;
    }

    private Optional<String> path(Definition service, Mount mount) {
        Path path = absolute(loader, mount);
        String written = mount.name().value();
        if (path.startsWith(root)) {
            return inside(service, mount, path);
        }
        if (written.startsWith("/") || written.startsWith("~")) {
            if (!Files.exists(path)) {
                note(
                        service,
                        mount,
                        written + " is not on this machine: make it, or write the name of a volume in its place;"
                                + " the service cannot start without");
            } else if (written.endsWith(".sock")) {
                note(service, mount, written + " is this machine's own: all workspaces share it");
            }
            return Optional.of(written);
        }
        note(service, mount, written + " is outside of the repository: workspaces beside each other share it");
        return Optional.of(root.relativize(path).toString());
    }

    private Optional<String> inside(Definition service, Mount mount, Path path) {
        String relative = root.relativize(path).toString();
        String here = "./" + relative;
        if (relative.isEmpty() || tracked.contains(relative)) {
            return Optional.of(here);
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            note(service, mount, here + " is not in jj: a new workspace does not have it, and cannot start without it");
            return Optional.of(here);
        }
        if (!Files.exists(path) && looksLikeFile(path)) {
            note(
                    service,
                    mount,
                    here + " is not there, and is left out; make it and run `ajj init --force` to have it");
            return Optional.empty();
        }
        String name = names.of(here, relative);
        note(
                service,
                mount,
                here + " is not in jj: each workspace has a volume \"" + name + "\" in its place, empty at first");
        return Optional.of(name);
    }

    private static boolean looksLikeFile(Path path) {
        return path.toString().matches(".*[^/]\\.[A-Za-z0-9]{1,5}");
    }

    private static void note(Definition service, Mount mount, String message) {
        service.notes().add("volumes", message, mount.name().position());
    }
}

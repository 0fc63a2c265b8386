package dev.aether.ajj.lifecycle.trust;

import dev.aether.ajj.lifecycle.trust.Grants.Place;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.config.Grant.Kind;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RepositoryData;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Grants for mounts and build contexts. Links are resolved, because the engine follows them at each start of a
 * container. {@link Kind#MOUNT_REPLACEABLE} covers later changes: a path that a container of the same stack can turn
 * into a link. Other programs of the user are trusted.
 */
final class MountGrants {

    /** Depth of the search for other repositories, whose content is one level deeper. */
    private static final int REPOSITORY_LEVELS = 3;

    private static final int WORKSPACE_LEVELS = 2;

    /** Names of files that can declare services, or variables for the compose files of all workspaces. */
    private static final Pattern DECLARATION = Pattern.compile("aether.*\\.toml|(docker-)?compose.*\\.ya?ml|\\.env");

    private final Place place;
    private final List<Path> engineSockets;

    /** Injected files, and the files that decide whether jj records them. */
    private final List<Path> injected;

    /** The paths to the files that declare the services. */
    private final List<PathTrail> declarations;

    private final List<Mount> mounts;
    private final Optional<ComposeUse> compose;

    /** @param engineSockets real paths */
    MountGrants(AetherConfig config, Place place, List<Path> engineSockets) {
        this.place = place;
        this.engineSockets = engineSockets;
        this.injected = config.injections().stream()
                .map(injection -> place.root().resolve(injection.file()).normalize())
                .flatMap(file -> trail(file).stream())
                .map(PathTrail::real)
                .flatMap(file -> Stream.concat(Stream.of(file), ignoreFiles(file)))
                .distinct()
                .toList();
        this.compose = config.compose();
        this.declarations = Stream.concat(
                        Stream.of(config.file()), compose.stream().flatMap(use -> use.sources().stream()))
                .map(this::inRoot)
                .flatMap(file -> trail(file).stream())
                .distinct()
                .toList();
        this.mounts = config.services().values().stream().flatMap(this::mounts).toList();
    }

    /** Returns the file's path in the workspace that is being added. */
    private Path inRoot(Path file) {
        return file.startsWith(place.caller())
                ? place.root().resolve(place.caller().relativize(file))
                : file;
    }

    /** Returns the .gitignore files that apply to an injected file, and links to them: they can make jj record it. */
    private Stream<Path> ignoreFiles(Path file) {
        return Stream.iterate(file, path -> path != null && !path.equals(place.root()), Path::getParent)
                .filter(path -> path.startsWith(place.root()))
                .map(path -> path.resolveSibling(".gitignore"))
                .flatMap(ignore -> trail(ignore).stream())
                .flatMap(trail -> trail.passed().stream());
    }

    /** @param trail where it leads; empty when unknown */
    private record Mount(ServiceSpec service, VolumeSpec.Bind bind, Optional<PathTrail> trail) {}

    private Stream<Mount> mounts(ServiceSpec service) {
        return service.volumes().stream()
                .flatMap(volume -> volume.declaredPath().stream())
                .map(bind -> new Mount(service, bind, trail(bind.path(place.root()))));
    }

    private Optional<PathTrail> trail(Path path) {
        return path.startsWith(place.root())
                ? PathTrail.of(place.sample().resolve(place.root().relativize(path)))
                        .map(found -> found.moved(place.sample(), place.root()))
                : PathTrail.of(path);
    }

    /** Returns the grants for a service's mounts and for the files that its image is built from. */
    List<Grant> grants(ServiceSpec service) {
        Stream<Grant> mounted = mounts.stream()
                .filter(mount -> mount.service().name().equals(service.name()))
                .flatMap(this::grants);
        Stream<Grant> built = compose.flatMap(use -> use.build(service)).stream()
                .flatMap(build -> Stream.of(build.context(place.root()), build.dockerfile(place.root())))
                .flatMap(path -> built(service, path));
        return Stream.concat(mounted, built).distinct().toList();
    }

    private Stream<Grant> built(ServiceSpec service, Path path) {
        Optional<PathTrail> trail = trail(path);
        Path real = trail.map(PathTrail::real).orElse(path);
        List<Kind> kinds = new ArrayList<>();
        if (!showsOwnFilesOnly(trail, real)) {
            kinds.add(Kind.BUILD_READ);
        }
        if (trail.isEmpty() || isReplaceable(trail.get()) || writable().anyMatch(found -> found.startsWith(real))) {
            kinds.add(Kind.BUILD_REPLACEABLE);
        }
        return kinds.stream().map(kind -> new Grant(kind, List.of(service.name(), inWords(real)), service.position()));
    }

    private Stream<Grant> grants(Mount mount) {
        if (mount.trail().isEmpty()) {
            return Stream.of(grant(Kind.MOUNT_UNKNOWN, mount, mount.bind().path(place.root())));
        }
        PathTrail trail = mount.trail().get();
        List<Kind> kinds = new ArrayList<>();
        reach(mount.bind(), trail).ifPresent(kinds::add);
        if (isReplaceable(trail)) {
            kinds.add(Kind.MOUNT_REPLACEABLE);
        }
        return kinds.stream().map(kind -> grant(kind, mount, trail.real()));
    }

    /** Returns the most dangerous access through a mount; empty if it is harmless. */
    private Optional<Kind> reach(VolumeSpec.Bind bind, PathTrail trail) {
        Path real = trail.real();
        if (holdsEngine(real)) {
            return Optional.of(Kind.ENGINE_SOCKET);
        }
        if (isSpecial(real)) {
            return Optional.of(Kind.MOUNT_SPECIAL);
        }
        if (bind.readOnly()) {
            return showsOwnFilesOnly(Optional.of(trail), real) ? Optional.empty() : Optional.of(Kind.MOUNT_READ);
        }
        if (!real.startsWith(place.root())) {
            return Optional.of(Kind.MOUNT_WRITE);
        }
        if (holdsRepository(real)) {
            return Optional.of(Kind.MOUNT_REPOSITORY);
        }
        if (declarations.stream().anyMatch(way -> decides(real, way))) {
            return Optional.of(Kind.MOUNT_CONFIGURATION);
        }
        if (injected.stream().anyMatch(file -> file.startsWith(real))) {
            return Optional.of(Kind.MOUNT_ENVIRONMENT);
        }
        if (mayDeclare(real)) {
            return Optional.of(Kind.MOUNT_CONFIGURATION);
        }
        return trail.staysInside(place.root()) ? Optional.empty() : Optional.of(Kind.MOUNT_WRITE);
    }

    /** Whether a file with this name can declare services in another workspace, when named, or without aether.toml. */
    private static boolean mayDeclare(Path file) {
        return DECLARATION.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Whether write access to a path allows changing or replacing a declaration. */
    private static boolean decides(Path written, PathTrail declaration) {
        return declaration.passesInside(written)
                || declaration.real().equals(written)
                || declaration.real().getNameCount() == 0;
    }

    private boolean holdsEngine(Path real) {
        return engineSockets.stream().anyMatch(socket -> socket.startsWith(real));
    }

    private static boolean isSpecial(Path real) {
        try {
            return Files.readAttributes(real, BasicFileAttributes.class).isOther();
        } catch (IOException missing) {
            return false;
        }
    }

    /** Whether a path is, belongs to, or contains a repository. */
    private boolean holdsRepository(Path real) {
        return real.equals(place.root()) || isInRepository(real) || holdsAnother(real);
    }

    private boolean isInRepository(Path real) {
        return RepositoryData.around(place.root(), real).isPresent();
    }

    private static boolean holdsAnother(Path real) {
        return holds(
                real,
                REPOSITORY_LEVELS,
                (file, attributes) ->
                        RepositoryData.hasName(file) || (attributes.isDirectory() && RepositoryData.hasContent(file)));
    }

    /** Whether a path is inside the workspace, and contains no other workspace with its variables. */
    private boolean showsOwnFilesOnly(Optional<PathTrail> trail, Path real) {
        return trail.filter(found -> found.staysInside(place.root())).isPresent()
                && !isInRepository(real)
                && !holds(real, WORKSPACE_LEVELS, this::isAnotherWorkspace);
    }

    private boolean isAnotherWorkspace(Path file, BasicFileAttributes attributes) {
        return attributes.isDirectory()
                && !file.equals(place.root())
                && Files.exists(file.resolve(".jj"), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether a directory contains a wanted file, down to a number of levels. The data of jj and Git is not searched.
     */
    private static boolean holds(Path real, int levels, BiPredicate<Path, BasicFileAttributes> wanted) {
        AtomicBoolean found = new AtomicBoolean();
        FileVisitor<Path> search = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                FileVisitResult next = visitFile(directory, attributes);
                return next == FileVisitResult.CONTINUE && RepositoryData.hasName(directory)
                        ? FileVisitResult.SKIP_SUBTREE
                        : next;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.compareAndSet(false, wanted.test(file, attributes));
                return found.get() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path closed, IOException reason) {
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(real, Set.of(), levels, search);
        } catch (IOException unreadable) {
            return true;
        }
        return found.get();
    }

    /** Whether a container can replace the path by a link. A container that controls the engine does not need that. */
    private boolean isReplaceable(PathTrail trail) {
        return writable().filter(found -> !holdsEngine(found)).anyMatch(trail::passesInside);
    }

    private Stream<Path> writable() {
        return mounts.stream()
                .filter(mount -> !mount.bind().readOnly())
                .flatMap(mount -> mount.trail().stream())
                .map(PathTrail::real);
    }

    private Grant grant(Kind kind, Mount mount, Path real) {
        VolumeSpec.Bind bind = mount.bind();
        boolean link = !real.equals(bind.path(place.root()));
        String source = (link ? bind.source() + " -> " : "") + inWords(real);
        return new Grant(
                kind,
                List.of(mount.service().name(), source, bind.target(), bind.readOnly() ? "read-only" : "read-write"),
                bind.position());
    }

    /** Returns a path relative to the root if it is inside, so that it is the same in all workspaces. */
    private String inWords(Path real) {
        if (!real.startsWith(place.root())) {
            return real.toString();
        }
        return real.equals(place.root()) ? "." : "./" + place.root().relativize(real);
    }
}

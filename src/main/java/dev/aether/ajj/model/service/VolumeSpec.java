package dev.aether.ajj.model.service;

import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Something mounted into a service's container.
 */
public sealed interface VolumeSpec {

    /** Absolute path inside the container. */
    String target();

    /** Whether the container may only read it. */
    boolean readOnly();

    /** The path of this machine that it is made from; empty for a volume. */
    default Optional<Bind> declaredPath() {
        return Optional.empty();
    }

    /**
     * A named volume ({@code "data:/var/lib/data"}): private to the workspace, created and destroyed with it.
     *
     * @param name the name as written; the engine's name carries the namespace in front
     * @param driver what makes it
     */
    record Named(String name, String target, boolean readOnly, Driver driver) implements VolumeSpec {

        /** One that the engine keeps in a directory of its own. */
        public Named(String name, String target, boolean readOnly) {
            this(name, target, readOnly, Driver.LOCAL);
        }
    }

    /**
     * How the engine makes a volume.
     *
     * @param options of the driver, in the order written
     */
    record Driver(String name, Map<String, String> options) {
        public static final Driver LOCAL = new Driver("local", Map.of());

        /** Whether it is a directory of the engine's own, and not something else that is mounted. */
        public boolean isPlain() {
            return equals(LOCAL);
        }
    }

    /**
     * A volume that the user has made and that others may use too. ajj neither creates nor removes it.
     *
     * @param name the engine's name
     */
    record Shared(String name, String target, boolean readOnly) implements VolumeSpec {}

    /**
     * A path of this machine ({@code "./conf:/etc/conf:ro"}), as a rule one of the workspace.
     *
     * @param source relative to the workspace's root (starts with {@code .}, may lead out of it with {@code ..}) or
     *     absolute; a {@code ~} has been replaced by the home directory
     * @param create whether a directory is created when there is nothing at this path of the workspace
     * @param position where it is declared
     */
    record Bind(String source, String target, boolean readOnly, boolean create, SourcePosition position)
            implements VolumeSpec {

        /** A path that must exist. */
        public Bind(String source, String target, boolean readOnly, SourcePosition position) {
            this(source, target, readOnly, false, position);
        }

        /** The mounted path, links not resolved. */
        public Path path(Path workspaceRoot) {
            return workspaceRoot.resolve(source).normalize();
        }

        @Override
        public Optional<Bind> declaredPath() {
            return Optional.of(this);
        }
    }

    /**
     * A copy of a path of this machine, put into the container before it starts, where the engine runs on another one.
     *
     * @param bind what is declared
     */
    record Copy(Bind bind) implements VolumeSpec {
        @Override
        public String target() {
            return bind.target();
        }

        @Override
        public boolean readOnly() {
            return bind.readOnly();
        }

        @Override
        public Optional<Bind> declaredPath() {
            return Optional.of(bind);
        }

        /**
         * What is copied, as it is now.
         *
         * @throws IOException when it cannot be read, can only be mounted, or is too large
         */
        public FileTree read(Path workspaceRoot) throws IOException {
            return FileTree.read(PathTrail.end(bind.path(workspaceRoot)));
        }
    }

    /**
     * A path in a container, as most images have it: there, {@code /var/run} is a link to {@code /run}, and so is {@code /var/lock} to
     * a directory in it.
     *
     * @param path absolute
     */
    static Path inImage(String path) {
        String plain = Path.of(path).normalize().toString();
        return Path.of(plain.replaceFirst("^/var/run(?=/|$)", "/run").replaceFirst("^/var/lock(?=/|$)", "/run/lock"));
    }
}

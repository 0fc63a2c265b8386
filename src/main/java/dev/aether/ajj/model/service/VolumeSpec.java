package dev.aether.ajj.model.service;

import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A volume or path that is mounted into a container, or copied. */
public sealed interface VolumeSpec {

    /** Returns the absolute path in the container. */
    String target();

    /** Whether it is read-only in the container. */
    boolean readOnly();

    /** Returns the declared path of this machine; empty for a volume. */
    default Optional<Bind> declaredPath() {
        return Optional.empty();
    }

    /**
     * A named volume ({@code "data:/var/lib/data"}): private to the workspace, and removed with it.
     *
     * @param name as written; the engine's name begins with the namespace
     */
    record Named(String name, String target, boolean readOnly, Driver driver) implements VolumeSpec {

        /** Creates a volume of the local driver. */
        public Named(String name, String target, boolean readOnly) {
            this(name, target, readOnly, Driver.LOCAL);
        }
    }

    /**
     * The driver of a volume.
     *
     * @param options of the driver, in the order written
     */
    record Driver(String name, Map<String, String> options) {
        public static final Driver LOCAL = new Driver("local", Map.of());

        /** Whether the volume is a directory of the engine, and nothing else is mounted. */
        public boolean isPlain() {
            return name.equals(LOCAL.name()) && options.isEmpty();
        }
    }

    /**
     * A volume that the user has created, and that others may use. ajj neither creates nor removes it.
     *
     * @param name the engine's name
     */
    record Shared(String name, String target, boolean readOnly) implements VolumeSpec {}

    /**
     * A mounted path of this machine ({@code "./conf:/etc/conf:ro"}), usually in the workspace.
     *
     * @param source absolute, or relative to the workspace's root (starts with {@code .}, may leave it with
     *     {@code ..}); {@code ~} is already replaced by the home directory
     * @param create whether a missing directory of the workspace is created
     */
    record Bind(String source, String target, boolean readOnly, boolean create, SourcePosition position)
            implements VolumeSpec {

        /** Creates a mount of a path that must exist. */
        public Bind(String source, String target, boolean readOnly, SourcePosition position) {
            this(source, target, readOnly, false, position);
        }

        /** Returns the mounted path, links not resolved. */
        public Path path(Path workspaceRoot) {
            return workspaceRoot.resolve(source).normalize();
        }

        @Override
        public Optional<Bind> declaredPath() {
            return Optional.of(this);
        }
    }

    /** A copy of a path of this machine, for an engine on another machine. It is made before the container starts. */
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
         * Reads the current content of the path.
         *
         * @throws IOException when it cannot be read, contains special files, or is too large
         */
        public FileTree read(Path workspaceRoot) throws IOException {
            return FileTree.read(PathTrail.end(bind.path(workspaceRoot)));
        }
    }

    /**
     * Resolves the links that most images have in {@code /var}: {@code /var/run} to {@code /run}, {@code /var/lock} to
     * {@code /run/lock}.
     *
     * @param path absolute path in a container
     */
    static Path inImage(String path) {
        String plain = Path.of(path).normalize().toString();
        return Path.of(plain.replaceFirst("^/var/run(?=/|$)", "/run").replaceFirst("^/var/lock(?=/|$)", "/run/lock"));
    }
}

package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.ContainerSpec;
import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.VolumeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Fingerprint of what a container is made from: it changes exactly when a new container would differ. The position in the
 * file is not part of it.
 */
public final class ConfigHash {
    private static final int DIGITS = 16;
    private static final int FORMER_DIGITS = 12;

    private ConfigHash() {}

    /**
     * Returns the fingerprint of a service's container.
     *
     * @param service its templates filled in
     * @param root of the workspace; relative mounts start there
     * @return 16 hex digits
     */
    public static String of(ServiceSpec service, Path root) {
        return Hash.of(canonical(service.container(), root), DIGITS);
    }

    /** Whether a container with this recorded fingerprint, of this or a former version of ajj, is what the service declares. */
    public static boolean matches(String recorded, ServiceSpec service, Path root) {
        return recorded.length() == FORMER_DIGITS
                ? recorded.equals(Hash.of(former(service.container(), root), FORMER_DIGITS))
                : recorded.equals(of(service, root));
    }

    /**
     * One line for each key that is set. The record pattern names every component, so a new one does not compile until it has
     * a line here. A key that is not set has none, so a new key leaves existing containers alone.
     */
    private static String canonical(ContainerSpec container, Path root) {
        if (!(container
                instanceof
                ContainerSpec(
                        String image,
                        List<PortSpec> ports,
                        Map<String, String> env,
                        List<VolumeSpec> volumes,
                        List<String> command,
                        List<String> entrypoint,
                        Optional<String> user,
                        List<String> tmpfs,
                        OptionalLong memoryBytes,
                        OptionalLong nanoCpus,
                        Optional<String> platform,
                        ContainerSpec.Restart restart,
                        Optional<String> hostname))) {
            throw new IllegalStateException();
        }
        Lines lines = new Lines();
        lines.all("image", List.of(image));
        lines.all("ports", ports.stream().map(ConfigHash::port).toList());
        env.forEach((name, value) -> lines.all("env", List.of(name, value)));
        volumes.forEach(volume -> lines.all("volumes", volume(volume, root)));
        lines.all("command", command);
        lines.all("entrypoint", entrypoint);
        lines.all("user", user.stream().toList());
        lines.all("tmpfs", tmpfs);
        lines.all("memory", memoryBytes.stream().boxed().toList());
        lines.all("cpus", nanoCpus.stream().boxed().toList());
        lines.all("platform", platform.stream().toList());
        lines.all("restart", restart == ContainerSpec.Restart.NO ? List.of() : List.of(restart.word()));
        lines.all("hostname", hostname.stream().toList());
        return lines.text.toString();
    }

    private static String port(PortSpec port) {
        OptionalInt fixed = port.fixedHostPort();
        return (fixed.isPresent() ? fixed.getAsInt() + ":" : "") + port.key();
    }

    private static List<Object> volume(VolumeSpec volume, Path root) {
        return switch (volume) {
            case VolumeSpec.Named(String name, String target, boolean readOnly) ->
                List.of("named", name, target, readOnly);
            case VolumeSpec.Bind bind -> List.of("bind", bind.path(root), bind.target(), bind.readOnly());
        };
    }

    /** Lines whose parts cannot run into each other: each part has its length in front. */
    private static final class Lines {
        private final StringBuilder text = new StringBuilder();

        private void all(String key, Collection<?> values) {
            if (!values.isEmpty()) {
                text.append(key);
                values.forEach(value -> text.append(' ')
                        .append(value.toString().length())
                        .append(':')
                        .append(value));
                text.append('\n');
            }
        }
    }

    /** What version 0.1 hashed. Its containers and registry entries carry that value; the format never changes. */
    private static String former(ContainerSpec container, Path root) {
        List<Object> parts = new ArrayList<>(List.of(
                container.image(),
                container.ports().stream()
                        .map(port -> "PortSpec[containerPort=" + port.containerPort() + ", protocol=" + port.protocol()
                                + ", fixedHostPort=" + port.fixedHostPort() + "]")
                        .toList(),
                container.env(),
                container.volumes().stream()
                        .map(volume -> formerVolume(volume, root))
                        .toList(),
                container.command(),
                container.entrypoint(),
                container.user(),
                container.tmpfs(),
                container.memoryBytes(),
                container.nanoCpus(),
                container.platform(),
                container.restart()));
        container.hostname().ifPresent(hostname -> parts.add("hostname=" + hostname));
        return parts.toString();
    }

    private static String formerVolume(VolumeSpec volume, Path root) {
        return switch (volume) {
            case VolumeSpec.Named named ->
                "Named[name=" + named.name() + ", target=" + named.target() + ", readOnly=" + named.readOnly() + "]";
            case VolumeSpec.Bind bind ->
                "Bind[source=" + bind.path(root) + ", target=" + bind.target() + ", readOnly=" + bind.readOnly() + "]";
        };
    }
}

package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.Limits;
import dev.aether.ajj.model.service.Limits.Ulimit;
import dev.aether.ajj.model.service.NetworkSpec;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.Privileges.Device;
import dev.aether.ajj.model.service.ProcessSpec;
import dev.aether.ajj.model.service.ProcessSpec.Lifetime;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.StorageSpec.Tmpfs;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Fingerprint of a container's configuration. It changes exactly when a new container would differ. */
public final class ConfigHash {
    private static final int DIGITS = 16;

    private ConfigHash() {}

    /**
     * Returns the fingerprint of a service's container.
     *
     * @param service with its templates rendered
     * @param root of the workspace; the base of relative mounts
     * @return 16 hex digits
     */
    public static String of(ServiceSpec service, Path root) {
        return Hash.of(lines(service.container(), root).text(), DIGITS);
    }

    /** Whether a recorded fingerprint, of this or an earlier version of ajj, matches the service. */
    public static boolean matches(String recorded, ServiceSpec service, Path root) {
        return recorded.length() == LegacyHash.DIGITS
                ? recorded.equals(LegacyHash.of(service.container(), root))
                        && !lines(service.container(), root).hasNewerKeys()
                : recorded.equals(of(service, root));
    }

    /**
     * Returns one line for each key that is set, so that a new key does not recreate existing containers. The record
     * patterns name every component: a new one does not compile until it has a line.
     */
    private static HashLines lines(ContainerSpec container, Path root) {
        if (!(container
                instanceof
                ContainerSpec(
                        String image,
                        Optional<String> platform,
                        Map<String, String> labels,
                        ProcessSpec process,
                        NetworkSpec network,
                        StorageSpec storage,
                        Limits limits,
                        Privileges privileges))) {
            throw new IllegalStateException();
        }
        HashLines lines = new HashLines();
        lines.all("image", List.of(image));
        lines.all("platform", platform.stream().toList());
        lines.pairs("labels", new TreeMap<>(labels));
        add(process, lines);
        add(network, lines);
        add(storage, root, lines);
        add(limits, lines);
        add(privileges, lines);
        return lines;
    }

    private static void add(ProcessSpec process, HashLines lines) {
        if (!(process
                instanceof
                ProcessSpec(
                        List<String> command,
                        List<String> entrypoint,
                        Map<String, String> env,
                        Optional<String> workingDir,
                        Optional<String> user,
                        List<String> groups,
                        boolean init,
                        Lifetime(
                                ContainerSpec.Restart restart,
                                Optional<String> stopSignal,
                                Optional<Duration> stopGracePeriod,
                                boolean unchecked)))) {
            throw new IllegalStateException();
        }
        lines.all("command", command);
        lines.all("entrypoint", entrypoint);
        lines.pairs("env", env);
        lines.all("working_dir", workingDir.stream().toList());
        lines.all("user", user.stream().toList());
        lines.all("group_add", groups);
        lines.flag("init", init);
        lines.all("restart", restart == ContainerSpec.Restart.NO ? List.of() : List.of(restart.word()));
        lines.flag("healthcheck_disable", unchecked);
        lines.all("stop_signal", stopSignal.stream().toList());
        lines.all(
                "stop_grace_period",
                stopGracePeriod.stream().map(Duration::toMillis).toList());
    }

    private static void add(NetworkSpec network, HashLines lines) {
        if (!(network
                instanceof
                NetworkSpec(
                        List<PortSpec> ports,
                        Optional<String> hostname,
                        List<String> aliases,
                        List<String> extraHosts,
                        List<String> dns,
                        List<String> shared))) {
            throw new IllegalStateException();
        }
        lines.all("ports", ports.stream().map(ConfigHash::port).toList());
        lines.all("hostname", hostname.stream().toList());
        lines.all("network_aliases", aliases);
        lines.all("extra_hosts", extraHosts);
        lines.all("dns", dns);
        lines.all("external_networks", shared);
    }

    private static void add(StorageSpec storage, Path root, HashLines lines) {
        if (!(storage
                instanceof
                StorageSpec(List<VolumeSpec> volumes, List<Tmpfs> tmpfs, boolean readOnly, List<TextFile> files))) {
            throw new IllegalStateException();
        }
        volumes.forEach(volume -> lines.all("volumes", volume(volume, root)));
        lines.all("tmpfs", tmpfs.stream().map(Tmpfs::word).toList());
        lines.flag("read_only", readOnly);
        files.forEach(file ->
                lines.all("files", List.of(file.path(), file.content(), file.mode(), file.user(), file.group())));
    }

    private static void add(Limits limits, HashLines lines) {
        if (!(limits
                instanceof
                Limits(
                        OptionalLong memoryBytes,
                        OptionalLong nanoCpus,
                        OptionalLong shmBytes,
                        List<Ulimit> ulimits,
                        Map<String, String> sysctls))) {
            throw new IllegalStateException();
        }
        lines.all("memory", memoryBytes.stream().boxed().toList());
        lines.all("cpus", nanoCpus.stream().boxed().toList());
        lines.all("shm_size", shmBytes.stream().boxed().toList());
        ulimits.forEach(limit -> lines.all("ulimits", List.of(limit.name(), limit.soft(), limit.hard())));
        lines.pairs("sysctls", new TreeMap<>(sysctls));
    }

    private static void add(Privileges privileges, HashLines lines) {
        if (!(privileges
                instanceof
                Privileges(
                        boolean privileged,
                        List<String> capAdd,
                        List<String> capDrop,
                        List<String> securityOpt,
                        List<Device> devices,
                        int gpus,
                        Map<String, SourcePosition> _))) {
            throw new IllegalStateException();
        }
        lines.flag("privileged", privileged);
        lines.all("gpus", gpus == 0 ? List.of() : List.of(gpus));
        lines.all("cap_add", capAdd);
        lines.all("cap_drop", capDrop);
        lines.all("security_opt", securityOpt);
        devices.forEach(
                device -> lines.all("devices", List.of(device.host(), device.container(), device.permissions())));
    }

    private static String port(PortSpec port) {
        OptionalInt fixed = port.fixedHostPort();
        return (fixed.isPresent() ? fixed.getAsInt() + ":" : "") + port.key();
    }

    private static List<Object> volume(VolumeSpec volume, Path root) {
        return switch (volume) {
            case VolumeSpec.Named(String name, String target, boolean readOnly, VolumeSpec.Driver driver) ->
                driver.isPlain()
                        ? List.of("named", name, target, readOnly)
                        : List.of("named", name, target, readOnly, driver.name(), new TreeMap<>(driver.options()));
            case VolumeSpec.Shared(String name, String target, boolean readOnly) ->
                List.of("shared", name, target, readOnly);
            case VolumeSpec.Bind bind -> List.of("bind", bind.path(root), bind.target(), bind.readOnly());
            case VolumeSpec.Copy copy -> List.of("copy", copy.target(), content(copy, root));
        };
    }

    /** Returns the digest of a copy. An unreadable file is reported when the container is created. */
    private static String content(VolumeSpec.Copy copy, Path root) {
        try {
            return copy.read(root).digest();
        } catch (IOException unreadable) {
            return "";
        }
    }
}

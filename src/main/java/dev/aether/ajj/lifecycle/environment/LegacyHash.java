package dev.aether.ajj.lifecycle.environment;

import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.StorageSpec.Tmpfs;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.Hash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fingerprint of version 0.1. Its containers and registry entries still carry it, so the format never changes. */
final class LegacyHash {
    static final int DIGITS = 12;

    private LegacyHash() {}

    static String of(ContainerSpec container, Path root) {
        List<Object> parts = new ArrayList<>(List.of(
                container.image(),
                container.network().ports().stream()
                        .map(port -> "PortSpec[containerPort=" + port.containerPort() + ", protocol=" + port.protocol()
                                + ", fixedHostPort=" + port.fixedHostPort() + "]")
                        .toList(),
                container.process().env(),
                container.storage().volumes().stream()
                        .map(volume -> volume(volume, root))
                        .toList(),
                container.process().command(),
                container.process().entrypoint(),
                container.process().user(),
                container.storage().tmpfs().stream().map(Tmpfs::word).toList(),
                container.limits().memoryBytes(),
                container.limits().nanoCpus(),
                container.platform(),
                container.process().lifetime().restart()));
        container.network().hostname().ifPresent(hostname -> parts.add("hostname=" + hostname));
        return Hash.of(parts.toString(), DIGITS);
    }

    private static String volume(VolumeSpec volume, Path root) {
        return switch (volume) {
            case VolumeSpec.Named named ->
                "Named[name=" + named.name() + ", target=" + named.target() + ", readOnly=" + named.readOnly() + "]";
            case VolumeSpec.Shared _, VolumeSpec.Copy _ -> volume.toString(); // unknown to version 0.1
            case VolumeSpec.Bind bind ->
                "Bind[source=" + bind.path(root) + ", target=" + bind.target() + ", readOnly=" + bind.readOnly() + "]";
        };
    }
}

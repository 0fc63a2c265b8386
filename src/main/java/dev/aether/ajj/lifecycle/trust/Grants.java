package dev.aether.ajj.lifecycle.trust;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.config.Grant.Kind;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.text.Hash;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.Secrets;
import dev.aether.ajj.model.workspace.PathTrail;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The grants that an aether.toml needs from the user. All keys that reach beyond private services are judged here. */
public final class Grants {
    private static final int HASH_DIGITS = 64;

    private final AetherConfig config;
    private final Place place;
    private final List<URI> engines;

    /**
     * The directories that mounts are resolved in.
     *
     * @param root of the workspace; a real path, but may not exist yet
     * @param sample root of a workspace with about the same files, to resolve links while {@code root} does not exist
     * @param caller root of the current workspace, whose file may be used
     */
    public record Place(Path root, Path sample, Path caller) {
        /** Returns the place of an existing workspace. */
        public static Place of(Path root) {
            return new Place(root, root, root);
        }
    }

    /** @param engines addresses that the user has chosen */
    Grants(AetherConfig config, Place place, Collection<URI> engines) {
        this.config = config;
        this.place = place;
        this.engines = List.copyOf(engines);
    }

    List<Grant> all() {
        List<Grant> all = new ArrayList<>(backend());
        MountGrants mounts = mounts();
        for (ServiceSpec service : config.services().values()) {
            all.addAll(PrivilegeGrants.of(service));
            all.addAll(mounts.grants(service));
        }
        all.replaceAll(this::asked);
        all.sort(Comparator.comparing(Grant::position, SourcePosition.IN_FILE));
        return all;
    }

    List<Grant> of(ServiceSpec service) {
        List<Grant> grants = new ArrayList<>(PrivilegeGrants.of(service));
        grants.addAll(mounts().grants(service));
        grants.replaceAll(this::asked);
        return grants;
    }

    /** Adds the file's directory: a grant for one file does not cover another, which a container may have written. */
    private Grant asked(Grant grant) {
        String declaredIn = config.directoryIn(place.root(), place.caller())
                .orElseGet(() -> config.file().resolveSibling("").toString());
        if (declaredIn.isEmpty()) {
            return grant;
        }
        List<String> parts = new ArrayList<>(grant.parts());
        parts.add(declaredIn);
        return new Grant(grant.kind(), List.copyOf(parts), grant.position());
    }

    private List<Grant> backend() {
        List<Grant> grants = new ArrayList<>();
        switch (config.backend()) {
            case BackendSpec.Docker docker -> {
                docker.socket()
                        .filter(address -> !isOwn(address))
                        .map(address -> parts(Secrets.masked(address), address))
                        .ifPresent(parts -> grants.add(grant(Kind.ENGINE, parts, docker.positions(), "socket")));
                addSubnets(docker.subnets(), docker.positions(), grants);
            }
            case BackendSpec.Ssh ssh -> {
                // ssh logs in with the user's keys, perhaps at a host that impersonates the engine's.
                String address = ssh.address().text();
                if (engines.stream().map(URI::toString).noneMatch(address::equals)) {
                    grants.add(grant(Kind.ENGINE, List.of(address), ssh.positions(), "host"));
                }
                addSubnets(ssh.subnets(), ssh.positions(), grants);
            }
            case BackendSpec.Kubernetes _ -> {} // no backend supports this yet
        }
        return grants;
    }

    private static void addSubnets(SubnetRange subnets, Map<String, SourcePosition> positions, List<Grant> grants) {
        if (!subnets.isPrivate()) {
            grants.add(grant(Kind.SUBNETS, List.of(subnets.toString()), positions, "subnets"));
        }
    }

    /** Adds a digest of a masked value, so that a grant does not cover another value that looks the same. */
    static List<String> parts(String shown, String value) {
        return shown.equals(value) ? List.of(shown) : List.of(shown, Hash.of(value, HASH_DIGITS));
    }

    private static Grant grant(Kind kind, List<String> parts, Map<String, SourcePosition> positions, String key) {
        SourcePosition position = Objects.requireNonNull(positions.get(key), key);
        return new Grant(kind, parts, position);
    }

    private boolean isOwn(String text) {
        try {
            URI address = new URI(text);
            return engines.contains(address)
                    || trail(address)
                            .filter(way -> !way.passesInside(place.root()))
                            .map(PathTrail::real)
                            .filter(sockets()::contains)
                            .isPresent();
        } catch (URISyntaxException invalid) {
            return false;
        }
    }

    private MountGrants mounts() {
        return new MountGrants(
                config, place, sockets().stream().filter(Files::exists).toList());
    }

    private List<Path> sockets() {
        return engines.stream()
                .flatMap(address -> trail(address).stream())
                .map(PathTrail::real)
                .toList();
    }

    private static Optional<PathTrail> trail(URI address) {
        return Optional.ofNullable(address.getPath())
                .filter(path -> "unix".equals(address.getScheme()) && path.startsWith("/"))
                .flatMap(path -> PathTrail.of(Path.of(path)));
    }
}

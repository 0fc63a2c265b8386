package dev.aether.ajj.model.config;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.Map;
import java.util.Optional;

/** Where services run: the {@code [backend]} table of aether.toml. */
public sealed interface BackendSpec {
    /** The local engine, found as the docker command finds it. */
    BackendSpec DEFAULT = new Docker(Optional.empty());

    /** Returns the value of {@code type}. */
    String type();

    /** Whether aether.toml, and not the environment, determines the engine or cluster. */
    boolean isNamed();

    /** Returns the subnets for networks when an engine's own address pools are used up. */
    SubnetRange subnets();

    /**
     * The Docker Engine on this machine.
     *
     * @param socket engine address such as {@code unix:///var/run/docker.sock}; empty: found as the docker command
     *     finds it
     */
    record Docker(Optional<String> socket, SubnetRange subnets, Map<String, SourcePosition> positions)
            implements BackendSpec {
        public Docker(Optional<String> socket) {
            this(socket, SubnetRange.DEFAULT, Map.of());
        }

        @Override
        public String type() {
            return "docker";
        }

        @Override
        public boolean isNamed() {
            return socket.isPresent();
        }
    }

    /** A Docker Engine on another machine, reached over SSH. */
    record Ssh(SshAddress address, SubnetRange subnets, Map<String, SourcePosition> positions) implements BackendSpec {
        @Override
        public String type() {
            return "ssh";
        }

        @Override
        public boolean isNamed() {
            return true;
        }
    }

    /**
     * A Kubernetes cluster.
     *
     * @param context kubeconfig context; empty: the current one
     * @param namespacePrefix prefix of the Kubernetes namespaces
     */
    record Kubernetes(Optional<String> context, String namespacePrefix) implements BackendSpec {
        @Override
        public String type() {
            return "kubernetes";
        }

        @Override
        public boolean isNamed() {
            return true;
        }

        @Override
        public SubnetRange subnets() {
            return SubnetRange.DEFAULT;
        }
    }
}

package dev.aether.ajj.model.config;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.Map;
import java.util.Optional;

/** Where services run: the {@code [backend]} table of aether.toml. */
public sealed interface BackendSpec {
    /** The local engine, found as the docker command finds it. */
    BackendSpec DEFAULT = new Docker(Optional.empty());

    /** The word after {@code type =}. */
    String type();

    /**
     * The Docker Engine on this machine.
     *
     * @param socket engine address such as {@code unix:///var/run/docker.sock}; empty: found as the docker command finds it
     * @param subnets where networks go when the engine's own address pools are used up
     * @param positions where its keys are written, by key
     */
    record Docker(Optional<String> socket, SubnetRange subnets, Map<String, SourcePosition> positions)
            implements BackendSpec {
        /** With the usual range of addresses, and not from a file. */
        public Docker(Optional<String> socket) {
            this(socket, SubnetRange.DEFAULT, Map.of());
        }

        @Override
        public String type() {
            return "docker";
        }
    }

    /**
     * A Docker Engine on another machine, reached over SSH.
     *
     * @param user empty: as the ssh configuration says
     * @param port 1 to 65535
     * @param keyPath empty: as the ssh configuration says
     */
    record Ssh(String host, Optional<String> user, int port, Optional<String> keyPath) implements BackendSpec {
        @Override
        public String type() {
            return "ssh";
        }
    }

    /**
     * A Kubernetes cluster.
     *
     * @param context kubeconfig context; empty: the current one
     * @param namespacePrefix what the Kubernetes namespaces begin with
     */
    record Kubernetes(Optional<String> context, String namespacePrefix) implements BackendSpec {
        @Override
        public String type() {
            return "kubernetes";
        }
    }
}

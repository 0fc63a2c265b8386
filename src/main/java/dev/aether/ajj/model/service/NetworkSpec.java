package dev.aether.ajj.model.service;

import java.util.List;
import java.util.Optional;

/**
 * The ports, names and networks of a container.
 *
 * @param hostname the container's host name; empty: derived from the service's name
 * @param aliases host names on the workspace's network, besides the service's name
 * @param extraHosts host names that only this container knows, as {@code name:address}; the address is an IP address or
 *     {@code host-gateway}
 * @param dns IP addresses of name servers; empty list: the engine's own
 * @param shared networks that the user has created, joined besides the workspace's own
 */
public record NetworkSpec(
        List<PortSpec> ports,
        Optional<String> hostname,
        List<String> aliases,
        List<String> extraHosts,
        List<String> dns,
        List<String> shared) {}

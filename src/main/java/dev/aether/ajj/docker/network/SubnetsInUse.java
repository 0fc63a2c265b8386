package dev.aether.ajj.docker.network;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aether.ajj.model.config.SubnetRange;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The subnets that a new network must not overlap. */
public final class SubnetsInUse {

    private SubnetsInUse() {}

    /** Returns the subnets of these networks, and those in which this machine has an address. */
    public static List<SubnetRange> withThisMachine(List<JsonNode> networks) {
        List<SubnetRange> used = new ArrayList<>(ofThisMachine());
        networks.stream()
                .flatMap(network -> network.path("IPAM").path("Config").valueStream())
                .flatMap(config -> SubnetRange.parse(config.path("Subnet").asText()).stream())
                .forEach(used::add);
        return used;
    }

    /** Includes VPNs. The engine does not check a given subnet against the machine's interfaces. */
    private static List<SubnetRange> ofThisMachine() {
        try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
            return interfaces
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .filter(address -> address.getAddress() instanceof Inet4Address)
                    .map(SubnetsInUse::subnet)
                    .toList();
        } catch (SocketException unknown) {
            return List.of();
        }
    }

    private static SubnetRange subnet(InterfaceAddress address) {
        long bits = Integer.toUnsignedLong(
                ByteBuffer.wrap(address.getAddress().getAddress()).getInt());
        int prefix = address.getNetworkPrefixLength();
        long size = 1L << (32 - prefix);
        return new SubnetRange(bits / size * size, prefix);
    }
}

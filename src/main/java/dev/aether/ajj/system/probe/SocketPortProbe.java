package dev.aether.ajj.system.probe;

import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.spi.machine.PortProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

/** Binds the port briefly on each local address: a port that is in use on any of them counts as in use. */
@ApplicationScoped
public class SocketPortProbe implements PortProbe {
    private static final List<LocalAddress> ADDRESSES = List.of(
            new LocalAddress(StandardProtocolFamily.INET, new byte[] {127, 0, 0, 1}),
            new LocalAddress(StandardProtocolFamily.INET, new byte[4]),
            new LocalAddress(
                    StandardProtocolFamily.INET6, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));

    @Override
    public boolean isFree(int port, Protocol protocol) {
        return ADDRESSES.stream().allMatch(address -> isFree(address, port, protocol));
    }

    private static boolean isFree(LocalAddress local, int port, Protocol protocol) {
        try {
            bind(local, port, protocol);
            return true;
        } catch (BindException refused) {
            return !isInUse(refused);
        } catch (IOException | UnsupportedOperationException _) {
            return true; // this machine does not support the address family
        }
    }

    /** Other refusals: the address does not exist here, or only root may bind the port. */
    private static boolean isInUse(BindException refused) {
        String words = String.valueOf(refused.getMessage());
        return !words.contains("Cannot assign requested address")
                && !words.contains("Can't assign requested address")
                && !words.contains("Permission denied");
    }

    /** Names the family, because Java would bind 0.0.0.0 and :: with one socket, which hides conflicts. */
    private static void bind(LocalAddress local, int port, Protocol protocol) throws IOException {
        InetSocketAddress address = local.at(port);
        switch (protocol) {
            case TCP -> {
                try (ServerSocketChannel channel = ServerSocketChannel.open(local.family())) {
                    channel.bind(address);
                }
            }
            case UDP -> {
                try (DatagramChannel channel = DatagramChannel.open(local.family())) {
                    channel.bind(address);
                }
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record LocalAddress(ProtocolFamily family, byte[] address) {
        InetSocketAddress at(int port) throws UnknownHostException {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        }
    }
}

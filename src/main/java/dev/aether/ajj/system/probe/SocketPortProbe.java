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

/** Binds the port for a moment on each local address: what is in use on only one of them is in use. */
@ApplicationScoped
public class SocketPortProbe implements PortProbe {
    private static final List<Place> PLACES = List.of(
            new Place(StandardProtocolFamily.INET, new byte[] {127, 0, 0, 1}),
            new Place(StandardProtocolFamily.INET, new byte[4]),
            new Place(StandardProtocolFamily.INET6, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));

    @Override
    public boolean isFree(int port, Protocol protocol) {
        return PLACES.stream().allMatch(place -> isFree(place, port, protocol));
    }

    private static boolean isFree(Place place, int port, Protocol protocol) {
        try {
            bind(place, port, protocol);
            return true;
        } catch (BindException refused) {
            return !isInUse(refused);
        } catch (IOException | UnsupportedOperationException _) {
            return true; // this machine has no such family of addresses, so nobody listens there
        }
    }

    /** Not when the address does not exist here, or when only root may bind the port. */
    private static boolean isInUse(BindException refused) {
        String words = String.valueOf(refused.getMessage());
        return !words.contains("Cannot assign requested address")
                && !words.contains("Can't assign requested address")
                && !words.contains("Permission denied");
    }

    /** Families are named because Java else makes one socket of 0.0.0.0 and ::, which hides conflicts. */
    private static void bind(Place place, int port, Protocol protocol) throws IOException {
        InetSocketAddress address = place.at(port);
        switch (protocol) {
            case TCP -> {
                try (ServerSocketChannel channel = ServerSocketChannel.open(place.family())) {
                    channel.bind(address);
                }
            }
            case UDP -> {
                try (DatagramChannel channel = DatagramChannel.open(place.family())) {
                    channel.bind(address);
                }
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Place(ProtocolFamily family, byte[] address) {
        InetSocketAddress at(int port) throws UnknownHostException {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        }
    }
}

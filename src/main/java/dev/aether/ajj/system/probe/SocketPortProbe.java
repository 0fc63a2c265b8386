package dev.aether.ajj.system.probe;

import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.spi.machine.PortProbe;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Binds the port briefly on each local address: a port that is in use on any of them counts as in use. */
public class SocketPortProbe implements PortProbe {

    @Override
    public boolean isFree(int port, Protocol protocol) {
        return isFree(StandardProtocolFamily.INET, "127.0.0.1", port, protocol)
                && isFree(StandardProtocolFamily.INET, "0.0.0.0", port, protocol)
                && isFree(StandardProtocolFamily.INET6, "::1", port, protocol);
    }

    @Override
    public Optional<String> user(int port, Protocol protocol) {
        return new ListeningProgram(Path.of("/proc")).on(port, protocol);
    }

    private static boolean isFree(ProtocolFamily family, String local, int port, Protocol protocol) {
        try {
            bind(family, new InetSocketAddress(InetAddress.ofLiteral(local), port), protocol);
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
    private static void bind(ProtocolFamily family, InetSocketAddress address, Protocol protocol) throws IOException {
        switch (protocol) {
            case TCP -> {
                try (ServerSocketChannel channel = ServerSocketChannel.open(family)) {
                    channel.bind(address);
                }
            }
            case UDP -> {
                try (DatagramChannel channel = DatagramChannel.open(family)) {
                    channel.bind(address);
                }
            }
        }
    }
}

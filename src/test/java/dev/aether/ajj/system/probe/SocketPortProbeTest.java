package dev.aether.ajj.system.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.aether.ajj.model.service.PortSpec.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("a port that it has released must stay free")
class SocketPortProbeTest {
    private final SocketPortProbe probe = new SocketPortProbe();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::"})
    void findsAListenerOnAnyAddress(String address) throws IOException {
        var family = address.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        int port;
        try (ServerSocketChannel listener = ServerSocketChannel.open(family)) {
            assumeThat(canBind(listener, address))
                    .as("this machine has " + address)
                    .isTrue();
            port = ((InetSocketAddress) listener.getLocalAddress()).getPort();

            assertThat(probe.isFree(port, Protocol.TCP)).isFalse();
            assertThat(probe.user(port, Protocol.UDP)).isEmpty();
            if (Files.exists(Path.of("/proc/net/tcp"))) {
                assertThat(probe.user(port, Protocol.TCP))
                        .hasValue("pid " + ProcessHandle.current().pid() + ", java");
            }
        }
        assertThat(probe.isFree(port, Protocol.TCP)).isTrue();
    }

    private static boolean canBind(ServerSocketChannel listener, String address) throws IOException {
        try {
            listener.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (SocketException _) {
            return false;
        }
    }

    @Test
    void findsADatagramSocket() throws IOException {
        try (DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET)) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();

            assertThat(probe.isFree(port, Protocol.UDP)).isFalse();
            if (Files.exists(Path.of("/proc/net/udp"))) {
                assertThat(probe.user(port, Protocol.UDP)).isPresent();
            }
            assertThat(probe.isFree(port, Protocol.TCP)).isTrue();
        }
    }
}

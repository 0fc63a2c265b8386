package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.backend.Backend.CommandResult;
import dev.aether.ajj.spi.backend.ServiceAccess;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sockets that listen in a container, from its {@code /proc/net/tcp}. */
final class Listeners {
    private static final Duration TIME = Duration.ofSeconds(3);
    /** State 0A is LISTEN. */
    private static final List<String> COMMAND = List.of("grep", "-h", " 0A ", "/proc/net/tcp", "/proc/net/tcp6");

    private static final Pattern LISTENER = Pattern.compile("\\s*\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) .*");
    /** The loopback addresses in the kernel's byte order: 127.x.x.x, the same mapped into IPv6, and ::1. */
    private static final Pattern LOOPBACK = Pattern.compile("([0-9A-F]{6}7F|0{16}FFFF0000[0-9A-F]{6}7F|0{24}01000000)");

    private Listeners() {}

    /** Whether a server listens only on this port of the container's loopback address; false if unknown. */
    static boolean onLoopbackOnly(ServiceAccess container, int port) {
        return Failure.orEmpty(() -> container.execute(COMMAND, TIME))
                .filter(listed -> onLoopbackOnly(listed, port))
                .isPresent();
    }

    private static boolean onLoopbackOnly(CommandResult listed, int port) {
        List<String> addresses = listed.lastLines().stream()
                .map(LISTENER::matcher)
                .filter(Matcher::matches)
                .filter(listener -> Integer.parseInt(listener.group(2), 16) == port)
                .map(listener -> listener.group(1))
                .toList();
        return !addresses.isEmpty()
                && addresses.stream()
                        .allMatch(address -> LOOPBACK.matcher(address).matches());
    }
}

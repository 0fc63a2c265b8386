package dev.aether.ajj.system.probe;

import dev.aether.ajj.model.service.PortSpec.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program that listens on a port, found in Linux's {@code /proc}. Programs of other users are usually unknown. */
final class ListeningProgram {
    private static final String LISTENING = "0A";
    /** An unconnected UDP socket. */
    private static final String OPEN = "07";

    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private final Path proc;

    /** @param proc the directory {@code /proc} */
    ListeningProgram(Path proc) {
        this.proc = proc;
    }

    /** Returns its process and name, such as {@code pid 812, postgres}; without arguments, which may be secret. */
    Optional<String> on(int port, Protocol protocol) {
        Set<String> sockets = Stream.of("", "6")
                .flatMap(family -> lines(proc.resolve("net").resolve(protocol.word() + family)).stream())
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> isOpen(fields, port, protocol))
                .map(fields -> "socket:[" + fields[INODE] + "]")
                .collect(Collectors.toSet());
        return sockets.isEmpty()
                ? Optional.empty()
                : children(proc).stream()
                        .filter(process -> process.getFileName().toString().matches("\\d+"))
                        .filter(process -> children(process.resolve("fd")).stream()
                                .anyMatch(descriptor -> sockets.contains(target(descriptor))))
                        .findFirst()
                        .map(process -> "pid " + process.getFileName()
                                + lines(process.resolve("comm")).stream()
                                        .findFirst()
                                        .map(name -> ", " + name)
                                        .orElse(""));
    }

    private static boolean isOpen(String[] fields, int port, Protocol protocol) {
        return fields.length > INODE
                && fields[LOCAL_ADDRESS].endsWith(":%04X".formatted(port))
                && fields[STATE].equals(protocol == Protocol.TCP ? LISTENING : OPEN);
    }

    private static List<String> lines(Path file) {
        try {
            return Arrays.asList(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n", -1));
        } catch (IOException ended) {
            return List.of();
        }
    }

    private static List<Path> children(Path directory) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            List<Path> all = new ArrayList<>();
            children.forEach(all::add);
            return all;
        } catch (IOException | DirectoryIteratorException ended) {
            return List.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}

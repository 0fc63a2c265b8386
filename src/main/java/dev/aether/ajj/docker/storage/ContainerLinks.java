package dev.aether.ajj.docker.storage;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Resolves links in a container that has not been started. */
final class ContainerLinks {
    /** Linux' own limit. */
    private static final int MAX_LINKS = 40;

    private final Engine engine;
    private final String containerId;
    private final Map<Path, Optional<Path>> known = new HashMap<>();

    ContainerLinks(Engine engine, String containerId) {
        this.engine = engine;
        this.containerId = containerId;
    }

    /** Returns where a path leads in the container. Missing files are not links. */
    Path resolve(Path path) {
        Deque<Path> names = new ArrayDeque<>();
        path.normalize().forEach(names::add);
        Path here = path.getRoot();
        int links = 0;
        while (!names.isEmpty()) {
            Path next = here.resolve(names.pop()).normalize();
            Optional<Path> target = links < MAX_LINKS ? known.computeIfAbsent(next, this::target) : Optional.empty();
            if (target.isEmpty()) {
                here = next;
            } else {
                links++;
                for (int index = target.get().getNameCount() - 1; index >= 0; index--) {
                    names.push(target.get().getName(index));
                }
                here = target.get().isAbsolute() ? path.getRoot() : here;
            }
        }
        return here;
    }

    /** Reads only the first entry of the archive, even for a directory: closing the connection ends the request. */
    private Optional<Path> target(Path path) {
        if (path.getNameCount() == 0) {
            return Optional.empty();
        }
        String what = "inspect a path in container " + EngineName.shortId(containerId);
        try {
            return engine.call(what, client -> {
                try (InputStream body = client.copyArchiveFromContainerCmd(containerId, path.toString())
                                .exec();
                        TarArchiveInputStream archive = new TarArchiveInputStream(body)) {
                    TarArchiveEntry first = archive.getNextEntry();
                    return first != null && first.isSymbolicLink()
                            ? Optional.of(Path.of(first.getLinkName()))
                            : Optional.empty();
                } catch (IOException lost) {
                    throw new UncheckedIOException(lost);
                }
            });
        } catch (NotFoundException missing) {
            return Optional.empty();
        }
    }
}

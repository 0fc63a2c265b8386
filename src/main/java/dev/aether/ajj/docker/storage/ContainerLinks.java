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

/** The links in a container that was created, and has not been started. */
final class ContainerLinks {
    /** As many as Linux follows. */
    private static final int MOST = 40;

    private final Engine engine;
    private final String containerId;
    private final Map<Path, Optional<Path>> known = new HashMap<>();

    ContainerLinks(Engine engine, String containerId) {
        this.engine = engine;
        this.containerId = containerId;
    }

    /** Where a path leads in the container; what does not exist there is no link. */
    Path resolve(Path path) {
        Deque<Path> names = new ArrayDeque<>();
        path.normalize().forEach(names::add);
        Path here = path.getRoot();
        int links = 0;
        while (!names.isEmpty()) {
            Path next = here.resolve(names.pop()).normalize();
            Optional<Path> target = links < MOST ? known.computeIfAbsent(next, this::target) : Optional.empty();
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

    /** Of a directory, only the beginning of the archive is read: each request has its own connection. */
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

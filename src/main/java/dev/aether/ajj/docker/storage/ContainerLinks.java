package dev.aether.ajj.docker.storage;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
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
        EngineRequest request = EngineRequest.get(
                "/containers/" + containerId + "/archive?path=" + EngineRequest.encoded(path.toString()));
        try {
            return engine.read(what, request, answer -> {
                TarArchiveEntry first = new TarArchiveInputStream(answer.limitedBody()).getNextEntry();
                return first != null && first.isSymbolicLink()
                        ? Optional.of(Path.of(first.getLinkName()))
                        : Optional.empty();
            });
        } catch (EngineRefusal refused) {
            if (refused.isMissing()) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}

package dev.aether.ajj.docker.storage;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.FileTree;
import dev.aether.ajj.model.service.FileTree.Node;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.spi.backend.Stack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Copies the files that a service declares into its container. */
public record ContainerFiles(Engine engine) {
    /** Copies declared files, and mounts that are copied, into a container that has not been started. */
    public void put(String containerId, Stack stack, ServiceSpec service) {
        List<TextFile> files = service.container().storage().files();
        Map<String, FileTree> copies = copies(stack, service);
        if (files.isEmpty() && copies.isEmpty()) {
            return;
        }
        List<Path> paths = Stream.concat(files.stream().map(TextFile::path), copies.keySet().stream())
                .map(Path::of)
                .toList();
        refuseMounted(containerId, service, paths);
        byte[] archive = archive(files, copies);
        engine.send(
                "copy files into container " + EngineName.shortId(containerId),
                new EngineRequest(
                        "PUT",
                        "/containers/" + containerId + "/archive?path=/&copyUIDGID=true",
                        Map.of("Content-Type", "application/x-tar"),
                        archive));
    }

    /** Returns the mounts that are copied, by path in the container. */
    private static Map<String, FileTree> copies(Stack stack, ServiceSpec service) {
        Map<String, FileTree> copies = new LinkedHashMap<>();
        for (VolumeSpec volume : service.volumes()) {
            if (volume instanceof VolumeSpec.Copy copy) {
                try {
                    copies.put(copy.target(), copy.read(stack.root()));
                } catch (IOException unreadable) {
                    throw new Failure(
                            new BackendProblem.SpawnFailed(
                                    "create",
                                    "the container of service " + service.name(),
                                    "cannot copy " + copy.bind().source() + " into it: " + FileTree.reason(unreadable),
                                    List.of(
                                            "for an engine on another machine, ajj copies at most 1 MiB; mount fewer files")),
                            unreadable);
                }
            }
        }
        return copies;
    }

    /** The engine follows links in the image when it writes a file, even into a mount. */
    private void refuseMounted(String containerId, ServiceSpec service, List<Path> paths) {
        ContainerLinks links = new ContainerLinks(engine, containerId);
        for (VolumeSpec volume : service.volumes()) {
            if (volume instanceof VolumeSpec.Copy) {
                continue;
            }
            Path mounted = links.resolve(Path.of(volume.target()));
            for (Path path : paths) {
                // A link at the path itself is replaced, not followed.
                if (links.resolve(path.resolveSibling(""))
                        .resolve(path.getFileName())
                        .startsWith(mounted)) {
                    throw new Failure(new BackendProblem.SpawnFailed(
                            "create",
                            "the container of service " + service.name(),
                            "links in its image lead from " + path + " into the volume or mount at " + volume.target(),
                            List.of("choose another path for the file")));
                }
            }
        }
    }

    private static byte[] archive(List<TextFile> files, Map<String, FileTree> copies) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (TextFile file : files) {
                byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
                Node node = new Node("", FileTree.Kind.FILE, file.mode(), file.user(), file.group(), content);
                add(Path.of(file.path()), node, archive);
            }
            for (Map.Entry<String, FileTree> copy : copies.entrySet()) {
                for (Node node : copy.getValue().nodes()) {
                    add(Path.of(copy.getKey()).resolve(node.path()), node, archive);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void add(Path path, Node node, TarArchiveOutputStream archive) throws IOException {
        String name = path.normalize().toString().substring(1);
        TarArchiveEntry entry = switch (node.kind()) {
            case FILE -> new TarArchiveEntry(name);
            case DIRECTORY -> new TarArchiveEntry(name + "/");
            case LINK -> new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        };
        entry.setMode(node.mode());
        entry.setUserId(node.user());
        entry.setGroupId(node.group());
        if (node.kind() == FileTree.Kind.LINK) {
            entry.setLinkName(new String(node.content(), StandardCharsets.UTF_8));
        }
        boolean isFile = node.kind() == FileTree.Kind.FILE;
        entry.setSize(isFile ? node.content().length : 0);
        archive.putArchiveEntry(entry);
        if (isFile) {
            archive.write(node.content());
        }
        archive.closeArchiveEntry();
    }
}

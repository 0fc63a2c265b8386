package dev.aether.ajj.docker.storage;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.engine.EngineName;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.VolumeSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Puts the files that a service declares into its container. */
public final class ContainerFiles {
    private final Engine engine;

    /** Puts files into containers of this engine. */
    public ContainerFiles(Engine engine) {
        this.engine = engine;
    }

    /** Before the container starts; does nothing when the service declares none. */
    public void put(String containerId, ServiceSpec service) {
        List<TextFile> files = service.container().storage().files();
        if (files.isEmpty()) {
            return;
        }
        refuseMounted(containerId, service);
        byte[] archive = archive(files);
        engine.call(
                "put files into container " + EngineName.shortId(containerId),
                client -> client.copyArchiveToContainerCmd(containerId)
                        .withRemotePath("/")
                        .withCopyUIDGID(true)
                        .withTarInputStream(new ByteArrayInputStream(archive))
                        .exec());
    }

    /** The engine follows links of the image when it writes a file, also into what is mounted. */
    private void refuseMounted(String containerId, ServiceSpec service) {
        ContainerLinks links = new ContainerLinks(engine, containerId);
        for (VolumeSpec volume : service.volumes()) {
            Path mounted = links.resolve(Path.of(volume.target()));
            for (TextFile file : service.container().storage().files()) {
                Path path = Path.of(file.path());
                // A link in the file's own place is replaced.
                if (links.resolve(path.resolveSibling(""))
                        .resolve(path.getFileName())
                        .startsWith(mounted)) {
                    throw new Failure(new BackendProblem.SpawnFailed(
                            "create",
                            "the container of service " + service.name(),
                            "links in its image lead from the file " + path + " into the volume or mount at "
                                    + volume.target(),
                            List.of("choose another path for the file")));
                }
            }
        }
    }

    private static byte[] archive(List<TextFile> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (TextFile file : files) {
                byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.path().substring(1));
                entry.setSize(content.length);
                entry.setMode(file.mode());
                entry.setUserId(file.user());
                entry.setGroupId(file.group());
                archive.putArchiveEntry(entry);
                archive.write(content);
                archive.closeArchiveEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}

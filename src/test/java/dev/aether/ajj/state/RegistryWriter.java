package dev.aether.ajj.state;

import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** A process that adds many workspaces to a registry. */
public final class RegistryWriter {
    private RegistryWriter() {}

    /** Takes the main root, the prefix of the names and their number. */
    public static void main(String... arguments) {
        Repository repository = repository(Path.of(arguments[0]));
        for (int number = 0; number < Integer.parseInt(arguments[2]); number++) {
            String name = arguments[1] + number;
            new JsonWorkspaceRegistry(new FakeRecovery(), Progress.SILENT, Deadline.NONE)
                    .change(repository, name, _ -> Optional.of(entry(name)));
        }
    }

    static Repository repository(Path root) {
        try {
            Files.createDirectories(root.resolve(".jj"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Repository(root, root, "0123456789abcdef");
    }

    static WorkspaceEntry entry(String name) {
        return new WorkspaceEntry(
                name,
                Path.of("/work", name),
                "aether-01234-" + name.replaceAll("[^a-z0-9]", ""),
                Location.unknown(Location.DOCKER),
                Phase.CREATING,
                new LinkedHashMap<>(),
                List.of(".env"),
                Instant.parse("2026-01-01T00:00:00Z"),
                new ProcessOwner(7, "ajj workspace add"),
                Optional.empty(),
                Optional.empty());
    }
}

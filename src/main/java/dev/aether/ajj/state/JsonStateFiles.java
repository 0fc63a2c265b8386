package dev.aether.ajj.state;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads {@code state.json} and {@code ports.json} without repairing them. */
public class JsonStateFiles implements StateFiles {
    private final LedgerFile ledger;
    private final Progress progress;

    /**
     * Opens the files of this user.
     *
     * @param progress records reads of registries
     */
    public JsonStateFiles(LedgerFile ledger, Progress progress) {
        this.ledger = ledger;
        this.progress = progress;
    }

    @Override
    public List<Check> checks(Optional<Repository> repository) {
        List<Path> directories = new ArrayList<>(List.of(ledger.directory()));
        repository.map(Repository::stateDirectory).ifPresent(directories::add);
        Problem late = late(ledger.directory());
        List<Check> checks = new ArrayList<>(List.of(
                Check.of(OwnDirectories.SPACE, List.of(), late, () -> OwnDirectories.space(directories)),
                new Check(OwnDirectories.PERMISSIONS, List.of(), late, () -> OwnDirectories.permissions(directories)),
                Check.of(LEDGER, List.of(), late, this::ledger)));
        repository.ifPresent(
                here -> checks.add(Check.of(REGISTRY, List.of(), late(here.stateDirectory()), () -> registry(here))));
        return checks;
    }

    private static Problem late(Path directory) {
        return new StateProblem.Locked(
                directory,
                "its file system does not respond",
                List.of("check whether this hangs: ls -l " + ShellWord.quoted(directory.toString())));
    }

    private Finding ledger() {
        if (!ledger.exists()) {
            return Finding.ok(LEDGER, "no port is reserved yet");
        }
        List<Reservation> reservations = reservations();
        List<Path> gone = reservations.stream()
                .map(Reservation::owner)
                .map(WorkspaceId::repositoryRoot)
                .distinct()
                .filter(Files::notExists)
                .toList();
        Path file = ledger.json().file();
        Map<String, Object> details =
                Map.of("file", file.toString(), "ports", reservations.size(), "gone_repositories", gone);
        String ports = count(reservations.size(), "port") + " reserved in " + file;
        return gone.isEmpty()
                ? Finding.ok(LEDGER, ports, details)
                : Finding.warning(
                        LEDGER,
                        ports + ", some for repositories that are gone: " + gone.getFirst()
                                + (gone.size() > 1 ? " and " + (gone.size() - 1) + " more" : ""),
                        List.of("list their orphans: ajj cleanup --all"),
                        details);
    }

    private Finding registry(Repository repository) {
        RegistryFile file = new RegistryFile(repository, progress);
        if (Files.notExists(file.json().file())) {
            return Finding.ok(REGISTRY, "no workspace has services yet");
        }
        int entries = entries(repository).size();
        return Finding.ok(
                REGISTRY,
                count(entries, "workspace") + " in " + file.json().file(),
                Map.of("file", file.json().file().toString(), "workspaces", entries));
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    @Override
    public List<WorkspaceEntry> entries(Repository repository) {
        RegistryFile file = new RegistryFile(repository, progress);
        return requireValid(file.json(), "ajj list", file::entries);
    }

    @Override
    public List<Reservation> reservations() {
        return requireValid(ledger.json(), "ajj cleanup", () -> ledger.read().all());
    }

    @Override
    public boolean hasFormerDirectory(Repository repository) {
        Path former = repository.mainRoot().resolve(FORMER_DIRECTORY);
        return Files.exists(former.resolve("state.json"), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(former.resolve("repository"), LinkOption.NOFOLLOW_LINKS);
    }

    private static <T> T requireValid(JsonFile file, String repair, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (Damaged damaged) {
            throw new Failure(
                    new StateProblem.Corrupt(
                            file.file(),
                            damaged.reason(),
                            List.of("rebuild it from the labels of containers: " + repair)),
                    damaged);
        }
    }
}

package dev.aether.ajj.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.StateHome;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.TrustStore;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.state.JsonFile.Damaged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The approvals in {@code $XDG_STATE_HOME/aether/trust.json}. */
@ApplicationScoped
public class JsonTrustStore implements TrustStore {
    /** The lock is held for milliseconds; whoever holds it longer hangs. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Set<PosixFilePermission> FOREIGN =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    static final String FILE = "trust.json";
    private static final String LOCK = "trust.lock";

    private final Path directory;
    private final Progress progress;

    /**
     * Those of this user.
     *
     * @param progress records what is read and written
     */
    @Inject
    public JsonTrustStore(ProcessContext process, Progress progress) {
        this(StateHome.aether(process.environment()), progress);
    }

    /** @param directory where the file is kept; made when it is missing */
    public JsonTrustStore(Path directory) {
        this(directory, Progress.SILENT);
    }

    private JsonTrustStore(Path directory, Progress progress) {
        this.directory = directory;
        this.progress = progress;
    }

    @Override
    public List<Grant> missing(Repository repository, List<Grant> grants) {
        Set<String> approved = read().digests(repository.id());
        return grants.stream()
                .filter(grant -> !approved.contains(grant.digest()))
                .toList();
    }

    @Override
    public void approve(Repository repository, List<Grant> grants) {
        locked(() -> {
            Approvals approvals = read();
            approvals.add(repository, grants, Instant.now());
            file().write(approvals.document());
            return grants.size();
        });
    }

    @Override
    public int revoke(Repository repository) {
        return locked(() -> {
            Approvals approvals = read();
            int removed = approvals.remove(repository.id());
            if (removed > 0) {
                file().write(approvals.document());
            }
            return removed;
        });
    }

    @Override
    public List<Trusted> all() {
        return read().all();
    }

    private <T> T locked(Supplier<T> work) {
        StateHome.prepare(directory);
        return new LockedFile(directory.resolve(LOCK), LONGEST_WAIT).holding(work);
    }

    /** A file that another user may have written approves nothing, and neither does one that cannot be understood. */
    private Approvals read() {
        requireOwn();
        try {
            ObjectNode document = file().read();
            return new Approvals(document);
        } catch (Damaged damaged) {
            throw corrupt(damaged.reason());
        }
    }

    private void requireOwn() {
        try {
            PosixFileAttributes attributes = attributes(file().path());
            PosixFileAttributes around = attributes(directory);
            if (!attributes.isRegularFile()) {
                throw corrupt("it is not a regular file");
            }
            if (isOpen(attributes) || isOpen(around)) {
                throw corrupt("other users may write to it, or to its directory");
            }
            if (!attributes.owner().equals(around.owner())) {
                throw corrupt("it belongs to " + attributes.owner().getName() + ", and its directory to "
                        + around.owner().getName());
            }
        } catch (NoSuchFileException _) {
            // nothing is approved
        } catch (IOException unreadable) {
            throw file().unreadable(unreadable);
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isOpen(PosixFileAttributes attributes) {
        return attributes.permissions().stream().anyMatch(FOREIGN::contains);
    }

    private Failure corrupt(String reason) {
        String path = ShellWord.quoted(file().path().toString());
        return new Failure(new StateProblem.Corrupt(
                file().path(),
                reason,
                List.of(
                        "see what it is: ls -ld " + path + " " + ShellWord.quoted(directory.toString()),
                        "move it away; then everything has to be allowed again: mv " + path + " " + path + ".old")));
    }

    private JsonFile file() {
        return new JsonFile(directory.resolve(FILE), progress);
    }
}

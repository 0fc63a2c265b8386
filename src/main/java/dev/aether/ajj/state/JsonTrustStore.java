package dev.aether.ajj.state;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The approvals in {@code $XDG_STATE_HOME/aether/trust.json}. */
public class JsonTrustStore implements TrustStore {
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final String LOCK = "trust.lock";

    private final Path directory;
    private final JsonFile file;

    /**
     * Opens the approvals of this user.
     *
     * @param progress records reads and writes
     */
    public JsonTrustStore(ProcessContext process, Progress progress) {
        this.directory = StateHome.aether(process.environment());
        this.file = new JsonFile(directory.resolve("trust.json"), progress);
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
            file.write(approvals.document());
            return grants.size();
        });
    }

    @Override
    public int revoke(Repository repository) {
        return locked(() -> {
            Approvals approvals = read();
            int removed = approvals.remove(repository.id());
            if (removed > 0) {
                file.write(approvals.document());
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
        return new LockedFile(directory.resolve(LOCK), JsonFile.LOCK_TIMEOUT).holding(work);
    }

    /** Refuses a file that another user may have written, and one that is not valid. */
    private Approvals read() {
        requireOwn();
        try {
            return new Approvals(file.read());
        } catch (Damaged damaged) {
            throw corrupt(damaged.reason());
        }
    }

    private void requireOwn() {
        try {
            PosixFileAttributes attributes = attributes(file.file());
            PosixFileAttributes parent = attributes(directory);
            if (!attributes.isRegularFile()) {
                throw corrupt("it is not a regular file");
            }
            if (isWritableByOthers(attributes) || isWritableByOthers(parent)) {
                throw corrupt("other users may write to it or to its directory");
            }
            if (!attributes.owner().equals(parent.owner())) {
                throw corrupt("it belongs to " + attributes.owner().getName() + ", and its directory to "
                        + parent.owner().getName());
            }
        } catch (NoSuchFileException _) {
            // nothing is approved
        } catch (IOException unreadable) {
            throw file.unreadable(unreadable);
        }
    }

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isWritableByOthers(PosixFileAttributes attributes) {
        return attributes.permissions().stream().anyMatch(WRITABLE_BY_OTHERS::contains);
    }

    private Failure corrupt(String reason) {
        String path = ShellWord.quoted(file.file().toString());
        return new Failure(new StateProblem.Corrupt(
                file.file(),
                reason,
                List.of(
                        "check type, owner and permissions: ls -ld " + path + " "
                                + ShellWord.quoted(directory.toString()),
                        "or move it, and then run `ajj trust` again in each repository: mv " + path + " " + path
                                + ".old")));
    }
}

package dev.aether.ajj.jj.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.LockedFile;
import dev.aether.ajj.files.TreeDeletion;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.spi.vcs.Identities.Former;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory {@code .aether} in the working copy, where version 1.0 kept its registry. It is imported once into {@code
 * .jj/aether} and then removed. A directory that jj tracks is not imported, because it may come from a commit.
 */
final class LegacyState {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Pattern KEY = Pattern.compile("\\(dev=([0-9a-f]{1,16}),ino=([0-9]{1,20})\\)");

    private static final String OWN_FILES =
            "{state.json,state.lock,jj.lock,repository,.gitignore,state.json.damaged-*}";

    private final Path former;
    private final Path state;
    private final Path mainRoot;

    LegacyState(Path mainRoot) {
        this.mainRoot = mainRoot;
        this.former = mainRoot.resolve(".aether");
        this.state = mainRoot.resolve(".jj").resolve("aether");
    }

    /** Whether there is a state to import. A user's own directory of that name has no valid {@code repository} file. */
    boolean isPresent() {
        return !Files.exists(state, LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(former, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(former.resolve("repository"), LinkOption.NOFOLLOW_LINKS)
                && recorded().isPresent();
    }

    /**
     * Imports the state, unless jj tracks a file in it or it belongs to another user.
     *
     * @throws Failure {@code STATE_LOCKED}, or as {@link JujutsuCommand#run} does
     */
    void migrate(JujutsuCommand jujutsu) {
        List<String> tracked =
                List.of("--ignore-working-copy", "file", "list", "--", "root:\"" + former.getFileName() + "\"");
        if (!jujutsu.run(mainRoot, tracked).isBlank() || !isOurs()) {
            return;
        }
        new LockedFile(former.resolve("state.lock"), LONGEST_WAIT).holding(() -> {
            try {
                if (isPresent()) {
                    copy();
                    remove();
                }
            } catch (IOException impossible) {
                throw new Failure(Unwritable.problem(state, impossible), impossible);
            }
        });
    }

    private boolean isOurs() {
        try {
            return Files.getOwner(former, LinkOption.NOFOLLOW_LINKS)
                    .equals(Files.getOwner(state.resolveSibling("repo"), LinkOption.NOFOLLOW_LINKS));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Copies into a temporary directory that is then moved to {@code .jj/aether} atomically. */
    private void copy() throws IOException {
        Path temporary = state.resolveSibling("aether.import");
        remove(temporary, "*");
        Files.createDirectory(
                temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        RepositoryIdentity now = RepositoryIdentity.fresh(mainRoot);
        Optional<Recorded> before = recorded();
        boolean isSame = before.filter(recorded -> recorded.isOf(now)).isPresent();
        List<Former> past = before.map(Recorded::former).map(List::of).orElse(List.of());
        RepositoryIdentity identity = isSame
                ? new RepositoryIdentity(before.get().former().id(), now.root(), now.key(), List.of())
                : new RepositoryIdentity(now.id(), now.root(), now.key(), past);
        identity.write(temporary);
        if (isSame) {
            copyRegistry(temporary, identity.id());
        }
        Files.move(temporary, state, StandardCopyOption.ATOMIC_MOVE);
    }

    private void copyRegistry(Path temporary, String id) throws IOException {
        try {
            byte[] registry = AtomicFile.read(former.resolve("state.json"));
            AtomicFile.write(temporary.resolve("state.json"), withRepository(id, registry));
        } catch (NoSuchFileException none) {
            // no workspace had services
        }
    }

    /** Adds the repository's id, which version 1.0 did not write. A registry without it is rejected. */
    private static byte[] withRepository(String id, byte[] registry) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return mapper.readTree(registry) instanceof ObjectNode document
                    ? mapper.writeValueAsBytes(document.put("repository", id))
                    : registry;
        } catch (JsonProcessingException damaged) {
            return registry;
        }
    }

    /** An identity as version 1.0 wrote it: the id, the directory's key and the root, each on a line. */
    private record Recorded(Former former, String device, String inode) {
        boolean isOf(RepositoryIdentity now) {
            boolean isSameDevice =
                    device.equals(now.key().device()) || former.root().equals(now.root());
            return inode.equals(now.key().inode()) && isSameDevice;
        }
    }

    private Optional<Recorded> recorded() {
        try {
            String text = new String(AtomicFile.read(former.resolve("repository")), StandardCharsets.UTF_8);
            List<String> parts = List.of(text.split("\n", 3));
            Matcher key = KEY.matcher(parts.size() == 3 ? parts.get(1) : "");
            if (!key.matches()
                    || !RepositoryIdentity.isId(parts.getFirst())
                    || !parts.get(2).endsWith("\n")) {
                return Optional.empty();
            }
            Path root = Path.of(parts.get(2).substring(0, parts.get(2).length() - 1));
            String device = Long.toString(Long.parseUnsignedLong(key.group(1), 16));
            return root.isAbsolute()
                    ? Optional.of(new Recorded(new Former(parts.getFirst(), root), device, key.group(2)))
                    : Optional.empty();
        } catch (IOException | InvalidPathException unusable) {
            return Optional.empty();
        }
    }

    /** Returns the recorded id; empty if it belongs to another repository. */
    Optional<String> id() {
        RepositoryIdentity now = RepositoryIdentity.fresh(mainRoot);
        return isPresent()
                ? recorded()
                        .filter(found -> found.isOf(now))
                        .map(found -> found.former().id())
                : Optional.empty();
    }

    private void remove() throws IOException {
        remove(former.resolve("locks"), "*.lock");
        remove(former, OWN_FILES);
    }

    /** Removes the files that match a glob, and the directory if it is empty then. Does not follow links. */
    private static void remove(Path directory, String names) throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            PathMatcher own = directory.getFileSystem().getPathMatcher("glob:" + names);
            TreeDeletion.some(
                    directory,
                    (path, found) -> path.equals(directory)
                            || (directory.equals(path.getParent())
                                    && !found.isDirectory()
                                    && own.matches(path.getFileName())));
        }
    }
}

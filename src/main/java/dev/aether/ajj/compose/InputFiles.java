package dev.aether.ajj.compose;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.template.InjectedBlock;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Checks, reads and copies the files that Compose reads. Files that a repository may not name are refused: all must be in the
 * workspace, because their values get into containers. Compose reads only the copies.
 */
final class InputFiles {
    private static final String FOREIGN_HINT = "its values get into a container: use a file of the repository";
    private static final String TRUST_HINT = "or trust all repositories for this call: AJJ_TRUST=all";

    private final Request request;
    private final Mirror mirror;
    private final Path root;
    private final String home;
    private final boolean trusted;
    /** By path; empty for a missing file. */
    private final SequencedMap<Path, Optional<byte[]>> contents = new LinkedHashMap<>();

    private final Set<Path> variables = new LinkedHashSet<>();
    private final SequencedMap<Path, Mention> missing = new LinkedHashMap<>();
    private final Redaction redaction = new Redaction();
    private boolean mirrored = true;

    /** @param environment of the user */
    InputFiles(Request request, Mirror mirror, Map<String, String> environment) {
        this.request = request;
        this.mirror = mirror;
        this.root = request.root();
        this.home = environment.getOrDefault("HOME", "");
        this.trusted = ComposeEnvironment.trustsAll(environment);
    }

    /**
     * Where a file is named, for messages.
     *
     * @param subject the beginning of a message, such as {@code env_file of web}
     */
    record Mention(SourcePosition position, String subject) {
        static Mention of(Path file) {
            return new Mention(new SourcePosition(file, 1, 1), "it");
        }

        Failure refused(String predicate, String... hints) {
            return new Failure(new ConfigProblem.Invalid(position, subject + " " + predicate, List.of(hints)));
        }
    }

    Mirror mirror() {
        return mirror;
    }

    /** Returns all files with their contents; empty for a file that does not exist. */
    SequencedMap<Path, Optional<byte[]>> contents() {
        return contents;
    }

    /** Returns the values of all files of variables. */
    Redaction redaction() {
        return redaction;
    }

    /** Whether Compose reads only copies. Otherwise a path is absolute or contains a variable, and the user trusts the repository. */
    boolean areMirrored() {
        return mirrored;
    }

    /** Returns the path that Compose gets for a file or directory. */
    Path forCompose(Path original) {
        return mirrored ? mirror.copy(original) : original;
    }

    /** Returns the missing files of variables, and where they are named first. */
    SequencedMap<Path, Mention> missing() {
        return missing;
    }

    /** Refuses a file of the request that does not exist or cannot be read. */
    void requireUsable(Path file) {
        Optional<String> missing = isPresent(file) ? Optional.empty() : Optional.of("does not exist in the revision");
        (isCommitted(file) ? missing : RegularFile.unusable(file)).ifPresent(fault -> {
            throw new Mention(new SourcePosition(file, 1, 1), String.valueOf(file.getFileName()))
                    .refused(fault, "check it: ls -l " + ShellWord.quoted(file.toString()));
        });
    }

    /**
     * Returns the path of a named file, which may not exist; empty for a text that is not a path.
     *
     * @param base of relative paths
     */
    Optional<Path> named(Path base, Mention mention, String text) {
        if (text.contains("$")) {
            requireTrust(
                    mention,
                    "contains a variable, so ajj cannot check the file before Compose reads it: " + text,
                    "write the path without variables");
        }
        String path = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        try {
            Optional<Path> copied = mirror.original(mirror.copy(base).resolve(path));
            Path file = copied.orElseGet(() -> base.resolve(path).normalize());
            if (copied.isEmpty()) {
                requireInWorkspace(mention, file, TRUST_HINT);
                requireTrust(
                        mention,
                        "names a file that ajj cannot copy for Compose: " + text,
                        "write a path relative to the compose file");
            }
            check(mention, file);
            return Optional.of(file);
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    /** Has Compose read the original files if the user trusts the repository; refuses them otherwise. */
    private void requireTrust(Mention mention, String problem, String hint) {
        if (!trusted) {
            throw mention.refused(problem, hint, TRUST_HINT);
        }
        mirrored = false;
        request.committed().ifPresent(CommittedFiles::requireCheckout);
    }

    /** Refuses a file that exists, but must not be read. */
    void check(Mention mention, Path path) {
        if (isCommitted(path) || !isPresent(path)) {
            return;
        }
        RegularFile.fault(path).ifPresent(fault -> {
            throw mention.refused(
                    "leads to " + path + ", which " + fault,
                    "name a regular file of at most " + (RegularFile.LARGEST >> 20) + " MiB");
        });
        requireInWorkspace(mention, path, TRUST_HINT);
    }

    void requireInWorkspace(Mention mention, Path path, String hint) {
        if (!trusted && !isCommitted(path)) {
            PathTrail.fault(root, path).ifPresent(fault -> {
                throw mention.refused(fault, FOREIGN_HINT, hint);
            });
        }
    }

    /** Whether a file is read from a revision, which has neither links nor devices. */
    private boolean isCommitted(Path file) {
        return request.committed().isPresent() && file.startsWith(root);
    }

    private boolean isPresent(Path path) {
        return isCommitted(path)
                ? request.committed().flatMap(files -> files.content(path)).isPresent()
                : isOnDisk(path);
    }

    /** Accepts a dangling link, too: one through {@code /proc} may not dangle for another program. */
    private static boolean isOnDisk(Path path) {
        return Files.exists(path) || !PathTrail.of(path).map(PathTrail::real).equals(Optional.of(path));
    }

    /** Whether it exists and is not a directory. */
    boolean isFile(Path path) {
        return isCommitted(path) ? isPresent(path) : Files.isRegularFile(path);
    }

    /** Compose would use the parent of a missing directory. A revision has only files, so any other path can be a directory. */
    void copyDirectory(Path path) throws IOException {
        if (isCommitted(path) ? !isPresent(path) : Files.isDirectory(path)) {
            Files.createDirectories(mirror.copy(path));
        }
    }

    /**
     * Reads a compose file and copies it.
     *
     * @param chosen whether the user named it
     */
    Optional<byte[]> copy(Path file, boolean chosen) throws IOException {
        Optional<byte[]> content =
                read(Mention.of(file), file, Optional.of(root).filter(_ -> !chosen));
        if (content.isPresent()) {
            Path _ = mirror.write(file, content.get());
        }
        return content;
    }

    /** Copies a file without ajj's injected block. A missing file has no copy. */
    void copyVariables(Mention mention, EnvFile env) throws IOException {
        Path file = env.file();
        Optional<byte[]> content = read(mention, file, env.top());
        if (content.isEmpty()) {
            // A file beside an included one is not named, so another mention of it explains more.
            missing.merge(file, mention, (first, next) -> first.subject().equals("include") ? next : first);
        } else if (variables.add(file)) {
            redaction.add(content.get());
            String own = InjectedBlock.removeFrom(new String(content.get(), StandardCharsets.ISO_8859_1));
            Path _ = mirror.write(file, own.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Removes the contents of the copies of all files of variables. */
    void removeVariables() throws IOException {
        for (Path file : variables) {
            Path _ = mirror.write(file, new byte[0]);
        }
    }

    /** Adds a file that Compose does not read, but on which the result depends. */
    void addSource(Path file) {
        contents.computeIfAbsent(file, ComposeCache::content);
    }

    /**
     * Reads a file once.
     *
     * @param top the directory that it must be in, unless the user trusts the repository; empty for one that the user named by an
     *     absolute path
     */
    private Optional<byte[]> read(Mention mention, Path file, Optional<Path> top) {
        return Objects.requireNonNull(contents.computeIfAbsent(file, _ -> {
            if (top.isPresent() && isCommitted(file) && !isMainWorkspaces(file)) {
                return request.committed().flatMap(files -> files.content(file));
            }
            try {
                return Files.isDirectory(file) || !isOnDisk(file)
                        ? Optional.empty()
                        : Optional.of(
                                trusted || top.isEmpty()
                                        ? RegularFile.read(file)
                                        : RegularFile.readInside(top.get(), file));
            } catch (NoSuchFileException missing) {
                return Optional.empty();
            } catch (IOException unreadable) {
                throw mention.refused(
                        "cannot be read: " + unreadable.getMessage(), "check that it is a file that you may read");
            }
        }));
    }

    /** Whether this is the untracked {@code .env} of the main workspace, which supplies values in every workspace. */
    private boolean isMainWorkspaces(Path file) {
        return file.equals(request.directory().resolve(EnvFile.NAME))
                && EnvFile.ofMainWorkspace(request.directory(), request.root()).isEmpty()
                && request.committed().flatMap(files -> files.content(file)).isEmpty();
    }
}

package dev.aether.ajj.compose;

import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.text.YamlValue;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.template.InjectedBlock;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.PathTrail;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that Compose reads for a request. Files that a repository may not name are refused; the others are copied, and Compose
 * reads only the copies. Files in {@code include}, {@code extends}, {@code env_file} and {@code label_file} must be in the workspace,
 * because their values get into containers.
 */
final class ComposeInputs {
    private static final int MAX_FILES = 200;
    private static final String INCLUDE = "include";
    /** As an env file of an include, means no variables. */
    private static final String NO_FILE = "/dev/null";

    private static final String FOREIGN_HINT = "its values get into a container: use a file of the repository";
    private static final String TRUST_HINT = "or trust all repositories for this call: AJJ_TRUST=all";
    private static final String NAME_HINT =
            "or name it yourself: by an absolute path in COMPOSE_FILE, in an aether.toml of your own (--config), or with AJJ_TRUST=all";

    /** A compose file, and the base of relative paths in it, which for a main file is the project's directory. */
    private record Declared(Path file, Path directory) {}

    private final Request request;
    private final Mirror mirror;
    private final Path directory;
    private final Path root;
    private final String home;
    private final boolean trusted;
    private final List<Declared> declared = new ArrayList<>();
    /** By path; empty for a missing file. */
    private final SequencedMap<Path, Optional<byte[]>> contents = new LinkedHashMap<>();

    private final Set<String> texts = new LinkedHashSet<>();
    private final List<YamlValue> documents = new ArrayList<>();
    private final Set<Path> variables = new LinkedHashSet<>();
    private final List<Path> envFiles = new ArrayList<>();
    private final Redaction redaction = new Redaction();
    private boolean mirrored = true;

    /**
     * Finds, checks and copies the files.
     *
     * @param environment of the user
     * @throws Failure {@code CONFIG_INVALID}
     * @throws IOException when a copy cannot be written
     */
    ComposeInputs(Request request, Mirror mirror, Map<String, String> environment) throws IOException {
        this.request = request;
        this.mirror = mirror;
        this.home = environment.getOrDefault("HOME", "");
        this.root = RealPath.of(request.root());
        this.trusted = ComposeEnvironment.trustsAll(environment);
        this.directory = request.files().getFirst().resolveSibling("");
        for (Path file : request.files()) {
            fault(file).ifPresent(fault -> {
                throw refused(
                        start(file),
                        file.getFileName() + " " + fault,
                        List.of("check it: ls -l " + ShellWord.quoted(file.toString())));
            });
            add(file, directory);
        }
        if (!request.chosen()) {
            request.names().forEach(name -> requireInWorkspace(start(name), "the compose file", name, NAME_HINT));
        }
        for (EnvFile file : EnvFile.all(directory, request.root(), environment, request.committed())) {
            copyVariables(start(file.file()), "it", file.file(), file.top());
            envFiles.add(mirror.copy(file.file()));
        }
        for (int index = 0; index < declared.size(); index++) {
            read(declared.get(index)); // adds included and extended files
        }
        // Other files on which the result depends: links, and files that may appear.
        Stream.of(
                        request.names(),
                        List.of(directory.resolve(EnvFile.NAME)),
                        EnvFile.ofMainWorkspace(directory, request.root()))
                .flatMap(List::stream)
                .forEach(file -> contents.computeIfAbsent(file, ComposeCache::content));
    }

    private static SourcePosition start(Path file) {
        return new SourcePosition(file, 1, 1);
    }

    private Optional<String> fault(Path file) {
        if (isCommitted(file)) {
            return isPresent(file) ? Optional.empty() : Optional.of("does not exist in the revision");
        }
        if (!Files.exists(file)) {
            return Optional.of(
                    Files.isSymbolicLink(file) ? "is a link to a file that does not exist" : "does not exist");
        }
        if (Files.isDirectory(file)) {
            return Optional.of("is a directory, not a file");
        }
        return Files.isReadable(file) ? RegularFile.fault(file) : Optional.of("cannot be read: permission denied");
    }

    Request request() {
        return request;
    }

    Mirror mirror() {
        return mirror;
    }

    /** Returns the compose files of the request, for Compose. */
    List<Path> files() {
        return request.files().stream().map(this::forCompose).toList();
    }

    /** Returns the directory of the first compose file, for Compose. */
    Path directory() {
        return forCompose(directory);
    }

    private Path forCompose(Path original) {
        return mirrored ? mirror.copy(original) : original;
    }

    /** Returns copies of files with values for variables; later ones override earlier ones. */
    List<Path> envFiles() {
        return envFiles;
    }

    /** Returns all files with their contents; empty for a file that does not exist. */
    SequencedMap<Path, Optional<byte[]>> contents() {
        return contents;
    }

    /** Returns the lines of all compose files. */
    ComposeLines lines() {
        return ComposeLines.of(request.files().getFirst(), String.join("\n", texts), documents);
    }

    /** Returns the values of all files of variables. */
    Redaction redaction() {
        return redaction;
    }

    /**
     * Whether these are all files, and Compose reads only their copies. Otherwise a path is absolute or contains a variable, and the
     * user trusts the repository.
     */
    boolean areMirrored() {
        return mirrored;
    }

    /** Removes the contents of the copies of all files of variables. */
    void removeVariables() throws IOException {
        for (Path file : variables) {
            Path _ = mirror.write(file, new byte[0]);
        }
    }

    private void add(Path file, Path base) {
        Declared next = new Declared(file, base);
        if (!declared.contains(next)) {
            declared.add(next);
        }
        if (declared.size() > MAX_FILES) {
            throw refused(
                    start(request.files().getFirst()),
                    "it includes more than " + MAX_FILES + " compose files",
                    List.of("use fewer files with include and extends"));
        }
    }

    private void read(Declared next) throws IOException {
        Path file = next.file();
        Optional<byte[]> content =
                content(start(file), "it", file, Optional.of(root).filter(_ -> !isChosen(file)));
        if (content.isEmpty()) {
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.get()))
                    .toString();
            texts.add(text);
            Path _ = mirror.write(file, content.get());
            for (YamlValue document : YamlValue.documents(file, text)) {
                documents.add(document);
                read(next, document);
            }
        } catch (CharacterCodingException unreadable) {
            throw refused(
                    start(file),
                    "cannot read it as UTF-8 text: " + unreadable.getMessage(),
                    List.of("check it: file " + ShellWord.quoted(file.toString())));
        }
    }

    private boolean isChosen(Path file) {
        return request.chosen() && request.files().contains(file);
    }

    private void read(Declared from, YamlValue document) throws IOException {
        for (YamlValue item : document.at(INCLUDE).flatMap(YamlValue::items).toList()) {
            include(from, item);
        }
        for (YamlValue.Entry service : document.services().toList()) {
            for (YamlValue.Entry key : service.value().entries()) {
                switch (key.name()) {
                    case "extends" ->
                        key.value()
                                .at("file")
                                .flatMap(name -> existing(from, key.name(), name))
                                .filter(this::isFile)
                                .forEach(file -> add(file, file.resolveSibling("")));
                    case "env_file", "label_file" ->
                        readVariables(from, key.name() + " of " + service.name(), key.value());
                    default -> {}
                }
            }
        }
    }

    private void readVariables(Declared from, String key, YamlValue value) throws IOException {
        for (YamlValue name : names(value).toList()) {
            Optional<Path> file = file(from, key, name);
            if (file.isPresent()) {
                check(name.position(), key, file.get());
                copyVariables(name.position(), key, file.get(), Optional.of(root));
            }
        }
    }

    /** Returns the names of files: of a name, an entry with a {@code path}, or a list of these. */
    private static Stream<YamlValue> names(YamlValue value) {
        return value.items()
                .flatMap(item -> Stream.concat(Stream.of(item), item.at("path").flatMap(YamlValue::items)))
                .filter(name -> name.text().isPresent());
    }

    private void include(Declared from, YamlValue item) throws IOException {
        List<Path> files = names(item)
                .flatMap(name -> existing(from, INCLUDE, name))
                .filter(this::isFile)
                .toList();
        List<Path> directories = new ArrayList<>();
        for (YamlValue name : item.at("project_directory").toList()) {
            Optional<Path> base = file(from, INCLUDE, name);
            if (base.isPresent()) {
                check(name.position(), INCLUDE, base.get());
                copyDirectory(base.get());
                directories.add(base.get());
            }
        }
        if (directories.isEmpty()) {
            directories = files.stream()
                    .map(file -> file.resolveSibling(""))
                    .distinct()
                    .toList();
        }
        for (YamlValue name : item.at("env_file").flatMap(YamlValue::items).toList()) {
            if (!name.text().equals(Optional.of(NO_FILE))) {
                readVariables(from, INCLUDE, name);
            }
        }
        for (Path base : directories) {
            Path env = base.resolve(EnvFile.NAME);
            check(item.position(), INCLUDE, env);
            copyVariables(item.position(), INCLUDE, env, Optional.of(root));
            files.forEach(file -> add(file, base));
        }
    }

    /** Compose would use the parent of a missing directory. A revision has only files, so any other path can be a directory. */
    private void copyDirectory(Path path) throws IOException {
        if (isCommitted(path) ? !isPresent(path) : Files.isDirectory(path)) {
            mirror.createDirectory(path);
        }
    }

    private boolean isFile(Path path) {
        return isCommitted(path) || Files.isRegularFile(path);
    }

    private Stream<Path> existing(Declared from, String key, YamlValue name) {
        Optional<Path> file = file(from, key, name).filter(this::isPresent);
        file.ifPresent(found -> check(name.position(), key, found));
        return file.stream();
    }

    /** Returns the path of a named file; empty for a text that is not a path. */
    private Optional<Path> file(Declared from, String key, YamlValue name) {
        String text = name.text().orElse("");
        if (text.contains("$")) {
            requireTrust(
                    name.position(),
                    key + " contains a variable, so ajj cannot check the file before Compose reads it: " + text,
                    "write the path without variables");
        }
        String path = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        try {
            Optional<Path> copied =
                    mirror.original(mirror.copy(from.directory()).resolve(path));
            if (copied.isPresent()) {
                return copied;
            }
            Path file = from.directory().resolve(path).normalize();
            requireInWorkspace(name.position(), key, file, TRUST_HINT);
            requireTrust(
                    name.position(),
                    key + " names a file that ajj cannot copy for Compose: " + text,
                    "write a path relative to the compose file");
            return Optional.of(file);
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    /** Has Compose read the original files if the user trusts the repository; refuses them otherwise. */
    private void requireTrust(SourcePosition position, String problem, String hint) {
        if (!trusted) {
            throw refused(position, problem, List.of(hint, TRUST_HINT));
        }
        useOriginals();
    }

    /** Lets Compose read the originals, which exist only in a workspace. */
    private void useOriginals() {
        mirrored = false;
        request.committed().ifPresent(CommittedFiles::requireCheckout);
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

    private void check(SourcePosition position, String key, Path path) {
        if (isCommitted(path) || !isPresent(path)) {
            return;
        }
        RegularFile.fault(path).ifPresent(fault -> {
            throw refused(
                    position,
                    key + " leads to " + path + ", which " + fault,
                    List.of("name a regular file of at most " + (RegularFile.LARGEST >> 20) + " MiB"));
        });
        requireInWorkspace(position, key, path, TRUST_HINT);
    }

    private void requireInWorkspace(SourcePosition position, String key, Path path, String hint) {
        if (!trusted && !isCommitted(path)) {
            PathTrail.fault(root, path).ifPresent(fault -> {
                throw refused(position, key + " " + fault, List.of(FOREIGN_HINT, hint));
            });
        }
    }

    /** Copies a file without ajj's injected block. A missing file has no copy. */
    private void copyVariables(SourcePosition position, String key, Path file, Optional<Path> top) throws IOException {
        Optional<byte[]> content = content(position, key, file, top);
        if (content.isPresent() && variables.add(file)) {
            redaction.add(content.get());
            String own = InjectedBlock.removeFrom(new String(content.get(), StandardCharsets.ISO_8859_1));
            Path _ = mirror.write(file, own.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Reads a file once.
     *
     * @param top the directory that it must be in, unless the user trusts the repository; empty for one that the user named by an
     *     absolute path
     */
    private Optional<byte[]> content(SourcePosition position, String key, Path file, Optional<Path> top) {
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
                throw refused(
                        position,
                        key + " cannot be read: " + unreadable.getMessage(),
                        List.of("check that it is a file that you may read"));
            }
        }));
    }

    /** Whether this is the untracked {@code .env} of the main workspace, which supplies values in every workspace. */
    private boolean isMainWorkspaces(Path file) {
        return file.equals(directory.resolve(EnvFile.NAME))
                && EnvFile.ofMainWorkspace(directory, request.root()).isEmpty()
                && request.committed().flatMap(files -> files.content(file)).isEmpty();
    }

    private static Failure refused(SourcePosition position, String message, List<String> hints) {
        return new Failure(new ConfigProblem.Invalid(position, message, hints));
    }
}

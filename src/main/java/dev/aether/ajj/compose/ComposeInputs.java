package dev.aether.ajj.compose;

import dev.aether.ajj.compose.InputFiles.Mention;
import dev.aether.ajj.compose.text.ComposeLines;
import dev.aether.ajj.compose.text.YamlValue;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a request: its compose files, those that they name in {@code include} and {@code extends}, and files of variables. Each
 * is checked and copied.
 */
final class ComposeInputs {
    private static final int MAX_FILES = 200;
    private static final String INCLUDE = "include";
    /** As an env file of an include, means no variables. */
    private static final Optional<String> NO_FILE = Optional.of("/dev/null");

    private static final String NAME_HINT =
            "or name it yourself: by an absolute path in COMPOSE_FILE, in an aether.toml of your own (--config), or with AJJ_TRUST=all";

    /** A compose file, and the base of relative paths in it, which for a main file is the project's directory. */
    private record Declared(Path file, Path directory) {}

    private final Request request;
    private final InputFiles files;
    /** Without duplicates. */
    private final List<Declared> declared = new ArrayList<>();

    private final Set<String> texts = new LinkedHashSet<>();
    private final List<YamlValue> documents = new ArrayList<>();
    private final List<Path> envFiles;

    /**
     * Finds, checks and copies the files.
     *
     * @param environment of the user
     * @throws Failure {@code CONFIG_INVALID}
     * @throws IOException when a copy cannot be written
     */
    ComposeInputs(Request request, Mirror mirror, Map<String, String> environment) throws IOException {
        this.request = request;
        this.files = new InputFiles(request, mirror, environment);
        request.files().forEach(files::requireUsable);
        if (!request.chosen()) {
            for (Path name : request.names()) {
                Mention mention = new Mention(new SourcePosition(name, 1, 1), "the compose file");
                files.requireInWorkspace(mention, name, NAME_HINT);
            }
        }
        List<EnvFile> variables = EnvFile.all(request.directory(), request.root(), environment, request.committed());
        for (EnvFile file : variables) {
            files.copyVariables(Mention.of(file.file()), file);
        }
        this.envFiles = variables.stream().map(EnvFile::file).map(mirror::copy).toList();
        request.files().forEach(file -> add(file, request.directory()));
        for (int index = 0; index < declared.size(); index++) {
            read(declared.get(index)); // adds included and extended files
        }
        // Other files on which the result depends: links, and files that may appear.
        request.names().forEach(files::addSource);
        files.addSource(request.directory().resolve(EnvFile.NAME));
        EnvFile.ofMainWorkspace(request.directory(), request.root()).forEach(files::addSource);
    }

    Request request() {
        return request;
    }

    /** Returns what Compose reads. */
    InputFiles files() {
        return files;
    }

    /** Returns copies of files with values for variables; later ones override earlier ones. */
    List<Path> envFiles() {
        return envFiles;
    }

    /** Returns the lines of all compose files. */
    ComposeLines lines() {
        return ComposeLines.of(request.files().getFirst(), String.join("\n", texts), documents);
    }

    private void add(Path file, Path base) {
        Declared next = new Declared(file, base);
        if (!declared.contains(next)) {
            declared.add(next);
        }
        if (declared.size() > MAX_FILES) {
            throw Mention.of(request.files().getFirst())
                    .refused(
                            "includes more than " + MAX_FILES + " compose files",
                            "use fewer files with include and extends");
        }
    }

    private void read(Declared next) throws IOException {
        Path file = next.file();
        Optional<byte[]> content =
                files.copy(file, request.chosen() && request.files().contains(file));
        if (content.isEmpty()) {
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.get()))
                    .toString();
            texts.add(text);
            for (YamlValue document : YamlValue.documents(file, text)) {
                documents.add(document);
                read(next, document);
            }
        } catch (CharacterCodingException unreadable) {
            throw new Failure(new ConfigProblem.Invalid(
                    new SourcePosition(file, 1, 1),
                    "cannot read it as UTF-8 text: " + unreadable.getMessage(),
                    List.of("check it: file " + ShellWord.quoted(file.toString()))));
        }
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
                                .flatMap(name -> named(from, key.name(), name))
                                .filter(files::isFile)
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
            for (Path file : named(from, key, name).toList()) {
                files.copyVariables(new Mention(name.position(), key), inWorkspace(file));
            }
        }
    }

    private EnvFile inWorkspace(Path file) {
        return new EnvFile(file, Optional.of(request.root()));
    }

    /** Returns the names of files: of a name, an entry with a {@code path}, or a list of these. */
    private static Stream<YamlValue> names(YamlValue value) {
        return value.items()
                .flatMap(item -> Stream.concat(Stream.of(item), item.at("path").flatMap(YamlValue::items)))
                .filter(name -> name.text().isPresent());
    }

    private Stream<Path> named(Declared from, String key, YamlValue name) {
        Mention mention = new Mention(name.position(), key);
        return files.named(from.directory(), mention, name.text().orElse("")).stream();
    }

    private void include(Declared from, YamlValue item) throws IOException {
        List<Path> included = names(item)
                .flatMap(name -> named(from, INCLUDE, name))
                .filter(files::isFile)
                .toList();
        List<Path> directories = item.at("project_directory")
                .flatMap(name -> named(from, INCLUDE, name))
                .toList();
        for (Path base : directories) {
            files.copyDirectory(base);
        }
        for (YamlValue name : item.at("env_file").flatMap(YamlValue::items).toList()) {
            if (!name.text().equals(NO_FILE)) {
                readVariables(from, INCLUDE, name);
            }
        }
        Stream<Path> bases =
                directories.isEmpty() ? included.stream().map(file -> file.resolveSibling("")) : directories.stream();
        for (Path base : bases.distinct().toList()) {
            Mention mention = new Mention(item.position(), INCLUDE);
            files.check(mention, base.resolve(EnvFile.NAME));
            files.copyVariables(mention, inWorkspace(base.resolve(EnvFile.NAME)));
            included.forEach(file -> add(file, base));
        }
    }
}

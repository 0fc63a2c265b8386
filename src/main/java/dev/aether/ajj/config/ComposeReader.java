package dev.aether.ajj.config;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code [compose]}: services that come from compose files. */
final class ComposeReader {
    private static final String HINT = "write file = \"compose.yaml\", or a list of files";

    /** In bytes. */
    private static final long LARGEST = 10 << 20;

    private ComposeReader() {}

    /**
     * What to read.
     *
     * @param directory where relative paths start
     * @return empty when the table is wrong, which is reported
     */
    static Optional<Request> read(TomlSection section, Path directory, Path workspaceRoot) {
        section.require("file", HINT);
        List<Path> names = files(section, directory);
        Path root = RealPath.of(workspaceRoot);
        Request request = new Request(
                names,
                names.stream().map(RealPath::of).toList(),
                root,
                names(section, "services"),
                names(section, "profiles"),
                !RealPath.of(directory).startsWith(root)); // an aether.toml from elsewhere is the user's
        section.rejectUnknownKeys(Map.of("files", "did you mean \"file\"?", "path", "did you mean \"file\"?"));
        return names.isEmpty() ? Optional.empty() : Optional.of(request);
    }

    /** As they are named: links are not resolved. */
    private static List<Path> files(TomlSection section, Path directory) {
        if (section.value("file").orElse("") instanceof String) {
            return section.text("file", text -> file(text, directory)).stream().toList();
        }
        return section.list("file", value -> file(text(value), directory)).stream()
                .map(Located::value)
                .toList();
    }

    private static Path file(String text, Path directory) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw new BadValue("this is not the name of a file", HINT);
        }
        Path file = directory.resolve(text);
        if (!Files.exists(file)) {
            throw new BadValue("there is no file " + text, "paths start at the directory of aether.toml");
        }
        if (!Files.isRegularFile(file)) {
            // Reading a pipe without a writer never ends.
            throw new BadValue(text + " is not a regular file", "name a compose file: a file with YAML");
        }
        requireSize(file, text);
        return file;
    }

    /** It is read whole, by Compose too. */
    private static void requireSize(Path file, String text) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BadValue(text + " is larger than 10 MiB", "check that it is the file you meant");
            }
        } catch (IOException _) {
            // Reading it will say why.
        }
    }

    private static List<String> names(TomlSection section, String key) {
        return section.list(key, ComposeReader::name).stream()
                .map(Located::value)
                .toList();
    }

    private static String name(Object value) {
        String name = text(value);
        if (name.isBlank() || name.startsWith("-")) {
            throw new BadValue("\"" + name + "\" is not a name", "write a name of the compose file");
        }
        return name;
    }

    private static String text(Object value) {
        if (!(value instanceof String text)) {
            throw new BadValue(TypeNames.mismatch("a string", value), HINT);
        }
        return text;
    }
}

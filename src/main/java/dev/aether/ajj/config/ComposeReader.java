package dev.aether.ajj.config;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ComposeSource.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the table {@code [compose]}. */
final class ComposeReader {
    private static final String HINT = "write file = \"compose.yaml\", or a list of files";

    private ComposeReader() {}

    /**
     * Returns the request for the compose files, relative to a directory; empty when the table has faults, which are reported.
     *
     * @param committed read instead of the files in the workspace
     */
    static Optional<Request> read(
            TomlSection section, Path directory, Path workspaceRoot, Optional<CommittedFiles> committed) {
        section.require("file", HINT);
        Path root = RealPath.of(workspaceRoot);
        Optional<CommittedFiles> inside =
                committed.filter(_ -> RealPath.of(directory).startsWith(root));
        List<Path> names = files(section, directory, inside);
        Request request = new Request(
                names,
                inside.isPresent() ? names : names.stream().map(RealPath::of).toList(),
                root,
                names(section, "services"),
                names(section, "profiles"),
                !RealPath.of(directory).startsWith(root), // the user chose an aether.toml outside the workspace
                inside);
        section.rejectUnknownKeys(Map.of("files", "did you mean \"file\"?", "path", "did you mean \"file\"?"));
        return names.isEmpty() ? Optional.empty() : Optional.of(request);
    }

    /** Returns the files without resolving links. */
    private static List<Path> files(TomlSection section, Path directory, Optional<CommittedFiles> committed) {
        if (section.value("file").orElse("") instanceof String) {
            return section.text("file", text -> file(text, directory, committed)).stream()
                    .toList();
        }
        return Located.values(section.list("file", value -> file(TypeNames.string(value, HINT), directory, committed)));
    }

    private static Path file(String text, Path directory, Optional<CommittedFiles> committed) {
        if (text.isBlank() || text.indexOf('\0') >= 0) {
            throw new BadValue("this is not a valid file name", HINT);
        }
        Path file = directory.resolve(text);
        if (committed.isPresent()
                && committed.get().first(List.of(file.normalize())).isPresent()) {
            return file.normalize();
        }
        // Reading a pipe without a writer would block.
        (committed.isPresent() ? Optional.of("does not exist") : RegularFile.unusable(file)).ifPresent(fault -> {
            throw new BadValue(
                    "the file " + text + " " + fault, "name a file relative to the directory of aether.toml");
        });
        return file;
    }

    private static List<String> names(TomlSection section, String key) {
        return Located.values(section.list(key, ComposeReader::name));
    }

    private static String name(Object value) {
        String name = TypeNames.string(value, HINT);
        if (name.isBlank() || name.startsWith("-")) {
            throw new BadValue("\"" + name + "\" is not a valid name", "write a name from the compose file");
        }
        return name;
    }
}

package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.VolumeSyntax;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.VolumeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the table {@code files} of a service: files that ajj copies into the container, by path. */
final class TextFileReader {
    private static final int DEFAULT_MODE = 0444;
    /** In characters. All files of a container are sent at once. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final int OCTAL = 8;
    private static final long MAX_ID = 0xFFFF_FFFEL;
    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final String HINT = "write \"/path\" = \"text\", or { content = \"text\", mode = \"0440\" }";

    private TextFileReader() {}

    /** @param targets paths of mounts in the container */
    static List<TextFile> read(TomlSection service, List<String> targets) {
        List<TextFile> files = new ArrayList<>();
        service.section("files").ifPresent(table -> {
            if (service.flag("read_only") && !table.keys().isEmpty()) {
                service.report(
                        "files", "ajj cannot copy files into a read-only container", "remove files or read_only");
            }
            for (String path : table.keys()) {
                read(table, path, targets).ifPresent(files::add);
            }
        });
        return List.copyOf(files);
    }

    private static Optional<TextFile> read(TomlSection table, String path, List<String> targets) {
        if (!table.isTable(path)) {
            return table.any(path, value -> new TextFile(path(path, targets), content(value), DEFAULT_MODE, 0, 0));
        }
        return table.section(path).flatMap(file -> {
            file.require("content", HINT);
            Optional<String> content = file.any("content", TextFileReader::content);
            int mode = file.any("mode", TextFileReader::mode).orElse(DEFAULT_MODE);
            long user = file.any("uid", TextFileReader::id).orElse(0L);
            long group = file.any("gid", TextFileReader::id).orElse(0L);
            file.rejectUnknownKeys(Map.of());
            return table.any(path, _ -> path(path, targets))
                    .flatMap(target -> content.map(text -> new TextFile(target, text, mode, user, group)));
        });
    }

    /** Refuses a path in a mount: the file would change the user's files, or other containers could see it. */
    private static String path(String text, List<String> targets) {
        String path = VolumeSyntax.target(text);
        targets.stream()
                .filter(target -> VolumeSpec.inImage(path).startsWith(VolumeSpec.inImage(target)))
                .findFirst()
                .ifPresent(target -> {
                    throw new BadValue(path + " is in the volume or mount at " + target, "choose another path");
                });
        return path;
    }

    private static String content(Object value) {
        String text = TypeNames.string(value, HINT);
        if (text.length() > MAX_LENGTH) {
            throw new BadValue(
                    "it is longer than 1 MiB", "mount a file of the workspace: volumes = [\"./file:/path:ro\"]");
        }
        return text;
    }

    private static int mode(Object value) {
        String text = TypeNames.string(value, "write mode = \"0440\"");
        if (!MODE.matcher(text).matches()) {
            throw new BadValue("\"" + text + "\" is not a valid file mode", "write mode = \"0440\"");
        }
        return Integer.parseInt(text, OCTAL);
    }

    private static long id(Object value) {
        if (!(value instanceof Long id) || id < 0 || id > MAX_ID) {
            throw new BadValue("this is not a valid user or group id", "write a number such as 1000");
        }
        return id;
    }
}

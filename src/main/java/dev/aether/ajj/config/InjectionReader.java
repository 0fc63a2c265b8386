package dev.aether.ajj.config;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.ConfigFile;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.workspace.RepositoryData;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the tables {@code [injection]} or {@code [[injection]]}. */
final class InjectionReader {
    private static final String HINT = "write a path below the workspace, such as file = \".env\"";

    /** Files that control what jj and Git record, or how. */
    private static final Set<String> VERSION_CONTROL =
            Set.of(".gitignore", ".gitattributes", ".gitmodules", ".gitconfig", ".jjignore", ".jjconfig.toml");

    private InjectionReader() {}

    static List<Injection> read(TomlSection top) {
        List<Injection> injections = new ArrayList<>();
        for (TomlSection section : top.sections("injection")) {
            section.require("file", HINT);
            Optional<String> file = section.text("file", InjectionReader::file);
            section.require("template", "write template = \"\"\"...\"\"\"");
            file.ifPresent(path -> checkOverlap(section, path, injections));
            injections.add(new Injection(
                    file.orElse(""),
                    section.template("template").orElse(new Template("", section.position())),
                    section.position()));
            section.rejectUnknownKeys(Map.of("path", "did you mean \"file\"?"));
        }
        return List.copyOf(injections);
    }

    private static String file(String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadValue("this is not a valid file name", HINT);
        }
        Path path = path(text);
        if (path.isAbsolute() || text.startsWith("~")) {
            throw new BadValue("\"" + text + "\" is not relative to the workspace", HINT);
        }
        Path normal = path.normalize();
        if (normal.startsWith("..")) {
            throw new BadValue("\"" + text + "\" is outside the workspace", HINT);
        }
        if (normal.toString().isEmpty() || text.endsWith("/") || text.endsWith("/.")) {
            throw new BadValue("\"" + text + "\" is a directory", HINT);
        }
        checkReserved(text, normal);
        return normal.toString();
    }

    private static void checkReserved(String text, Path path) {
        for (Path part : path) {
            if (RepositoryData.isReserved(part)) {
                throw new BadValue("\"" + text + "\" is inside " + part + ", which ajj must not write to", HINT);
            }
        }
        if (VERSION_CONTROL.contains(path.getFileName().toString().toLowerCase(Locale.ROOT))) {
            throw new BadValue(
                    "\"" + text + "\" controls what jj and Git record, so ajj must not write to it",
                    "write this file yourself and commit it");
        }
        if (path.toString().equalsIgnoreCase(ConfigFile.NAME)) {
            throw new BadValue("ajj must not overwrite " + ConfigFile.NAME, HINT);
        }
    }

    private static void checkOverlap(TomlSection section, String file, List<Injection> earlier) {
        for (Injection injection : earlier) {
            Path mine = Path.of(file);
            Path other = Path.of(injection.file());
            if (mine.equals(other)) {
                section.report(
                        "file",
                        "\"" + file + "\" is already the file of another [[injection]]",
                        "merge the two templates, or choose another file");
            } else if (!injection.file().isEmpty() && (mine.startsWith(other) || other.startsWith(mine))) {
                section.report(
                        "file",
                        "one of \"" + injection.file() + "\" and \"" + file + "\" would have to be a directory",
                        "choose another file");
            }
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw new BadValue("this is not a valid file name", HINT);
        }
    }
}

package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses volumes and mounts: {@code source:target[:ro|rw][,create]}. */
public final class VolumeSyntax {
    private static final String HINT = "write \"data:/path\" for a volume, or \"./directory:/path:ro\" for a directory";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    private static final String READ_ONLY = "ro";
    private static final String READ_WRITE = "rw";
    /** Creates a missing directory of the workspace. */
    private static final String CREATE = "create";

    private static final List<String> MODES = List.of(READ_ONLY, READ_WRITE, CREATE);

    private VolumeSyntax() {}

    /** Returns one entry of {@code volumes}. */
    public static VolumeSpec parse(Object value, SourcePosition where) {
        if (value instanceof Map<?, ?> table) {
            return VolumeTableSyntax.parse(table);
        }
        String text = TypeNames.string(value, HINT);
        List<String> parts = List.of(text.split(":", -1));
        if (parts.size() < 2 || parts.size() > 3 || parts.contains("")) {
            throw new BadValue(
                    "\"" + text + "\" is not a valid volume",
                    parts.size() == 1 && text.startsWith("/") ? "give it a name: \"data:" + text + "\"" : HINT);
        }
        Set<String> modes = parts.size() < 3 ? Set.of() : modes(parts.getLast());
        return mount(parts.getFirst(), target(parts.get(1)), modes, where);
    }

    /** Returns the path of a mount in a container, normalized. */
    public static String target(String text) {
        String normal = Path.of(absolute(text)).normalize().toString();
        if (normal.equals("/")) {
            throw new BadValue("the path cannot be the root of a container", "use a path below it");
        }
        return normal;
    }

    /** Returns an absolute path in a container as it is. */
    public static String absolute(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw new BadValue("\"" + text + "\" is not an absolute path in the container", "start it with a slash");
        }
        return text;
    }

    private static VolumeSpec mount(String source, String target, Set<String> modes, SourcePosition where) {
        boolean readOnly = modes.contains(READ_ONLY);
        if (source.indexOf('\0') >= 0) {
            throw new BadValue("the source is not a valid path", HINT);
        }
        if (source.equals("~") || source.startsWith("~/")) {
            return new VolumeSpec.Bind(System.getProperty("user.home") + source.substring(1), target, readOnly, where);
        }
        boolean relative = source.equals(".") || source.equals("..") || source.matches("(?s)\\.\\.?/.*");
        if (relative || source.startsWith("/")) {
            return new VolumeSpec.Bind(source, target, readOnly, modes.contains(CREATE), where);
        }
        checkName(source);
        if (modes.contains(CREATE)) {
            throw new BadValue("ajj always creates a volume", "remove \"create\"");
        }
        return new VolumeSpec.Named(source, target, readOnly);
    }

    static void checkName(String source) {
        if (!NAME.matcher(source).matches()) {
            throw new BadValue(
                    "\"" + source + "\" is neither a volume name nor a path",
                    source.contains("/") || source.startsWith(".")
                            ? "for a path of the workspace write \"./" + source + "\""
                            : "names consist of letters, digits, \"_\", \".\" and \"-\"");
        }
    }

    private static Set<String> modes(String text) {
        Set<String> modes = new HashSet<>();
        for (String mode : text.split(",", -1)) {
            if (!MODES.contains(mode)) {
                throw new BadValue(
                        "\"" + mode + "\" is not a valid mount option",
                        "write \"ro\", \"rw\", or \"create\" for a directory");
            }
            modes.add(mode);
        }
        if (modes.containsAll(Set.of(READ_ONLY, READ_WRITE))) {
            throw new BadValue("it is both \"ro\" and \"rw\"", "write one of them");
        }
        return modes;
    }
}

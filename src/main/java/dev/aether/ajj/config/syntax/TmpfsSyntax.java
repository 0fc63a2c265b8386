package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.service.StorageSpec.Tmpfs;
import dev.aether.ajj.model.text.WordList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses tmpfs mounts: {@code "/data"} or {@code "/data:size=64m,mode=1777"}. */
public final class TmpfsSyntax {
    private static final String HINT = "write it like \"/data:size=64m,mode=1777\"";

    private static final List<String> FLAGS = WordList.of("""
            ro rw exec noexec suid nosuid dev nodev sync async dirsync atime noatime diratime nodiratime
            relatime norelatime strictatime nostrictatime mand nomand
            """);

    private static final List<String> WITH_VALUE =
            List.of("size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol");

    private static final List<String> NAMES =
            Stream.concat(WITH_VALUE.stream(), FLAGS.stream()).toList();
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9%=:-]+");

    private TmpfsSyntax() {}

    /** Returns one entry of {@code tmpfs}. */
    public static Tmpfs parse(Object value) {
        String text = TypeNames.string(value, "write an absolute path, such as \"/run\"");
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Tmpfs(VolumeSyntax.target(text), "");
        }
        String options = text.substring(colon + 1);
        List.of(options.split(",", -1)).forEach(TmpfsSyntax::check);
        return new Tmpfs(VolumeSyntax.target(text.substring(0, colon)), options);
    }

    private static void check(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        boolean needsValue = WITH_VALUE.contains(name);
        if (!needsValue && !FLAGS.contains(name)) {
            throw new BadValue("\"" + name + "\" is not a valid tmpfs option", Suggestions.hint(name, NAMES, HINT));
        }
        if (needsValue != (equals >= 0)) {
            throw new BadValue(
                    "the option \"" + name + "\" " + (needsValue ? "needs a value" : "takes no value"), HINT);
        }
        if (needsValue && !VALUE.matcher(option.substring(equals + 1)).matches()) {
            throw new BadValue("\"" + option + "\" is not a valid tmpfs option", HINT);
        }
    }
}

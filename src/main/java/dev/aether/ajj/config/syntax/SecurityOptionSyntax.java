package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses security options: {@code "no-new-privileges"}, {@code "seccomp=unconfined"}, or the older {@code "seccomp:..."}. */
public final class SecurityOptionSyntax {
    private static final String FLAG = "no-new-privileges";
    private static final List<String> NAMES = List.of(FLAG, "apparmor", "label", "seccomp", "systempaths");
    private static final Pattern OPTION = Pattern.compile("([a-z-]+)(?:[=:]([A-Za-z0-9_.:/,+-]+))?");

    private SecurityOptionSyntax() {}

    /** Returns the option as {@code name} or {@code name=value}. */
    public static String parse(Object value) {
        String hint = "write one of no-new-privileges, apparmor=PROFILE, label=OPTION, seccomp=unconfined,"
                + " systempaths=unconfined";
        String text = TypeNames.string(value, hint);
        Matcher option = OPTION.matcher(text);
        if (!option.matches() || !NAMES.contains(option.group(1))) {
            throw new BadValue(
                    "\"" + text + "\" is not a valid security option",
                    Suggestions.hint(text.replaceFirst("[=:].*", ""), NAMES, hint));
        }
        String name = option.group(1);
        String setting = option.group(2) == null ? "" : option.group(2);
        checkSetting(text, name, setting, hint);
        return setting.isEmpty() || (name.equals(FLAG) && setting.equals("true")) ? name : name + "=" + setting;
    }

    private static void checkSetting(String text, String name, String setting, String hint) {
        boolean valid = switch (name) {
            case FLAG -> List.of("", "true", "false").contains(setting);
            case "systempaths" -> setting.equals("unconfined");
            case "seccomp" -> List.of("unconfined", "builtin").contains(setting);
            default -> !setting.isEmpty();
        };
        if (!valid && name.equals("seccomp") && !setting.isEmpty()) {
            throw new BadValue("seccomp profiles in files are not supported", "write \"seccomp=unconfined\"");
        }
        if (!valid) {
            throw new BadValue("\"" + text + "\" is not a valid security option", hint);
        }
    }
}

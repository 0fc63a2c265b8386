package dev.aether.ajj.config;

import dev.aether.ajj.model.Privileges;
import dev.aether.ajj.model.Privileges.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The keys of a service that are about what it may do. Whether the user has allowed it is decided elsewhere. */
final class PrivilegesReader {
    private static final Path DEVICES = Path.of("/dev");
    private static final Pattern PERMISSIONS = Pattern.compile("(?!.*(.).*\\1)[rwm]{1,3}");
    private static final String DEVICE_HINT = "write \"/dev/name\", or \"/dev/name:/dev/name:rwm\"";

    private PrivilegesReader() {}

    static Privileges read(TomlSection section) {
        return new Privileges(
                section.flag("privileged"),
                capabilities(section, "cap_add"),
                capabilities(section, "cap_drop"),
                Located.values(section.list("security_opt", SecurityOptionSyntax::parse)),
                Located.values(section.list("devices", PrivilegesReader::device)),
                section.positions());
    }

    private static List<String> capabilities(TomlSection section, String key) {
        return Located.values(section.list(key, CapabilitySyntax::parse)).stream()
                .distinct()
                .toList();
    }

    /** Below /dev alone: there no commit and no container can put a link to something else. */
    private static Device device(Object value) {
        String text = TypeNames.string(value, DEVICE_HINT);
        List<String> parts = List.of(text.split(":", -1));
        if (parts.size() > 3 || parts.contains("") || text.indexOf('\0') >= 0) {
            throw new BadValue("\"" + text + "\" is not a device", DEVICE_HINT);
        }
        Path host = Path.of(parts.getFirst()).normalize();
        if (!host.startsWith(DEVICES)) {
            throw new BadValue("\"" + parts.getFirst() + "\" is not below /dev", DEVICE_HINT);
        }
        String permissions = parts.size() == 3 || (parts.size() == 2 && !parts.getLast().startsWith("/"))
                ? permissions(parts.getLast())
                : "rwm";
        String container = parts.size() > 1 && parts.get(1).startsWith("/") ? parts.get(1) : host.toString();
        if (parts.size() == 3 && !parts.get(1).startsWith("/")) {
            throw new BadValue("\"" + parts.get(1) + "\" is not an absolute path in the container", DEVICE_HINT);
        }
        return new Device(host.toString(), container, permissions);
    }

    private static String permissions(String text) {
        if (!PERMISSIONS.matcher(text).matches()) {
            throw new BadValue(
                    "\"" + text + "\" is not a permission for a device",
                    "write one or more of r (read), w (write) and m (create), such as \"rw\"");
        }
        return text;
    }
}

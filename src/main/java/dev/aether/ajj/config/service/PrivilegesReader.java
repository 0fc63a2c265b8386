package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.CapabilitySyntax;
import dev.aether.ajj.config.syntax.SecurityOptionSyntax;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.Privileges.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the privileges of a service. Permission from the user is checked elsewhere. */
final class PrivilegesReader {
    private static final Path DEVICES = Path.of("/dev");
    private static final Pattern DEVICE =
            Pattern.compile("(?<host>[!-9;-~]+)(?::(?<container>/[!-9;-~]*))?(?::(?<permissions>[!-.0-9;-~]+))?");
    private static final Pattern PERMISSIONS = Pattern.compile("(?!.*(.).*\\1)[rwm]{1,3}");
    private static final int ALL_GPUS = -1;
    private static final int MAX_GPUS = 1000;
    private static final String DEVICE_HINT = "write \"/dev/name\", or \"/dev/name:/dev/name:rwm\"";

    private PrivilegesReader() {}

    static Privileges read(TomlSection section) {
        return new Privileges(
                section.flag("privileged"),
                capabilities(section, "cap_add"),
                capabilities(section, "cap_drop"),
                Located.values(section.list("security_opt", SecurityOptionSyntax::parse)),
                Located.values(section.list("devices", PrivilegesReader::device)),
                section.any("gpus", PrivilegesReader::gpus).orElse(0),
                section.positions());
    }

    private static int gpus(Object value) {
        if ("all".equals(value)) {
            return ALL_GPUS;
        }
        if (!(value instanceof Long number) || number < 1 || number > MAX_GPUS) {
            throw new BadValue("this is not a valid number of GPUs", "write gpus = \"all\", or a number such as 1");
        }
        return number.intValue();
    }

    private static List<String> capabilities(TomlSection section, String key) {
        return Located.values(section.list(key, CapabilitySyntax::parse)).stream()
                .distinct()
                .toList();
    }

    /** Allows only devices below /dev, where no commit or container can create a link. */
    private static Device device(Object value) {
        String text = TypeNames.string(value, DEVICE_HINT);
        Matcher parts = DEVICE.matcher(text);
        if (!parts.matches()) {
            throw new BadValue("\"" + text + "\" is not a valid device", DEVICE_HINT);
        }
        Path host = Path.of(parts.group("host")).normalize();
        if (!host.startsWith(DEVICES)) {
            throw new BadValue("\"" + parts.group("host") + "\" is not below /dev", DEVICE_HINT);
        }
        return new Device(
                host.toString(),
                Objects.requireNonNullElse(parts.group("container"), host.toString()),
                permissions(Objects.requireNonNullElse(parts.group("permissions"), "rwm")));
    }

    private static String permissions(String text) {
        if (!PERMISSIONS.matcher(text).matches()) {
            throw new BadValue(
                    "\"" + text + "\" is not a valid device permission",
                    "write one or more of r (read), w (write) and m (create), such as \"rw\"");
        }
        return text;
    }
}

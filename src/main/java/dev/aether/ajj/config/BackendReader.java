package dev.aether.ajj.config;

import dev.aether.ajj.config.syntax.PortSyntax;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.variable.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads the table {@code [backend]}. */
final class BackendReader {
    private static final int SSH_PORT = 22;
    private static final int MIN_PREFIX = 8;
    private static final int MAX_PREFIX = 24;
    private static final List<String> TYPES = List.of("docker", "ssh", "kubernetes");
    static final Map<String, List<String>> KEYS = Map.of(
            "docker", List.of("type", "socket", "subnets"),
            "ssh", List.of("type", "host", "user", "port", "key_path", "socket", "subnets"),
            "kubernetes", List.of("type", "context", "namespace_prefix"));
    private static final Pattern SOCKET = Pattern.compile("(?:unix|tcp)://\\S+");
    /** An IPv6 address, as it is in a URL. */
    private static final Pattern IN_BRACKETS = Pattern.compile("^\\[(.*:.*)]$");

    private static final Pattern NAMESPACE_PREFIX = Pattern.compile("[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?");

    private BackendReader() {}

    static BackendSpec read(TomlSection top) {
        return top.section("backend").map(BackendReader::backend).orElse(new BackendSpec.Docker(Optional.empty()));
    }

    private static BackendSpec backend(TomlSection section) {
        Optional<String> type = section.text("type", BackendReader::type);
        if (section.has("type") && type.isEmpty()) {
            return new BackendSpec.Docker(Optional.empty());
        }
        String chosen = type.orElse("docker");
        BackendSpec backend = switch (chosen) {
            case "ssh" -> ssh(section);
            case "kubernetes" -> kubernetes(section);
            default -> docker(section);
        };
        section.rejectUnknownKeys(keysOfOtherTypes(chosen));
        return backend;
    }

    private static BackendSpec docker(TomlSection section) {
        return new BackendSpec.Docker(
                section.text("socket", BackendReader::socket),
                section.any("subnets", BackendReader::subnets).orElse(SubnetRange.DEFAULT),
                section.positions());
    }

    private static BackendSpec ssh(TomlSection section) {
        section.require("host", "write host = \"build.example.com\"");
        Optional<Integer> port = section.any("port", BackendReader::port);
        SshAddress address = new SshAddress(
                section.text("host", BackendReader::host).orElse(""),
                section.text("user", BackendReader::user),
                port.map(OptionalInt::of).orElse(OptionalInt.empty()),
                section.text("key_path", BackendReader::key),
                section.text("socket", BackendReader::remoteSocket));
        return new BackendSpec.Ssh(
                address,
                section.any("subnets", BackendReader::subnets).orElse(SubnetRange.DEFAULT),
                section.positions());
    }

    private static BackendSpec kubernetes(TomlSection section) {
        return new BackendSpec.Kubernetes(
                section.text("context", BackendReader::word),
                section.text("namespace_prefix", BackendReader::namespacePrefix).orElse("aether"));
    }

    private static String type(String text) {
        if (!TYPES.contains(text)) {
            throw new BadValue(
                    "there is no backend \"" + text + "\"",
                    Suggestions.hint(text, TYPES, "known backends: " + String.join(", ", TYPES)));
        }
        return text;
    }

    private static String socket(String text) {
        // With a query or a fragment, parsers may disagree about the host.
        boolean isPlain = text.indexOf('?') < 0 && text.indexOf('#') < 0;
        if (!isPlain || !SOCKET.matcher(text).matches()) {
            throw new BadValue(
                    "\"" + Secrets.redactInvalidAddress(text) + "\" is not the address of an engine",
                    text.startsWith("ssh://")
                            ? "for an engine on another machine write type = \"ssh\""
                            : "write it like \"unix:///var/run/docker.sock\"");
        }
        return text;
    }

    private static SubnetRange subnets(Object value) {
        Optional<SubnetRange> range = value instanceof String text ? SubnetRange.parse(text) : Optional.empty();
        return range.filter(found -> found.prefix() >= MIN_PREFIX && found.prefix() <= MAX_PREFIX)
                .orElseThrow(() -> new BadValue(
                        "\"" + value + "\" is not a valid address range for networks",
                        "write it like \"" + SubnetRange.DEFAULT + "\", from /" + MIN_PREFIX + " to /" + MAX_PREFIX));
    }

    private static String host(String text) {
        String host = IN_BRACKETS.matcher(text).replaceFirst("$1");
        if (!SshAddress.isHost(host)) {
            throw new BadValue(
                    "\"" + Secrets.redactInvalidAddress(text) + "\" is not a valid host name",
                    text.contains("@") ? "write the part before the @ as user = \"...\"" : "write only the name");
        }
        return host;
    }

    private static String user(String text) {
        if (!SshAddress.isUser(text)) {
            throw new BadValue(
                    "\"" + Secrets.redactInvalidAddress(text) + "\" is not a valid user name", "write only the name");
        }
        return text;
    }

    /** Refuses a relative path, which would depend on the directory of the command. */
    private static String key(String text) {
        String home = System.getProperty("user.home", "");
        String path = text.startsWith("~/") ? home + text.substring(1) : text;
        if (!SshAddress.isPath(path)) {
            throw new BadValue(
                    "\"" + text + "\" is not the absolute path of a private key",
                    "write it like \"~/.ssh/id_ed25519\", or remove it: ssh finds its default keys");
        }
        return path;
    }

    private static String remoteSocket(String text) {
        if (!SshAddress.isPath(text)) {
            throw new BadValue(
                    "\"" + Secrets.redactInvalidAddress(text) + "\" is not the path of a socket on that machine",
                    "write it like \"/run/user/1000/docker.sock\", or remove it to use /var/run/docker.sock");
        }
        return text;
    }

    private static int port(Object value) {
        return PortSyntax.port(Long.toString(TypeNames.integer(value, "write port = " + SSH_PORT)));
    }

    private static String word(String text) {
        if (text.isBlank()) {
            throw new BadValue("it is empty", "remove the key to use the default");
        }
        return text;
    }

    private static String namespacePrefix(String text) {
        if (!NAMESPACE_PREFIX.matcher(text).matches()) {
            throw new BadValue(
                    "\"" + text + "\" is not a valid prefix for a namespace",
                    "write at most 20 lower-case letters, digits and \"-\", a letter first");
        }
        return text;
    }

    private static Map<String, String> keysOfOtherTypes(String chosen) {
        Map<String, String> hints = new LinkedHashMap<>();
        TYPES.stream()
                .filter(type -> !type.equals(chosen))
                .forEach(type -> KEYS.getOrDefault(type, List.of())
                        .forEach(key -> hints.putIfAbsent(
                                key, "it belongs to type = \"" + type + "\", and this backend is \"" + chosen + "\"")));
        return hints;
    }
}

package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.service.HostNames;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** Parses host names and addresses: {@code hostname}, {@code network_aliases}, {@code extra_hosts}, {@code dns}. */
public final class HostSyntax {
    /** The engine replaces this by the address of its machine. */
    private static final String GATEWAY = "host-gateway";

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final String ENTRY_HINT = "write \"name:address\", such as \"db.example.com:192.0.2.7\" or"
            + " \"host.docker.internal:" + GATEWAY + "\"";

    private HostSyntax() {}

    /** Returns the host name of a container. */
    public static String hostname(String text) {
        if (!HostNames.isName(text)) {
            throw new BadValue(
                    "\"" + text + "\" is not a valid host name",
                    "host names consist of letters, digits, \"-\" and \".\", and begin and end with a letter or digit");
        }
        return text;
    }

    /** Returns a network alias; unlike a host name it may have underscores, as names of services do. */
    public static String alias(Object value) {
        String hint =
                "host names consist of letters, digits, \"-\", \"_\" and \".\", and begin and end with a letter or digit";
        String text = TypeNames.string(value, hint);
        if (!HostNames.isAlias(text)) {
            throw new BadValue("\"" + text + "\" is not a valid host name", hint);
        }
        return text;
    }

    /** Returns an entry of {@code extra_hosts} as {@code name:address}. */
    public static String entry(Object value) {
        String text = TypeNames.string(value, ENTRY_HINT);
        int separator = text.contains("=") ? text.indexOf('=') : text.indexOf(':');
        if (separator < 0) {
            throw new BadValue("\"" + text + "\" has no address", ENTRY_HINT);
        }
        String address = text.substring(separator + 1).replaceFirst("^\\[(.*)]$", "$1");
        if (!address.equals(GATEWAY)) {
            address(address, ENTRY_HINT);
        }
        return alias(text.substring(0, separator)) + ":" + address;
    }

    /** Returns an IP address. */
    public static String address(Object value) {
        String hint = "write an IP address, such as \"192.0.2.53\"";
        String text = TypeNames.string(value, hint);
        address(text, hint);
        return text;
    }

    private static void address(String text, String hint) {
        boolean valid = IPV4.matcher(text).matches() || (text.contains(":") && !text.contains("%"));
        try {
            if (valid) {
                InetAddress.ofLiteral(text);
                return;
            }
        } catch (IllegalArgumentException _) {
            // reported below
        }
        throw new BadValue("\"" + text + "\" is not an IP address", hint);
    }
}

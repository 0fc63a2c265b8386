package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses ports: {@code "5432"}, {@code "5432/udp"}, {@code "15432:5432"}, and ranges: {@code "20000-29999"}. */
public final class PortSyntax {
    private static final String HINT = "write \"5432\", \"5432/udp\", or \"15432:5432\" for a fixed host port";
    private static final int MAX = 65535;
    private static final Pattern PORT = Pattern.compile("(?:(\\d+):)?(\\d+)(?:/(tcp|udp))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WITH_ADDRESS = Pattern.compile("(?:[^/]*:)([^:/]*):([^:/]+(?:/.*)?)");
    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");

    private PortSyntax() {}

    /** Returns one entry of {@code ports}, from a number or a string. */
    public static PortSpec parse(Object value) {
        if (value instanceof Long number) {
            return new PortSpec(port(number.toString()), Protocol.TCP, OptionalInt.empty());
        }
        if (!(value instanceof String text)) {
            throw new BadValue(TypeNames.mismatch("a string", value), HINT);
        }
        Matcher matcher = PORT.matcher(text);
        if (!matcher.matches()) {
            throw refusal(text);
        }
        Protocol protocol = "udp".equalsIgnoreCase(matcher.group(3)) ? Protocol.UDP : Protocol.TCP;
        OptionalInt host = matcher.group(1) == null ? OptionalInt.empty() : OptionalInt.of(port(matcher.group(1)));
        return new PortSpec(port(matcher.group(2)), protocol, host);
    }

    /** Returns the {@code range} of {@code [ports]}. */
    public static PortRange range(String text) {
        Matcher matcher = RANGE.matcher(text.replace(" ", ""));
        if (!matcher.matches()) {
            throw new BadValue("\"" + text + "\" is not a valid port range", "write range = \"20000-29999\"");
        }
        int first = port(matcher.group(1));
        int last = port(matcher.group(2));
        if (first > last) {
            throw new BadValue(
                    "the first port is higher than the last", "write range = \"" + last + "-" + first + "\"");
        }
        return new PortRange(first, last);
    }

    /** Returns a port from 1 to 65535. */
    public static int port(String digits) {
        int port = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (port < 1 || port > MAX) {
            throw new BadValue(digits + " is not a valid port", "ports range from 1 to " + MAX);
        }
        return port;
    }

    private static BadValue refusal(String text) {
        Matcher addressed = WITH_ADDRESS.matcher(text);
        if (addressed.matches()) {
            String rest = addressed.group(1).isEmpty() ? "" : addressed.group(1) + ":";
            return new BadValue(
                    "\"" + text + "\" has an address, but ajj publishes ports only on 127.0.0.1",
                    "write \"" + rest + addressed.group(2) + "\"");
        }
        if (text.matches("[\\d:]*\\d-\\d.*")) {
            return new BadValue("\"" + text + "\" is a port range", "list each port separately");
        }
        if (text.matches("[\\d:]+/.*")) {
            return new BadValue("\"" + text + "\" has an unknown protocol", "known protocols: tcp, udp");
        }
        return new BadValue("\"" + text + "\" is not a valid port", HINT);
    }
}

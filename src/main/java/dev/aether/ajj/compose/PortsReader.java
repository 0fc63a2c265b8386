package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Definition.Ports;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.error.ConfigFaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys {@code ports} and {@code expose}, in short and in long. */
final class PortsReader {
    private static final Pattern SHORT =
            Pattern.compile("(?:(?:(?:\\[[^\\]]*\\]|[^:\\[\\]]*):)?([^:\\[\\]]*):)?(\\d+)(?:-(\\d+))?(?:/(\\w+))?");
    private static final String HINT = "write \"8080:80\", \"80\" or \"53:53/udp\"";
    /** A range that is wider is left out: each port costs one of the machine, for each workspace. */
    private static final int WIDEST_RANGE = 100;

    private final Fields service;
    private final ConfigFaults problems;
    private final Notes notes;
    private final SequencedMap<String, Placed<String>> published = new LinkedHashMap<>();
    private final SequencedMap<String, String> fixed = new LinkedHashMap<>();

    private PortsReader(Fields service, ConfigFaults problems, Notes notes) {
        this.service = service;
        this.problems = problems;
        this.notes = notes;
    }

    static Ports read(Fields service, ConfigFaults problems, Notes notes) {
        return new PortsReader(service, problems, notes).read();
    }

    private Ports read() {
        for (Value item : service.items("ports")) {
            switch (item) {
                case Scalar scalar -> readShort(scalar);
                case Mapping mapping -> readLong(new Fields(mapping, "ports", problems));
                default -> service.report(item.position(), "ports", "expected a port, found " + item.kind(), HINT);
            }
        }
        if (!fixed.isEmpty()) {
            boolean one = fixed.size() == 1;
            notes.add(
                    "ports",
                    "ajj chooses the host " + (one ? "port" : "ports") + " for each workspace; "
                            + (one ? "it was " : "they were ") + String.join(", ", fixed.values()),
                    service.position("ports"));
        }
        return new Ports(List.copyOf(published.values()), fixed, exposed());
    }

    private void readShort(Scalar scalar) {
        Matcher parts = SHORT.matcher(scalar.text());
        if (!parts.matches()) {
            service.report(scalar.position(), "ports", scalar.quoted() + " is not a port", HINT);
            return;
        }
        add(scalar, parts.group(2), parts.group(3), parts.group(4), Optional.ofNullable(parts.group(1)));
    }

    private void readLong(Fields port) {
        Optional<Scalar> target = port.scalar("target");
        if (target.isEmpty() || !target.get().text().matches("\\d+")) {
            service.report(port.position(), "ports", "a port has no target", "write target: 80");
            return;
        }
        add(
                target.get(),
                target.get().text(),
                null,
                port.scalar("protocol").map(Scalar::text).orElse(null),
                port.scalar("published").map(Scalar::text));
    }

    private void add(
            Scalar place, String first, @Nullable String last, @Nullable String protocol, Optional<String> host) {
        List<String> numbers = range(first, last == null ? first : last);
        String suffix = protocol == null ? "" : protocol.toLowerCase(Locale.ROOT);
        if (numbers.isEmpty() || !List.of("", "tcp", "udp").contains(suffix)) {
            notes.add(
                    "ports",
                    first + (last == null ? "" : "-" + last) + (suffix.isEmpty() ? "" : "/" + suffix)
                            + (numbers.isEmpty()
                                    ? " is a range that is too wide"
                                    : " is of a kind that ajj does not publish")
                            + ": left out",
                    place.position());
            return;
        }
        for (int index = 0; index < numbers.size(); index++) {
            String key = numbers.get(index) + (suffix.equals("udp") ? "/udp" : "");
            published.putIfAbsent(key, Placed.of(place).with(key));
            Optional<String> hostPort = hostPort(host.orElse(""), index, numbers.size());
            hostPort.ifPresent(number -> fixed.putIfAbsent(key, number));
        }
    }

    private static List<String> range(String first, String last) {
        long from = Long.parseLong(first.length() > 9 ? "0" : first);
        long to = Long.parseLong(last.length() > 9 ? "0" : last);
        List<String> numbers = new ArrayList<>();
        for (long number = from; number <= to && to - from < WIDEST_RANGE; number++) {
            numbers.add(Long.toString(number));
        }
        return numbers;
    }

    /** The one of a range that belongs to the port with this index; a range for a single port is a choice of compose. */
    private static Optional<String> hostPort(String host, int index, int count) {
        String[] ends = host.split("-", 2);
        if (host.isEmpty() || !ends[0].matches("\\d{1,5}")) {
            return Optional.empty();
        }
        if (ends.length == 2 && count == 1) {
            return Optional.of(host);
        }
        return Optional.of(Integer.toString(Integer.parseInt(ends[0]) + index));
    }

    private List<Placed<String>> exposed() {
        return service.scalars("expose").stream()
                .filter(port -> port.text().matches("\\d{1,5}(?:/tcp|/udp)?"))
                .map(port -> Placed.of(port, scalar -> scalar.text().replace("/tcp", "")))
                .toList();
    }
}

package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.lifecycle.Logs;
import dev.aether.ajj.lifecycle.ServiceLine;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Prints lines of services as they come. All go to stdout: they are the answer, and {@code grep} is to see them all. */
final class LogPrinter {
    private static final int FULL = 1 << 15;
    /** As engines print it: always nine digits, so that what follows stands in one column. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Screen out;
    private final Style style;
    private final BooleanSupplier isRead;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** @param isRead whether something still reads what was printed */
    LogPrinter(Screen out, BooleanSupplier isRead) {
        this.isRead = isRead;
        this.out = out;
        this.style = out.style();
    }

    /** Prints until the end, or until nobody reads any more. */
    int print(View.Logged view) {
        try (Logs logs = view.logs()) {
            copy(logs, view.prefix() ? prefixes(logs.services()) : Map.of(), view.timestamps());
            return logs.isInterrupted() ? ExitStatus.INTERRUPTED : ExitStatus.SUCCESS;
        } finally {
            deliver();
        }
    }

    private void copy(Logs logs, Map<String, byte[]> prefixes, boolean timestamps) {
        boolean read = true;
        Optional<ServiceLine> line = logs.next(this::deliver);
        while (line.isPresent() && read) {
            add(line.get(), prefixes, timestamps);
            read = pending.size() < FULL || deliver();
            line = read ? logs.next(this::deliver) : line;
        }
    }

    private void add(ServiceLine line, Map<String, byte[]> prefixes, boolean timestamps) {
        pending.writeBytes(prefixes.getOrDefault(line.service(), new byte[0]));
        if (timestamps) {
            pending.writeBytes(out.bytes(style.faint(TIME.format(line.line().time())) + " "));
        }
        pending.writeBytes(out.foreign(line.line().bytes()));
        pending.write('\n');
    }

    /** Whether somebody still reads. */
    private boolean deliver() {
        byte[] lines = pending.toByteArray();
        pending.reset();
        return out.write(lines) && isRead.getAsBoolean();
    }

    private Map<String, byte[]> prefixes(List<String> services) {
        int width = services.stream().mapToInt(String::length).max().orElse(0);
        Map<String, byte[]> prefixes = new HashMap<>();
        for (int index = 0; index < services.size(); index++) {
            String name = services.get(index);
            prefixes.put(name, out.bytes(style.apart(index, name + " ".repeat(width - name.length()) + " | ")));
        }
        return prefixes;
    }
}

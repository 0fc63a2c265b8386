package dev.aether.ajj.docker.access;

import dev.aether.ajj.docker.engine.Engine;
import dev.aether.ajj.docker.http.EngineRefusal;
import dev.aether.ajj.docker.http.EngineRequest;
import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.files.ChannelTimeout;
import dev.aether.ajj.spi.backend.Backend.Instance;
import dev.aether.ajj.spi.backend.ContainerLog;
import dev.aether.ajj.spi.backend.LogLine;
import dev.aether.ajj.spi.backend.LogLine.Source;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads log lines from the engine's stream on demand. It requests timestamps, which precede each message, including the
 * pieces of 16 KiB into which the engine splits long lines. These pieces are joined again.
 */
final class EngineLog implements ContainerLog {
    private static final int BUFFER = 1 << 16;
    /** In bytes. Longer lines, which may never end, are split. */
    private static final int LONGEST = 1 << 20;
    /** A raw stream starts with a digit of the year, a multiplexed one with a lower byte. */
    private static final int FIRST_OF_TEXT = ' ';

    private final String what;
    private final Engine engine;
    private final InputStream body;
    private final FrameReader frames;
    private final Map<Source, OpenLine> open = new EnumMap<>(Source.class);
    private Instant last = Instant.EPOCH;
    private final Deque<LogLine> read = new ArrayDeque<>();
    private @Nullable Boolean raw;
    private boolean ended;
    private volatile boolean closed;

    /** A line without its end. */
    private record OpenLine(Instant time, ByteArrayOutputStream bytes) {
        LogLine line(Source source) {
            return new LogLine(time, source, bytes.toByteArray());
        }
    }

    /** See {@link dev.aether.ajj.spi.backend.ServiceAccess#log}. */
    static EngineLog open(Engine engine, Instance service, Range range) {
        String what = what(service);
        try {
            return new EngineLog(what, engine, engine.open(what, request(service, range), range.follow()));
        } catch (EngineRefusal refused) {
            throw new Failure(
                    refused.isMissing()
                            ? new ServiceProblem.NotRunning(service.service(), "has no container")
                            : new BackendProblem.Unavailable(
                                    "the log of " + service.service() + " cannot be read: " + refused.reason(),
                                    List.of(
                                            "check where the engine stores logs: docker info --format '{{.LoggingDriver}}'")),
                    refused);
        }
    }

    /**
     * Returns the last lines of a log, or those that the engine has sent in time.
     *
     * @param timeout from the beginning of the answer
     */
    static List<String> lastLines(Engine engine, Instance service, int count, Duration timeout) {
        Range range = new Range(OptionalInt.of(count), Optional.empty(), false);
        try {
            return engine.read(what(service), request(service, range), answer -> {
                EngineLog log = new EngineLog(what(service), engine, answer.limitedBody());
                try (ChannelTimeout _ = new ChannelTimeout(log::close, timeout)) {
                    Stream<Optional<LogLine>> lines = Stream.generate(log::next);
                    return lines.takeWhile(Optional::isPresent)
                            .map(line -> line.orElseThrow().text())
                            .toList();
                }
            });
        } catch (EngineRefusal none) {
            return List.of();
        }
    }

    private static String what(Instance service) {
        return "read the log of " + service.service();
    }

    private static EngineRequest request(Instance service, Range range) {
        return EngineRequest.get("/containers/" + service.id() + "/logs?stdout=1&stderr=1&timestamps=1"
                + (range.follow() ? "&follow=1" : "")
                + "&tail=" + (range.tail().isPresent() ? range.tail().getAsInt() : "all")
                + range.since().map(EngineLog::since).orElse(""));
    }

    private static String since(Instant moment) {
        return "&since=" + moment.getEpochSecond() + String.format(Locale.ROOT, ".%09d", moment.getNano());
    }

    /**
     * @param what is read, for messages
     * @param engine explains a lost connection
     * @param log closed by {@link #close}
     */
    EngineLog(String what, Engine engine, InputStream log) {
        this.what = what;
        this.engine = engine;
        this.body = new BufferedInputStream(log, BUFFER);
        this.frames = new FrameReader(body);
    }

    @Override
    public Optional<LogLine> next() {
        try {
            while (read.isEmpty() && !ended) {
                if (isRaw()) {
                    readRaw();
                } else {
                    readFrame();
                }
            }
        } catch (IOException lost) {
            if (!closed) {
                throw engine.connectionLost(what, lost);
            }
            ended = true;
        }
        return closed ? Optional.empty() : Optional.ofNullable(read.poll());
    }

    /** Whether the container has a terminal, whose output is a single stream without frames. */
    private boolean isRaw() throws IOException {
        if (raw == null) {
            body.mark(1);
            raw = body.read() >= FIRST_OF_TEXT;
            body.reset();
        }
        return raw;
    }

    private void readFrame() throws IOException {
        Optional<FrameReader.Frame> frame = frames.next();
        if (frame.isEmpty()) {
            end();
        } else {
            accept(frame.get().source(), frame.get().payload());
        }
    }

    private void readRaw() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = body.read();
        while (next >= 0 && next != '\n' && line.size() < LONGEST) {
            line.write(next);
            next = body.read();
        }
        if (next < 0 && line.size() == 0) {
            end();
            return;
        }
        // A terminal ends lines with CR LF.
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        bytes = Arrays.copyOf(bytes, length + 1);
        bytes[length] = '\n';
        accept(Source.STDOUT, bytes);
    }

    /** @param message a timestamp, a space, and a line or a piece of one */
    private void accept(Source source, byte[] message) {
        int space = 0;
        while (space < message.length && message[space] != ' ') {
            space++;
        }
        Optional<Instant> time = time(new String(message, 0, space, StandardCharsets.US_ASCII));
        int start = time.isPresent() ? Math.min(space + 1, message.length) : 0;
        boolean complete = message.length > start && message[message.length - 1] == '\n';
        last = time.orElse(last);
        OpenLine line = continued(source, last);
        line.bytes().write(message, start, message.length - start - (complete ? 1 : 0));
        if (complete || line.bytes().size() >= LONGEST) {
            finish(source);
        }
    }

    /** Pieces of a line have the same timestamp. Another timestamp starts a new line. */
    private OpenLine continued(Source source, Instant time) {
        OpenLine current = open.get(source);
        if (current != null && current.time().equals(time)) {
            return current;
        }
        finish(source);
        OpenLine next = new OpenLine(time, new ByteArrayOutputStream());
        open.put(source, next);
        return next;
    }

    private void finish(Source source) {
        OpenLine line = open.remove(source);
        if (line != null) {
            read.add(line.line(source));
        }
    }

    private void end() {
        ended = true;
        open.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(OpenLine::time)))
                .forEach(line -> read.add(line.getValue().line(line.getKey())));
        open.clear();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            body.close();
        } catch (IOException gone) {
            // closed
        }
    }
}

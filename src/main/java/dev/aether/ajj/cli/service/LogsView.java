package dev.aether.ajj.cli.service;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.Output;
import dev.aether.ajj.cli.output.ProblemJson;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.terminal.JsonEscapes;
import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.logs.Logs;
import dev.aether.ajj.lifecycle.view.ServiceLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The output of services, printed as it arrives, because it may not fit into memory. Closes the logs.
 *
 * @param timestamps whether humans see when each line was printed
 * @param prefix whether humans see which service printed it
 */
record LogsView(Logs logs, boolean timestamps, boolean prefix) implements View {

    @Override
    public int text(HumanOutput out) {
        return new Text(out).print(this);
    }

    @Override
    public int json(JsonOutput out) {
        return new Document(out).print(logs);
    }

    /** Prints the lines for humans. All go to stdout, so that {@code grep} finds them. */
    private static final class Text {
        private static final int FULL = 1 << 15;
        /** The engine's format: always nine digits, so that the text lines up. */
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        private final HumanOutput output;
        private final Screen out;
        private final Style style;
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        Text(HumanOutput output) {
            this.output = output;
            this.out = output.screen();
            this.style = out.style();
        }

        /** Prints until the end, or until no process reads the output. */
        int print(LogsView view) {
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

        /** Writes the pending lines; returns whether a process still reads them. */
        private boolean deliver() {
            byte[] lines = pending.toByteArray();
            pending.reset();
            return out.write(lines) && output.isRead();
        }

        private Map<String, byte[]> prefixes(List<String> services) {
            int width = services.stream().mapToInt(String::length).max().orElse(0);
            Map<String, byte[]> prefixes = new HashMap<>();
            for (int index = 0; index < services.size(); index++) {
                String name = services.get(index);
                prefixes.put(name, out.bytes(style.distinct(index, name + " ".repeat(width - name.length()) + " | ")));
            }
            return prefixes;
        }
    }

    /** The JSON document. Its {@code status} comes last, when it is known. */
    private static final class Document {
        private final JsonOutput output;
        private final PrintStream out;

        Document(JsonOutput output) {
            this.output = output;
            this.out = output.stream();
        }

        /** Prints the document. If it is incomplete, its errors contain the reason. */
        int print(Logs logs) {
            try (logs;
                    JsonGenerator json = new ObjectMapper()
                            .createGenerator(new JsonEscapes(new OutputStreamWriter(out, StandardCharsets.UTF_8)))) {
                json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                json.setPrettyPrinter(new DefaultPrettyPrinter());
                json.writeStartObject();
                json.writeNumberField("schema_version", JsonOutput.SCHEMA_VERSION);
                json.writeStringField("operation", output.operation());
                List<Problem> problems = lines(json, logs);
                tail(json, problems);
                json.writeEndObject();
                json.writeRaw(System.lineSeparator());
                return Output.exitStatus(problems);
            } catch (IOException impossible) {
                // A print stream does not throw when no process reads.
                throw new IllegalStateException(impossible);
            }
        }

        /** Prints the lines; returns the problems that stopped them. */
        private List<Problem> lines(JsonGenerator json, Logs logs) throws IOException {
            json.writeArrayFieldStart("lines");
            List<Problem> problems = List.of();
            try {
                Optional<ServiceLine> line = logs.next(() -> true);
                while (line.isPresent() && !out.checkError()) {
                    line(json, line.get());
                    line = logs.next(() -> true);
                }
            } catch (Failure failure) {
                problems = failure.problems();
            }
            json.writeEndArray();
            return problems;
        }

        private static void line(JsonGenerator json, ServiceLine line) throws IOException {
            json.writeStartObject();
            json.writeStringField("service", line.service());
            json.writeStringField("time", line.line().time().toString());
            json.writeStringField("stream", line.line().source().word());
            json.writeStringField("text", line.line().text());
            json.writeEndObject();
        }

        private void tail(JsonGenerator json, List<Problem> problems) throws IOException {
            json.writeStringField("status", problems.isEmpty() ? "success" : "error");
            json.writeFieldName("warnings");
            json.writeTree(output.warnings());
            json.writeFieldName("errors");
            json.writeTree(ProblemJson.errors(problems));
        }
    }
}

package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.Logs;
import dev.aether.ajj.lifecycle.ServiceLine;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The JSON document of lines, written while they come: there may be more than fit into memory. So {@code status} stands
 * behind them, when it is known.
 */
final class LogDocument {
    private final PrintStream out;
    private final RecordedProgress progress;

    /** @param progress of the command; its warnings stand behind the lines */
    LogDocument(PrintStream out, RecordedProgress progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Prints the document; one that broke off says so in its errors. */
    int print(String operation, Logs logs) {
        try (logs;
                JsonGenerator json = new ObjectMapper()
                        .createGenerator(new JsonEscapes(new OutputStreamWriter(out, StandardCharsets.UTF_8)))) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schema_version", Documents.SCHEMA_VERSION);
            json.writeStringField("operation", operation);
            List<Problem> problems = lines(json, logs);
            tail(json, problems);
            json.writeEndObject();
            json.writeRaw(System.lineSeparator());
            return problems.isEmpty()
                    ? ExitStatus.SUCCESS
                    : ErrorCode.of(problems.getFirst()).exitStatus();
        } catch (IOException impossible) {
            // A print stream keeps it to itself when nobody reads.
            throw new IllegalStateException(impossible);
        }
    }

    /** Gives what went wrong on the way. */
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
        json.writeTree(Documents.warnings(progress.warnings()));
        json.writeFieldName("errors");
        json.writeTree(Documents.errors(problems));
    }
}

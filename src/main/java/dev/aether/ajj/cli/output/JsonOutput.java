package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.terminal.JsonEscapes;
import dev.aether.ajj.cli.terminal.PlainProgress;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.spi.report.Progress;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;

/**
 * Output for programs: one JSON object on stdout, also for failures; on stderr warnings, and what {@code --verbose}
 * requests.
 */
public final class JsonOutput implements Output {
    public static final int SCHEMA_VERSION = 1;

    private final String operation;
    private final PrintStream out;
    private final PlainProgress progress;

    /** @param progress shows warnings at once; the object contains them too */
    public JsonOutput(String operation, PrintStream out, PlainProgress progress) {
        this.operation = operation;
        this.out = out;
        this.progress = progress;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public boolean color() {
        return false;
    }

    @Override
    public int show(View view) {
        return view.json(this);
    }

    @Override
    public void fail(Failure failure) {
        print(document("error"), failure.problems());
    }

    /** Returns a new object of a successful command. */
    public ObjectNode document() {
        return document("success");
    }

    /** Returns a new object of a command that succeeded, or in part if there are problems. */
    public ObjectNode document(List<Problem> problems) {
        return document(problems.isEmpty() ? "success" : "partial");
    }

    public ObjectNode document(String status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema_version", SCHEMA_VERSION)
                .put("status", status)
                .put("operation", operation);
    }

    public int print(ObjectNode document) {
        return print(document, List.of());
    }

    /**
     * Prints the object, with the warnings so far and the problems.
     *
     * @return the exit status of the first problem
     */
    public int print(ObjectNode document, List<Problem> problems) {
        document.set("warnings", warnings());
        document.set("errors", ProblemJson.errors(problems));
        out.println(JsonEscapes.escape(document.toPrettyString()));
        out.flush();
        return Output.exitStatus(problems);
    }

    /** Returns an array of strings. */
    public static ArrayNode array(Collection<?> elements) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        elements.forEach(element -> array.add(String.valueOf(element)));
        return array;
    }

    /** Returns the warnings so far. */
    public ArrayNode warnings() {
        ArrayNode warnings = JsonNodeFactory.instance.arrayNode();
        progress.warnings().forEach(message -> warnings.addObject().put("message", message));
        return warnings;
    }

    public String operation() {
        return operation;
    }

    /** Returns stdout, for an object that is printed in parts. */
    public PrintStream stream() {
        return out;
    }
}

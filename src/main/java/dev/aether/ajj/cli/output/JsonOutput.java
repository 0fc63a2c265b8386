package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.CleanUp;
import dev.aether.ajj.lifecycle.Diagnosis;
import dev.aether.ajj.lifecycle.Forgotten;
import dev.aether.ajj.lifecycle.ListWorkspaces.Listing;
import dev.aether.ajj.spi.Progress;
import java.io.PrintStream;
import java.util.List;

/** For programs: one JSON object on stdout, for failures too; on stderr warnings, and what {@code --verbose} asks for. */
public final class JsonOutput implements Output {
    private final PrintStream out;
    private final RecordedProgress progress;

    /**
     * @param out where the object goes
     * @param progress shows warnings as they come; the object holds them too
     */
    public JsonOutput(PrintStream out, Progress progress) {
        this.out = out;
        this.progress = new RecordedProgress(progress);
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
    public int show(String operation, View view) {
        return switch (view) {
            case View.Added added -> {
                ObjectNode document = Documents.document("success", operation);
                document.set("workspace", Documents.workspace(added.workspace()));
                yield print(document, List.of());
            }
            case View.Forgot forgot -> forgot(operation, forgot.workspaces());
            case View.ForgetPreviewed previewed ->
                print(Documents.previews(operation, previewed.workspaces()), List.of());
            case View.Renamed renamed -> {
                ObjectNode document = Documents.document("success", operation);
                document.set("workspace", Documents.renamed(renamed.renamed()));
                yield print(document, List.of());
            }
            case View.Up up -> print(Documents.up(operation, up.brought()), List.of());
            case View.Down down ->
                print(
                        Documents.down(operation, down.takenDown()),
                        down.takenDown().problems());
            case View.Listed listed -> listed(operation, listed.listing());
            case View.Status status -> status(operation, status);
            case View.CleanedUp cleanedUp -> cleanedUp(operation, cleanedUp.outcome());
            case View.Diagnosed diagnosed -> {
                Diagnosis diagnosis = diagnosed.diagnosis();
                print(Documents.diagnosis(operation, diagnosis), diagnosis.problems());
                yield diagnosis.isBroken() ? ExitStatus.BROKEN : ExitStatus.SUCCESS;
            }
            case View.Environment environment ->
                print(EnvironmentText.document(operation, environment.variables()), List.of());
            case View.Logged logged -> new LogDocument(out, progress).print(operation, logged.logs());
            case View.Initialized init -> print(InitDocuments.of(operation, init.initialized()), List.of());
            case View.Trust trust -> print(TrustText.document(operation, trust.outcome()), List.of());
            case View.Script script -> print(CompletionDocuments.script(operation, script), List.of());
            case View.Names names -> print(CompletionDocuments.names(operation, names), List.of());
            case View.PassedOn passedOn -> passedOn.exitStatus();
        };
    }

    private int forgot(String operation, List<Forgotten> workspaces) {
        List<Problem> problems =
                workspaces.stream().flatMap(each -> each.problems().stream()).toList();
        ObjectNode document = Documents.document(problems.isEmpty() ? "success" : "partial", operation);
        if (workspaces.size() == 1) {
            document.set("workspace", Documents.forgotten(workspaces.getFirst()));
        } else {
            ArrayNode array = document.putArray("workspaces");
            workspaces.forEach(each -> array.add(Documents.forgotten(each)));
        }
        document.put(
                "resources_destroyed",
                workspaces.stream().mapToInt(Forgotten::containers).sum());
        return print(document, problems);
    }

    private int listed(String operation, Listing listing) {
        ObjectNode document = Documents.document(listing.problems().isEmpty() ? "success" : "partial", operation);
        ArrayNode workspaces = document.putArray("workspaces");
        listing.workspaces().forEach(workspace -> workspaces.add(Documents.listed(workspace)));
        return print(document, listing.problems());
    }

    private int status(String operation, View.Status view) {
        Listing listing = view.status().listing();
        ObjectNode document = Documents.document(listing.problems().isEmpty() ? "success" : "partial", operation);
        listing.current().ifPresent(current -> document.set("workspace", Documents.closely(current)));
        document.set("jj", Documents.jj(view.status()));
        return print(document, listing.problems());
    }

    private int cleanedUp(String operation, CleanUp.Outcome outcome) {
        ObjectNode document = Documents.document(outcome.problems().isEmpty() ? "success" : "partial", operation);
        document.set("orphans", Documents.orphans(outcome.orphans()));
        document.set("removed", Documents.orphans(outcome.removed()));
        return print(document, outcome.problems());
    }

    @Override
    public void fail(String operation, Failure failure) {
        print(Documents.document("error", operation), failure.problems());
    }

    private int print(ObjectNode document, List<Problem> problems) {
        document.set("warnings", Documents.warnings(progress.warnings()));
        document.set("errors", Documents.errors(problems));
        out.println(JsonEscapes.escape(document.toPrettyString()));
        out.flush();
        return problems.isEmpty()
                ? ExitStatus.SUCCESS
                : ErrorCode.of(problems.getFirst()).exitStatus();
    }
}

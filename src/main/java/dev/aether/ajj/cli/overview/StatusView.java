package dev.aether.ajj.cli.overview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceJson;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.cli.terminal.Spans;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.overview.ShowStatus;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.text.Bytes;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import dev.aether.ajj.spi.vcs.Vcs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The current workspace: jj's status, and the state of its services. */
record StatusView(ShowStatus.Status status) implements View {

    @Override
    public int text(HumanOutput out) {
        out.printColored(status.jj());
        status.listing().current().ifPresent(current -> {
            out.print(lines(current, Instant.now(), out.style()));
            out.hint(hints(current));
        });
        return out.report(status.listing().problems());
    }

    @Override
    public int json(JsonOutput out) {
        List<Problem> problems = status.listing().problems();
        ObjectNode document = out.document(problems);
        status.listing().current().ifPresent(current -> document.set("workspace", workspace(current)));
        document.set("jj", jj());
        return out.print(document, problems);
    }

    /** @param now when the services were queried */
    private static List<String> lines(WorkspaceView workspace, Instant now, Style style) {
        if (workspace.services().isEmpty()) {
            return List.of(isDown(workspace) ? "Services: stopped; start them: ajj up" : "Services: none");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Services: "
                + WorkspaceText.health(workspace.health(), style)
                        .style()
                        .apply(workspace.health().word()));
        lines.addAll(WorkspaceText.table(
                workspace,
                style,
                service -> service.vitals().map(vitals -> words(vitals, now)).orElse("")));
        return lines;
    }

    private static boolean isDown(WorkspaceView workspace) {
        return workspace.phase().equals(Optional.of(Phase.DOWN));
    }

    private static String words(Vitals vitals, Instant now) {
        List<String> words = new ArrayList<>();
        String span = Spans.between(vitals.started(), now);
        words.add(span.equals("now") ? "up just now" : "up " + span);
        if (vitals.restarts() > 0) {
            words.add(vitals.restarts() == 1 ? "1 restart" : vitals.restarts() + " restarts");
        }
        vitals.memory().ifPresent(bytes -> words.add(Bytes.readable(bytes)));
        return String.join(", ", words);
    }

    private static List<String> hints(WorkspaceView workspace) {
        return workspace.services().stream()
                .flatMap(service -> remedies(service).stream()
                        .map(remedy -> service.name() + " (" + service.status().word() + "): " + remedy))
                .toList();
    }

    /** Returns commands that help with a service that is not ready, the first one to try first. */
    private static List<String> remedies(ServiceView service) {
        return switch (service.status()) {
            case READY, COMPLETED -> List.of();
            case STARTING ->
                List.of(
                        "wait until it is ready: ajj up " + ShellWord.quoted(service.name()),
                        "read its log: ajj logs -n 50 " + ShellWord.quoted(service.name()));
            case STOPPED, MISSING -> List.of("start it: ajj up " + ShellWord.quoted(service.name()));
            case EXITED, UNHEALTHY ->
                List.of(
                        "read its log: ajj logs -n 50 " + ShellWord.quoted(service.name()),
                        "restart it: ajj up " + ShellWord.quoted(service.name()));
            case UNKNOWN -> List.of("see why the engine does not answer: ajj doctor");
        };
    }

    private static ObjectNode workspace(WorkspaceView workspace) {
        ObjectNode node = WorkspaceJson.of(workspace);
        for (ServiceView service : workspace.services()) {
            ObjectNode resource = node.withObject("/resources").withObjectProperty(service.name());
            service.vitals().ifPresent(vitals -> {
                resource.put("started", vitals.started().toString()).put("restarts", vitals.restarts());
                vitals.memory().ifPresent(bytes -> resource.put("memory_bytes", bytes));
            });
            if (!service.isWell()) {
                resource.set("hints", JsonOutput.array(remedies(service)));
            }
        }
        return node;
    }

    private ObjectNode jj() {
        Vcs.Revision revision = status.revision();
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("change_id", revision.changeId())
                .put("commit_id", revision.commitId())
                .put("description", revision.description());
        node.set("bookmarks", JsonOutput.array(revision.bookmarks()));
        node.put("empty", revision.empty()).put("conflict", revision.conflict());
        ArrayNode changes = node.putArray("changes");
        revision.changes()
                .forEach(change ->
                        changes.addObject().put("status", change.status()).put("path", change.path()));
        return node.put("status", status.jj());
    }
}

package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.lifecycle.ForgetPreview;
import dev.aether.ajj.lifecycle.Forgotten;
import dev.aether.ajj.lifecycle.Health;
import dev.aether.ajj.lifecycle.RenameWorkspace;
import dev.aether.ajj.lifecycle.ServiceView;
import dev.aether.ajj.lifecycle.WorkspaceView;
import dev.aether.ajj.model.WorkspaceEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words in which answers and problems are told to people, as lines without line ends. */
final class Sentences {
    private static final String INDENT = "  ";
    private static final int LOST_SHOWN = 10;

    private Sentences() {}

    /** A new workspace: where it is, what it has, what to do next. */
    static List<String> added(WorkspaceView workspace, Style style) {
        List<String> lines = new ArrayList<>();
        String root = workspace.root().map(Sentences::shorten).orElse("");
        lines.add(style.strong("Workspace " + workspace.name() + " is ready") + " in " + root);
        lines.addAll(table(workspace, style));
        if (!workspace.envFiles().isEmpty()) {
            lines.add(INDENT + "Environment written to " + String.join(", ", workspace.envFiles()));
        }
        workspace.root().ifPresent(path -> lines.add("Next: cd " + typed(path) + " && ajj run -- YOUR COMMAND"));
        return lines;
    }

    static List<String> forgot(Forgotten forgotten) {
        List<String> lines = new ArrayList<>();
        if (forgotten.problems().isEmpty()) {
            lines.add(
                    forgotten.removed()
                            ? "Removed workspace " + forgotten.name() + services(" and its ", forgotten.containers())
                            : "Forgot workspace " + forgotten.name()
                                    + services(" and removed its ", forgotten.containers()));
            forgotten
                    .root()
                    .filter(_ -> forgotten.stays())
                    .ifPresent(root -> lines.add(INDENT + "its directory stays: " + shorten(root)));
        }
        return lines;
    }

    /** The files that nobody can get back; empty when there are none. */
    static Optional<String> lost(Forgotten forgotten) {
        List<String> files = forgotten.removed() ? forgotten.lost().files() : List.of();
        String more = files.size() > LOST_SHOWN ? " and " + (files.size() - LOST_SHOWN) + " more" : "";
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of("deleted with the workspace " + forgotten.name() + ", although jj had not recorded "
                        + (files.size() == 1 ? "it: " : "them: ")
                        + files.stream().limit(LOST_SHOWN).collect(Collectors.joining(", ")) + more);
    }

    /** What would become of a workspace. */
    static List<String> preview(ForgetPreview preview) {
        List<String> lines = new ArrayList<>();
        lines.add((preview.directory() ? "Would remove workspace " : "Would forget workspace ") + preview.name());
        if (!preview.services().isEmpty()) {
            lines.add(INDENT + "services: " + String.join(", ", preview.services()));
        }
        preview.root()
                .ifPresent(root -> lines.add(
                        INDENT + (preview.directory() ? "directory: " : "its directory stays: ") + shorten(root)));
        preview.lost().inWords().forEach(words -> lines.add(INDENT + "lost for good: " + words));
        return lines;
    }

    static List<String> renamed(RenameWorkspace.Renamed renamed) {
        List<String> lines = new ArrayList<>();
        lines.add("Renamed workspace " + renamed.former() + " to " + renamed.name());
        renamed.namespace()
                .filter(namespace -> !namespace.endsWith("-" + renamed.name()))
                .ifPresent(namespace -> lines.add(INDENT + "its containers keep their names: " + namespace + "-..."));
        return lines;
    }

    private static String services(String before, int containers) {
        return switch (containers) {
            case 0 -> "";
            case 1 -> before + "container, network and volumes";
            default -> before + containers + " containers, network and volumes";
        };
    }

    /** What to do about workspaces at which ajj died. */
    static List<String> incomplete(List<WorkspaceView> workspaces, Style style) {
        return workspaces.stream()
                .filter(WorkspaceView::abandoned)
                .map(workspace -> style.hint("Hint: ") + workspace.name()
                        + " was left unfinished: take it away with `ajj workspace forget " + workspace.name()
                        + "`, or see `ajj cleanup`")
                .toList();
    }

    static Table.Cell state(WorkspaceView workspace, Style style) {
        if (workspace.phase().isEmpty()) {
            return health(workspace.health(), style);
        }
        if (workspace.abandoned()) {
            return new Table.Cell("incomplete", style::bad);
        }
        if (workspace.health() == Health.CREATING || workspace.health() == Health.REMOVING) {
            return health(workspace.health(), style);
        }
        if (!workspace.known()) {
            return new Table.Cell("unknown to jj", style::bad);
        }
        return health(workspace.health(), style);
    }

    static boolean isDown(WorkspaceView workspace) {
        return workspace.phase().equals(Optional.of(WorkspaceEntry.Phase.DOWN));
    }

    static Table.Cell health(Health health, Style style) {
        return switch (health) {
            case HEALTHY -> new Table.Cell(health.word(), style::good);
            case NONE -> new Table.Cell("no services", style::faint);
            case DEGRADED, STOPPED, UNKNOWN, CREATING, REMOVING -> new Table.Cell(health.word(), style::doubtful);
            case FAILED -> new Table.Cell(health.word(), style::bad);
        };
    }

    static List<String> table(WorkspaceView workspace, Style style) {
        Table table = new Table();
        for (ServiceView service : workspace.services()) {
            table.row(
                    new Table.Cell(service.name(), style::strong),
                    Table.Cell.of(service.image()),
                    status(service, style),
                    Table.Cell.of(addresses(service)));
        }
        return table.lines(INDENT);
    }

    static Table.Cell status(ServiceView service, Style style) {
        return switch (service.status()) {
            case READY, COMPLETED -> new Table.Cell(service.status().word(), style::good);
            case STOPPED, UNKNOWN -> new Table.Cell(service.status().word(), style::doubtful);
            case UNHEALTHY, EXITED, MISSING -> new Table.Cell(service.status().word(), style::bad);
        };
    }

    static String addresses(ServiceView service) {
        return service.ports().entrySet().stream()
                .map(port -> service.host() + ":" + port.getValue() + " -> " + port.getKey())
                .collect(Collectors.joining(", "));
    }

    /** All problems in their order. Hints that several in a row have in common stand after the last of them. */
    static List<String> problems(List<Problem> problems, Style style) {
        List<String> lines = new ArrayList<>();
        for (int index = 0; index < problems.size(); index++) {
            Problem problem = problems.get(index);
            lines.addAll(problem(problem, style));
            boolean last = index == problems.size() - 1;
            if (last || !problem.hints().equals(problems.get(index + 1).hints())) {
                problem.hints().forEach(hint -> lines.add(style.hint("Hint: ") + hint));
            }
        }
        return lines;
    }

    /** A problem: what, where and the last words of a dead service. */
    private static List<String> problem(Problem problem, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.error("Error: ") + where(problem) + problem.message());
        if (problem instanceof ServiceProblem.NotReady dead) {
            dead.healthcheck().forEach(line -> lines.add(INDENT + style.faint("healthcheck | ") + line));
            dead.log().forEach(line -> lines.add(INDENT + style.faint("| ") + line));
        }
        return lines;
    }

    private static String where(Problem problem) {
        return switch (problem) {
            case ConfigProblem.Invalid invalid -> invalid.position() + ": ";
            case ConfigProblem.Untrusted untrusted -> untrusted.grant().position() + ": ";
            default -> "";
        };
    }

    /** Where there is more to read about problems that hints cannot explain; one line at most. */
    static List<String> furtherReading(List<Problem> problems, Style style) {
        List<String> codes = problems.stream()
                .map(ErrorCode::of)
                .filter(ErrorCode::needsMoreWords)
                .map(ErrorCode::name)
                .distinct()
                .toList();
        return codes.isEmpty()
                ? List.of()
                : List.of(style.hint("Hint: ") + "more about " + String.join(" and ", codes) + ": `man ajj-errors`, or "
                        + ErrorCode.PAGE);
    }

    /** A path as people write it: relative to the home directory where it is below it. */
    static String shorten(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        return path.startsWith(home) && !path.equals(home) ? "~/" + home.relativize(path) : path.toString();
    }

    /** Fit to be pasted into a shell, which expands the tilde only where it is not quoted. */
    private static String typed(Path path) {
        String shortened = shorten(path);
        return shortened.matches("[A-Za-z0-9_./~+:@%-]+")
                ? shortened
                : "'" + path.toString().replace("'", "'\\''") + "'";
    }
}

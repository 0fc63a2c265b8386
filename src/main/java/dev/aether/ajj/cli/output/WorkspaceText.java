package dev.aether.ajj.cli.output;

import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.cli.terminal.Table;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Formats workspaces, services and paths for humans. */
public final class WorkspaceText {
    public static final String INDENT = "  ";

    private WorkspaceText() {}

    public static List<String> table(WorkspaceView workspace, Style style) {
        return table(workspace, style, _ -> "");
    }

    /** Formats the services of a workspace, each with a note in the last column. */
    public static List<String> table(WorkspaceView workspace, Style style, Function<ServiceView, String> note) {
        Table table = new Table();
        for (ServiceView service : workspace.services()) {
            table.row(
                    new Table.Cell(service.name(), style::strong),
                    Table.Cell.of(service.image()),
                    status(service, style),
                    Table.Cell.of(addresses(service)),
                    new Table.Cell(note.apply(service), style::faint));
        }
        return table.lines(INDENT);
    }

    public static Table.Cell state(WorkspaceView workspace, Style style) {
        if (workspace.phase().isEmpty()) {
            return health(workspace.health(), style);
        }
        if (workspace.abandoned()) {
            return new Table.Cell("incomplete", style::bad);
        }
        if (workspace.health() == Health.CREATING || workspace.health() == Health.REMOVING) {
            return health(workspace.health(), style);
        }
        if (workspace.isForgotten()) {
            return new Table.Cell("unknown to jj", style::bad);
        }
        if (workspace.gone()) {
            return new Table.Cell("directory gone", style::bad);
        }
        return health(workspace.health(), style);
    }

    public static Table.Cell health(Health health, Style style) {
        return switch (health) {
            case HEALTHY -> new Table.Cell(health.word(), style::good);
            case NONE -> new Table.Cell("-", style::faint);
            case STARTING, DEGRADED, STOPPED, UNKNOWN, CREATING, REMOVING ->
                new Table.Cell(health.word(), style::doubtful);
            case FAILED -> new Table.Cell(health.word(), style::bad);
        };
    }

    private static Table.Cell status(ServiceView service, Style style) {
        return switch (service.status()) {
            case READY, COMPLETED -> new Table.Cell(service.status().word(), style::good);
            case STARTING, STOPPED, UNKNOWN -> new Table.Cell(service.status().word(), style::doubtful);
            case UNHEALTHY, EXITED, MISSING -> new Table.Cell(service.status().word(), style::bad);
        };
    }

    private static String addresses(ServiceView service) {
        return service.ports().entrySet().stream()
                .map(port -> service.host() + ":" + port.getValue() + " -> " + port.getKey())
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns a path relative to a directory or to the home directory, where that is shorter.
     *
     * @param here absolute
     */
    public static String shorten(Path path, Path here) {
        String relative = here.relativize(path).toString();
        String shortened = shorten(path);
        if (relative.isEmpty()) {
            return ".";
        }
        return relative.length() <= shortened.length() ? relative : shortened;
    }

    /** Returns a path below the home directory relative to it, with a tilde. */
    public static String shorten(Path path) {
        Path home = Path.of(System.getProperty("user.home"));
        return path.startsWith(home) && !path.equals(home) ? "~/" + home.relativize(path) : path.toString();
    }
}

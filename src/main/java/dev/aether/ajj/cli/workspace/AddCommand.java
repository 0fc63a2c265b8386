package dev.aether.ajj.cli.workspace;

import dev.aether.ajj.cli.option.TimeoutOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.add.AddResult;
import dev.aether.ajj.lifecycle.add.AddWorkspace;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code ajj workspace add DEST}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = {
            "Add a jj workspace with its own services.",
            "",
            "Runs `jj workspace add`, starts private copies of the declared services, waits until"
                    + " they answer, and writes the injected files. If a step fails, all of it is rolled back."
        },
        footer = {
            "",
            "Other options are passed to jj, with a value as --OPTION=VALUE: see `jj workspace add --help`.",
            "",
            "An aether.toml to begin with:",
            "  [services.postgres]",
            "  image = \"postgres:15\"",
            "  ports = [\"5432\"]",
            "  env = { POSTGRES_PASSWORD = \"password\" }",
            "",
            "  [injection]",
            "  file = \".env\"",
            "  template = \"PGPORT={{ services.postgres.ports.5432 }}\"",
        })
public final class AddCommand implements SessionCommand {
    private final AddWorkspace addWorkspace;

    @Parameters(paramLabel = "DEST", description = "Where the new workspace goes: a new path, or an empty directory.")
    Path destination = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Its name. Default: the last part of DEST.")
    @Nullable
    String name;

    @Option(
            names = {"-r", "--revision"},
            paramLabel = "REVSETS",
            description = "Parents of its working copy. May be given several times.")
    List<String> revisions = List.of();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "MESSAGE",
            description = "Description of its working-copy change.")
    @Nullable
    String message;

    @Option(
            names = "--sparse-patterns",
            paramLabel = "MODE",
            description = "Its sparse patterns, as in jj: copy, full or empty.")
    @Nullable
    String sparsePatterns;

    @Unmatched
    List<String> others = new ArrayList<>();

    @Option(names = "--no-services", description = "Add the jj workspace only, without services.")
    boolean noServices;

    @Mixin
    TimeoutOption timeout = new TimeoutOption();

    public AddCommand(AddWorkspace addWorkspace) {
        this.addWorkspace = addWorkspace;
    }

    @Override
    public String operation() {
        return "workspace_add";
    }

    @Override
    public String interrupted() {
        return "everything was rolled back";
    }

    @Override
    public Leftovers leftovers() {
        String workspace = workspaceName().orElse("");
        return new Leftovers(
                "the workspace " + workspace + " and some of its services may exist",
                List.of(
                        "list the workspaces: ajj list",
                        "remove it: ajj workspace forget " + ShellWord.operand(workspace)));
    }

    @Override
    public String activity() {
        return "reading the declaration of services";
    }

    @Override
    public View run(Session session) {
        AddRequest request = new AddRequest(
                session.directory(),
                session.config(),
                session.path(destination),
                workspaceName(),
                revisions,
                Optional.ofNullable(message),
                jjOptions(),
                !noServices,
                session.deadline(),
                !session.json());
        AddResult added = addWorkspace.add(request, session.progress());
        warnOfDestination(added.workspace(), session.progress());
        return new AddView(added.workspace(), added.compose());
    }

    /** Returns the last part of the destination as written, like jj: a link's name, not its target's. */
    private Optional<String> workspaceName() {
        if (name != null) {
            return Optional.of(name);
        }
        return Optional.ofNullable(destination.getFileName())
                .map(Path::toString)
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."));
    }

    /** Warns like jj, which cannot do so itself because it receives an absolute path. */
    private void warnOfDestination(WorkspaceView added, Progress progress) {
        if (destination.getNameCount() == 1 && !destination.isAbsolute()) {
            progress.warn("the workspace was created inside the current directory. If this was not intended:"
                    + " `ajj workspace remove " + ShellWord.operand(added.name()) + "`, then `ajj workspace add "
                    + ShellWord.quoted("../" + destination) + "`");
        }
    }

    private List<String> jjOptions() {
        List<String> options = new ArrayList<>();
        if (sparsePatterns != null) {
            options.add("--sparse-patterns=" + sparsePatterns);
        }
        options.addAll(others);
        return options;
    }
}

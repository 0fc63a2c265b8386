package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.CleanUp;
import dev.aether.ajj.lifecycle.Forgotten;
import dev.aether.ajj.lifecycle.ListWorkspaces.Listing;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** For people: answers on stdout; progress, warnings, errors and hints on stderr. */
public final class HumanOutput implements Output {
    private final PrintStream out;
    private final PrintStream err;
    private final Style outStyle;
    private final Style errStyle;
    private final DisplayedProgress progress;
    private final Settings settings;

    /**
     * How it prints.
     *
     * @param outColor whether stdout is coloured
     * @param errColor whether stderr is coloured
     * @param quiet whether only answers to questions and errors are printed
     * @param verbose whether the cause of a defect is printed whole
     * @param columns of the terminal that stdout goes to; 0 when it goes to none
     * @param isRead whether something still reads stdout
     */
    public record Settings(
            boolean outColor, boolean errColor, boolean quiet, boolean verbose, int columns, BooleanSupplier isRead) {}

    public HumanOutput(PrintStream out, PrintStream err, DisplayedProgress progress, Settings settings) {
        this.out = out;
        this.err = err;
        this.outStyle = new Style(settings.outColor());
        this.errStyle = new Style(settings.errColor());
        this.progress = progress;
        this.settings = settings;
    }

    @Override
    public DisplayedProgress progress() {
        return progress;
    }

    @Override
    public boolean color() {
        return settings.outColor();
    }

    @Override
    public int show(String operation, View view) {
        progress.finish();
        return switch (view) {
            case View.Added added -> {
                if (!settings.quiet()) {
                    print(Sentences.added(added.workspace(), outStyle));
                }
                yield ExitStatus.SUCCESS;
            }
            case View.Forgot forgot -> forgot(forgot.workspaces());
            case View.Renamed renamed -> {
                if (!settings.quiet()) {
                    print(Sentences.renamed(renamed.renamed()));
                }
                yield ExitStatus.SUCCESS;
            }
            case View.Up up -> {
                if (!settings.quiet()) {
                    print(UpSentences.up(up.brought(), outStyle));
                }
                yield ExitStatus.SUCCESS;
            }
            case View.Down down -> {
                if (!settings.quiet()) {
                    print(UpSentences.down(down.takenDown()));
                }
                yield report(down.takenDown().problems());
            }
            case View.Listed listed -> listed(listed.listing());
            case View.Status status -> status(status);
            case View.CleanedUp cleanedUp -> cleanedUp(cleanedUp.outcome());
            case View.Diagnosed diagnosed -> {
                print(DiagnosisSentences.of(diagnosed.diagnosis(), settings.quiet(), outStyle));
                yield diagnosed.diagnosis().isBroken() ? ExitStatus.BROKEN : ExitStatus.SUCCESS;
            }
            case View.Environment environment -> environment(environment);
            case View.Logged logged -> new LogPrinter(out, outStyle, settings.isRead()).print(logged);
            case View.Initialized init -> {
                if (!settings.quiet()) {
                    print(InitSentences.of(init.initialized(), outStyle));
                }
                yield ExitStatus.SUCCESS;
            }
            case View.Script script -> print(script.text().lines().toList());
            case View.Names names -> print(names.names());
            case View.PassedOn passedOn -> passedOn.exitStatus();
        };
    }

    private int forgot(List<Forgotten> workspaces) {
        if (!settings.quiet()) {
            workspaces.forEach(forgotten -> print(Sentences.forgot(forgotten)));
        }
        return report(workspaces.stream()
                .flatMap(forgotten -> forgotten.problems().stream())
                .toList());
    }

    private int listed(Listing listing) {
        print(ListSentences.of(listing.workspaces(), Instant.now(), settings.columns(), outStyle));
        Sentences.incomplete(listing.workspaces(), errStyle).forEach(err::println);
        return report(listing.problems());
    }

    private int cleanedUp(CleanUp.Outcome outcome) {
        if (!settings.quiet() || !outcome.request().force()) {
            print(OrphanSentences.of(outcome, outStyle));
        }
        return report(outcome.problems());
    }

    private int status(View.Status view) {
        out.print(view.status().jj());
        Listing listing = view.status().listing();
        listing.current().ifPresent(current -> {
            print(StatusSentences.of(current, Instant.now(), outStyle));
            StatusSentences.hints(current, errStyle).forEach(err::println);
        });
        return report(listing.problems());
    }

    private int environment(View.Environment view) {
        EnvironmentText text = new EnvironmentText(view.variables());
        print(view.shell() ? text.shell() : text.dotenv());
        if (view.shell()) {
            text.strangersToShells().forEach(progress::warn);
        }
        return ExitStatus.SUCCESS;
    }

    private int print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
        return ExitStatus.SUCCESS;
    }

    @Override
    public void fail(String operation, Failure failure) {
        progress.finish();
        if (settings.verbose() && failure.getCause() != null && isUnexpected(failure.first())) {
            failure.getCause().printStackTrace(err);
        }
        report(failure.problems());
    }

    /** Whether the cause is what whoever looks into it needs. */
    private static boolean isUnexpected(Problem problem) {
        return problem instanceof Problem.Internal || problem instanceof BackendProblem.Unavailable;
    }

    private int report(List<Problem> problems) {
        problems.forEach(problem -> Sentences.problem(problem, errStyle).forEach(err::println));
        Sentences.furtherReading(problems, errStyle).forEach(err::println);
        err.flush();
        return problems.isEmpty()
                ? ExitStatus.SUCCESS
                : ErrorCode.of(problems.getFirst()).exitStatus();
    }
}

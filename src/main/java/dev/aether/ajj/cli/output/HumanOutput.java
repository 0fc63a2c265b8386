package dev.aether.ajj.cli.output;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.CleanUp;
import dev.aether.ajj.lifecycle.Forgotten;
import dev.aether.ajj.lifecycle.ListWorkspaces.Listing;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/** For people: answers on stdout; progress, warnings, errors and hints on stderr. */
public final class HumanOutput implements Output {
    private final Screen out;
    private final Screen err;
    private final Style outStyle;
    private final Style errStyle;
    private final DisplayedProgress progress;
    private final Settings settings;

    /**
     * How it prints.
     *
     * @param quiet whether only answers to questions and errors are printed
     * @param verbose whether the cause of a defect is printed whole
     * @param columns of the terminal that stdout goes to; 0 when it goes to none
     * @param isRead whether something still reads stdout
     */
    public record Settings(boolean quiet, boolean verbose, int columns, BooleanSupplier isRead) {}

    public HumanOutput(Screen out, Screen err, DisplayedProgress progress, Settings settings) {
        this.out = out;
        this.err = err;
        this.outStyle = out.style();
        this.errStyle = err.style();
        this.progress = progress;
        this.settings = settings;
    }

    @Override
    public DisplayedProgress progress() {
        return progress;
    }

    @Override
    public boolean color() {
        return out.hasColor();
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
            case View.ForgetPreviewed previewed ->
                print(previewed.workspaces().stream()
                        .flatMap(each -> Sentences.preview(each).stream())
                        .toList());
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
            case View.Logged logged -> new LogPrinter(out, settings.isRead()).print(logged);
            case View.Initialized init -> {
                if (!settings.quiet()) {
                    print(InitSentences.of(init.initialized(), outStyle));
                }
                yield ExitStatus.SUCCESS;
            }
            case View.Trust trust -> print(TrustText.lines(trust.outcome(), outStyle));
            case View.Script script -> printData(script.text().lines().toList());
            case View.Names names -> printData(names.names());
            case View.PassedOn passedOn -> passedOn.exitStatus();
        };
    }

    private int forgot(List<Forgotten> workspaces) {
        if (!settings.quiet()) {
            workspaces.forEach(forgotten -> print(Sentences.forgot(forgotten)));
        }
        workspaces.forEach(forgotten -> Sentences.lost(forgotten).ifPresent(progress::warn));
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
        out.printColored(view.status().jj());
        Listing listing = view.status().listing();
        listing.current().ifPresent(current -> {
            print(StatusSentences.of(current, Instant.now(), outStyle));
            StatusSentences.hints(current, errStyle).forEach(err::println);
        });
        return report(listing.problems());
    }

    private int environment(View.Environment view) {
        if (view.shell()) {
            printData(EnvironmentText.shell(view.shown().forShell()));
            EnvironmentText.strangersToShells(view.variables()).forEach(progress::warn);
        } else {
            printData(EnvironmentText.dotenv(view.variables()));
        }
        return ExitStatus.SUCCESS;
    }

    private int print(List<String> lines) {
        lines.forEach(out::println);
        out.flush();
        return ExitStatus.SUCCESS;
    }

    /** For other programs. */
    private int printData(List<String> lines) {
        lines.forEach(out::printData);
        out.flush();
        return ExitStatus.SUCCESS;
    }

    @Override
    public void fail(String operation, Failure failure) {
        progress.abort();
        if (settings.verbose() && failure.getCause() != null && isUnexpected(failure.first())) {
            err.printStackTrace(failure.getCause());
        }
        report(failure.problems());
    }

    /** Whether the cause is what whoever looks into it needs. */
    private static boolean isUnexpected(Problem problem) {
        return problem instanceof Problem.Internal || problem instanceof BackendProblem.Unavailable;
    }

    private int report(List<Problem> problems) {
        Sentences.problems(problems, errStyle).forEach(err::println);
        Sentences.furtherReading(problems, errStyle).forEach(err::println);
        err.flush();
        return problems.isEmpty()
                ? ExitStatus.SUCCESS
                : ErrorCode.of(problems.getFirst()).exitStatus();
    }
}

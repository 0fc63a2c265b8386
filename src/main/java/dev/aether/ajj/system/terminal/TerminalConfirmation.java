package dev.aether.ajj.system.terminal;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.system.posix.Posix;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Asks on stderr and reads the answer from stdin. Both must be terminals. */
public class TerminalConfirmation implements Confirmation {
    private static final int INPUT = 0;
    private static final int ERROR = 2;
    private static final Set<String> YES = Set.of("y", "yes");

    private final Progress progress;

    public TerminalConfirmation(Progress progress) {
        this.progress = progress;
    }

    @Override
    public boolean isPossible() {
        return Posix.isTerminal(INPUT) && Posix.isTerminal(ERROR);
    }

    @Override
    public boolean confirm(String heading, List<String> lines, String question) {
        progress.pause();
        System.err.println(Escapes.onTerminal(heading));
        lines.forEach(line -> System.err.println("  " + Escapes.onTerminal(line)));
        System.err.print(question + " [y/N] ");
        System.err.flush();
        return YES.contains(line().strip().toLowerCase(Locale.ROOT));
    }

    /** Reads on a separate thread: a read cannot be interrupted, and Ctrl-C must work here too. */
    private static String line() {
        FutureTask<Optional<String>> line = new FutureTask<>(() -> Optional.ofNullable(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine()));
        Thread.ofPlatform().daemon().start(line);
        Optional<String> answer = Optional.empty();
        try {
            answer = line.get();
        } catch (InterruptedException | ExecutionException unanswered) {
            // counts as no
        }
        if (answer.isEmpty()) {
            System.err.println();
        }
        return answer.orElse("");
    }
}

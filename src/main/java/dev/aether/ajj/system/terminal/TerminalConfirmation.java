package dev.aether.ajj.system.terminal;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.system.posix.Posix;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks on stderr and reads the answer from stdin. Both must be terminals. */
@ApplicationScoped
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
        return new Posix().isTerminal(INPUT) && new Posix().isTerminal(ERROR);
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
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                String read = input.readLine();
                if (read == null) {
                    System.err.println();
                }
                line.complete(read == null ? "" : read);
            } catch (IOException unreadable) {
                line.complete("");
            }
        });
        try {
            return line.get();
        } catch (InterruptedException interrupted) {
            System.err.println();
            return "";
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("reading a line does not throw", impossible);
        }
    }
}

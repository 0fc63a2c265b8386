package dev.aether.ajj.system.terminal;

import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.terminal.Terminal;
import dev.aether.ajj.system.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** The terminal, by calls of the C library. */
public class PosixTerminal implements Terminal {
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 20;

    private final ProcessContext process;

    public PosixTerminal(ProcessContext process) {
        this.process = process;
    }

    @Override
    public boolean isOutputTerminal() {
        return isTerminal(OUTPUT);
    }

    @Override
    public boolean isErrorTerminal() {
        return isTerminal(ERROR);
    }

    private static boolean isTerminal(int descriptor) {
        return !isOtherFile(Path.of("/proc/self/fd", Integer.toString(descriptor))) && Posix.isTerminal(descriptor);
    }

    /** Whether Linux shows a file, pipe or socket. To link the function of the C library takes much longer than to look here. */
    private static boolean isOtherFile(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.equals("/dev/null")
                    || target.startsWith("pipe:")
                    || target.startsWith("socket:")
                    || Files.isRegularFile(descriptor);
        } catch (IOException otherSystem) {
            return false;
        }
    }

    @Override
    public boolean isOutputRead() {
        return !Posix.isBroken(OUTPUT);
    }

    @Override
    public int columns() {
        int columns = Optional.ofNullable(process.environment().get("COLUMNS"))
                .map(PosixTerminal::number)
                .filter(OptionalInt::isPresent)
                .orElseGet(() -> Posix.columns(ERROR))
                .orElse(DEFAULT_COLUMNS);
        return Math.max(MIN_COLUMNS, columns);
    }

    private static OptionalInt number(String text) {
        return text.matches("[1-9][0-9]{0,4}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}

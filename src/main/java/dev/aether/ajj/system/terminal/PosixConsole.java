package dev.aether.ajj.system.terminal;

import dev.aether.ajj.spi.terminal.Console;
import dev.aether.ajj.system.posix.Posix;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The three standard streams. */
public class PosixConsole implements Console {
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;

    @Override
    public InputStream input() {
        return new FileInputStream(FileDescriptor.in);
    }

    @Override
    public OutputStream output() {
        return new FileOutputStream(FileDescriptor.out);
    }

    @Override
    public OutputStream error() {
        return new FileOutputStream(FileDescriptor.err);
    }

    @Override
    public boolean isInteractive() {
        return Posix.isTerminal(INPUT) && Posix.isTerminal(OUTPUT);
    }

    @Override
    public RawTerminal raw() {
        return PosixRawTerminal.open(INPUT);
    }
}

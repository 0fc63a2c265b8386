package dev.aether.ajj.testing;

import dev.aether.ajj.spi.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A console in memory, with an optional terminal. */
public final class FakeConsole implements Console {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    /** The input. */
    public String typed = "";
    /** Whether it is a terminal. */
    public boolean interactive;
    /** The changes of the terminal's mode: {@code raw}, {@code restored}. */
    public final List<String> modes = new ArrayList<>();

    /** Returns the output so far. */
    public String out() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Returns the error output so far. */
    public String err() {
        return error.toString(StandardCharsets.UTF_8);
    }

    @Override
    public InputStream input() {
        return new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public OutputStream error() {
        return error;
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    @Override
    public RawTerminal raw() {
        modes.add("raw");
        return new RawTerminal() {
            @Override
            public Optional<Size> size() {
                return Optional.of(new Size(24, 80));
            }

            @Override
            public void onResize(Runnable listener) {}

            @Override
            public void close() {
                modes.add("restored");
            }
        };
    }
}

package dev.aether.ajj.spi.terminal;

/** The terminal that stdout and stderr may be connected to. */
public interface Terminal {

    /** Whether stdout is a terminal. */
    boolean isOutputTerminal();

    /** Whether stderr is a terminal. */
    boolean isErrorTerminal();

    /** Whether a process still reads stdout; true when unknown. */
    default boolean isOutputRead() {
        return true;
    }

    /** Returns the width of the terminal in columns, at least 20; 80 without a terminal. */
    int columns();
}

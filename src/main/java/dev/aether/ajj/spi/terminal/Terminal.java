package dev.aether.ajj.spi.terminal;

/** The terminal that ajj may be attached to. */
public interface Terminal {

    /** Whether stdout goes to a terminal. */
    boolean isOutputTerminal();

    /** Whether stderr goes to a terminal. */
    boolean isErrorTerminal();

    /** Whether something still reads what goes to stdout; true when that is not known. */
    default boolean isOutputRead() {
        return true;
    }

    /** Width of the terminal in columns, at least 20; 80 when there is none. */
    int columns();
}

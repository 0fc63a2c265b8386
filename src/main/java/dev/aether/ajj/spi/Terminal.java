package dev.aether.ajj.spi;

/** The terminal that ajj may be attached to. */
public interface Terminal {

    /** Whether stdout goes to a terminal. */
    boolean isOutputTerminal();

    /** Whether stderr goes to a terminal. */
    boolean isErrorTerminal();

    /** Width of the terminal in columns, at least 20; 80 when there is none. */
    int columns();
}

package dev.aether.ajj.spi.terminal;

import java.util.List;

/** Asks the user before something dangerous or irreversible. */
public interface Confirmation {

    /** Whether ajj runs on a terminal, so that the user can be asked. */
    boolean isPossible();

    /**
     * Shows the consequences and waits for the answer.
     *
     * @param lines not empty; escaped for a terminal
     * @return false also when the input ends or the user interrupts
     */
    boolean confirm(String heading, List<String> lines, String question);
}

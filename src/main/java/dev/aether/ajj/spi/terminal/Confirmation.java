package dev.aether.ajj.spi.terminal;

import java.util.List;

/** Asks the user before something happens that cannot be undone, or that is dangerous. */
public interface Confirmation {

    /** Whether there is somebody to ask: ajj is used at a terminal. */
    boolean isPossible();

    /**
     * Shows what it is about and waits for the answer.
     *
     * @param heading introduces the lines
     * @param lines not empty; escaped for a terminal
     * @param question one that yes allows
     * @return whether to go on; false also when the input ends, or the user interrupts
     */
    boolean confirm(String heading, List<String> lines, String question);
}

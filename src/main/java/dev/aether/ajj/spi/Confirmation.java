package dev.aether.ajj.spi;

import java.util.List;

/** Asks the user before something is lost for good. */
public interface Confirmation {

    /** Whether there is somebody to ask: ajj is used at a terminal. */
    boolean isPossible();

    /**
     * Shows what would be lost and waits for the answer.
     *
     * @param losses one line each; not empty
     * @return whether to go on; false also when the input ends, or the user interrupts
     */
    boolean confirm(List<String> losses);
}

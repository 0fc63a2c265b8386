package dev.aether.ajj.cli.output;

/** The answer of a command, as text and as JSON. Each command has its own. */
public interface View {

    /**
     * Prints the answer for humans.
     *
     * @return the exit status
     */
    int text(HumanOutput out);

    /**
     * Prints the answer as one JSON object.
     *
     * @return the exit status
     */
    int json(JsonOutput out);
}

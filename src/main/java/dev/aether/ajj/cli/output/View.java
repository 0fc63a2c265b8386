package dev.aether.ajj.cli.output;

/** The answer of a command: what people and what programs read. Each command has one of its own. */
public interface View {

    /**
     * Prints it for people.
     *
     * @return the exit status
     */
    int text(HumanOutput out);

    /**
     * Prints it as one JSON object.
     *
     * @return the exit status
     */
    int json(JsonOutput out);
}

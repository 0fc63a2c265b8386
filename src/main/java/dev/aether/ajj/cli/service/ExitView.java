package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;

/** Prints nothing, because another program has answered. Its exit status becomes ajj's. */
record ExitView(int exitStatus) implements View {

    @Override
    public int text(HumanOutput out) {
        return exitStatus;
    }

    @Override
    public int json(JsonOutput out) {
        return exitStatus;
    }
}

package dev.aether.ajj.cli.service;

import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;

/** Another program has answered: there is nothing to print, and its exit status is ajj's. */
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

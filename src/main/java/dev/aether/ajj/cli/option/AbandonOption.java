package dev.aether.ajj.cli.option;

import picocli.CommandLine.Option;

/** The option of commands that remove services to give up on an unreachable engine. */
public final class AbandonOption {

    @Option(
            names = "--abandon",
            description =
                    "Forget services whose engine cannot be reached. Only for an engine that no longer exists: nothing removes them later.")
    boolean abandon;

    public boolean isSet() {
        return abandon;
    }
}

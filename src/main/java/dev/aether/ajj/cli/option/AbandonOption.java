package dev.aether.ajj.cli.option;

import picocli.CommandLine.Option;

/** What commands that remove services do when the engine that holds them cannot be reached. */
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

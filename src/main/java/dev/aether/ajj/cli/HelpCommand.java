package dev.aether.ajj.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ajj help}: what {@code ajj --help} says. With a word behind it, it is jj's and never comes here. */
@Command(name = "help", hidden = true, helpCommand = true, description = "Show what ajj can do.")
public final class HelpCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        CommandLine ajj = spec.root().commandLine();
        ajj.usage(ajj.getOut());
    }
}

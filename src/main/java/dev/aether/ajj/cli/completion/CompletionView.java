package dev.aether.ajj.cli.completion;

import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;

/** The completion script of a shell. */
record CompletionView(Shell shell, String script) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.printData(script.lines().toList());
    }

    @Override
    public int json(JsonOutput out) {
        return out.print(out.document().put("shell", shell.name()).put("script", script));
    }
}

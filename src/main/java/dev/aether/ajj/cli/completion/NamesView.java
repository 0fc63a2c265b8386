package dev.aether.ajj.cli.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import java.util.List;

/** Names for a shell to offer. */
record NamesView(List<String> names) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.printData(names);
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document();
        document.set("names", JsonOutput.array(names));
        return out.print(document);
    }
}

package dev.aether.ajj.cli.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.ComposeNotes;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.output.WorkspaceJson;
import dev.aether.ajj.cli.output.WorkspaceText;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.text.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result of {@code ajj workspace add}. */
record AddView(WorkspaceView workspace, Optional<ComposeUse> compose) implements View {

    @Override
    public int text(HumanOutput out) {
        return out.confirm(lines(out.style(), out.columns()));
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document();
        document.set("workspace", WorkspaceJson.of(workspace));
        compose.ifPresent(use -> ComposeNotes.addTo(document, use));
        return out.print(document);
    }

    private List<String> lines(Style style, int columns) {
        List<String> lines = new ArrayList<>();
        String root = workspace.root().map(WorkspaceText::shorten).orElse("");
        lines.add(style.strong("Workspace " + workspace.name() + " is ready") + " in " + root);
        lines.addAll(WorkspaceText.table(workspace, style));
        compose.ifPresent(use -> lines.addAll(ComposeNotes.lines(use, style, columns)));
        if (!workspace.envFiles().isEmpty()) {
            lines.add(WorkspaceText.INDENT + "Environment written to " + String.join(", ", workspace.envFiles()));
        }
        workspace.root().ifPresent(path -> lines.add("Next: cd " + shellPath(path) + " && ajj run -- YOUR COMMAND"));
        return lines;
    }

    /** Returns the path for a shell, which expands a tilde only without quotes. */
    private static String shellPath(Path path) {
        String shortened = WorkspaceText.shorten(path);
        return shortened.matches("[A-Za-z0-9_./~+:@%-]+") ? shortened : ShellWord.quoted(path.toString());
    }
}

package dev.aether.ajj.jj.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.spi.vcs.Vcs.FileChange;
import dev.aether.ajj.spi.vcs.Vcs.Revision;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a working-copy revision from jj, as JSON because descriptions and paths may contain line breaks. */
public record RevisionReader(JujutsuCommand jujutsu) {
    private static final String TEMPLATE = "\"{\" ++ "
            + String.join(
                    " ++ \",\" ++ ",
                    field("change_id", "json(self.change_id())"),
                    field("commit_id", "json(self.commit_id())"),
                    field("description", "json(self.description())"),
                    field("bookmarks", "json(self.local_bookmarks().map(|b| b.name()))"),
                    field("empty", "json(self.empty())"),
                    field("conflict", "json(self.conflict())"),
                    field(
                            "changes",
                            "\"[\" ++ self.diff().files().map(|f| \"[\" ++ json(f.status()) ++ \",\""
                                    + " ++ json(f.path()) ++ \"]\").join(\",\") ++ \"]\""))
            + " ++ \"}\"";

    private static String field(String name, String value) {
        return "\"\\\"" + name + "\\\":\" ++ " + value;
    }

    /** Returns the working-copy revision of a workspace, as of the last snapshot. */
    public Revision read(Path workspaceRoot) {
        String answer = jujutsu.run(
                workspaceRoot, List.of("--ignore-working-copy", "log", "--no-graph", "-r", "@", "-T", TEMPLATE));
        try {
            return revision(new ObjectMapper().readTree(answer));
        } catch (JsonProcessingException unexpected) {
            throw new UncheckedIOException("unexpected output of jj log: " + answer, unexpected);
        }
    }

    private static Revision revision(JsonNode node) {
        List<String> bookmarks = new ArrayList<>();
        node.path("bookmarks").forEach(name -> bookmarks.add(name.asText()));
        List<FileChange> changes = new ArrayList<>();
        node.path("changes")
                .forEach(change -> changes.add(
                        new FileChange(change.path(0).asText(), change.path(1).asText())));
        return new Revision(
                node.path("change_id").asText(),
                node.path("commit_id").asText(),
                node.path("description").asText().strip(),
                bookmarks,
                node.path("empty").asBoolean(),
                node.path("conflict").asBoolean(),
                changes);
    }
}

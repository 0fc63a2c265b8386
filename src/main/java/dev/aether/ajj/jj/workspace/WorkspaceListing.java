package dev.aether.ajj.jj.workspace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.Change;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists jj's workspaces, as JSON because names and paths may contain line breaks. jj runs again only after an operation: the
 * list depends on the head of the operation log and on the recorded roots.
 */
public final class WorkspaceListing {
    // Methods of self, not bare keywords, because a user's template-aliases may redefine "name".
    private static final String NAME = "json(self.name())";
    private static final String CURRENT = "json(self.target().current_working_copy())";
    private static final String ROOT = "json(self.root())";
    private static final String CHANGE = String.join(
            " ++ \",\" ++ ",
            "json(self.target().change_id().short(8))",
            "json(self.target().description().first_line())",
            "json(self.target().empty())",
            "json(self.target().conflict())");

    private final JujutsuCommand jujutsu;
    private volatile Optional<Answer> last = Optional.empty();

    /** What jj listed for a workspace, and the state of the repository before. */
    private record Answer(Path workspaceRoot, State state, List<VcsWorkspace> listed) {}

    /** @param rootsChanged when roots were recorded last */
    private record State(String operation, FileTime rootsChanged) {}

    public WorkspaceListing(JujutsuCommand jujutsu) {
        this.jujutsu = jujutsu;
    }

    /** Returns all workspaces, sorted by name, each with its current directory. Takes no snapshot, so it works in a stale working copy. */
    public List<VcsWorkspace> of(Repository repository) {
        Optional<State> state = state(repository.mainRoot().resolve(".jj/repo"));
        Optional<Answer> known =
                last.filter(answer -> state.filter(answer.state()::equals).isPresent()
                        && answer.workspaceRoot().equals(repository.workspaceRoot()));
        List<VcsWorkspace> listed = known.map(Answer::listed).orElseGet(() -> listed(repository));
        last = state.map(before -> new Answer(repository.workspaceRoot(), before, listed));
        return new WorkspaceRoots(repository).of(listed);
    }

    /** Empty during concurrent operations, and for a jj with another layout. */
    private static Optional<State> state(Path store) {
        try (Stream<Path> heads = Files.list(store.resolve("op_heads/heads"))) {
            List<Path> operations = heads.toList();
            return operations.size() == 1
                    ? Optional.of(new State(
                            String.valueOf(operations.getFirst().getFileName()),
                            Files.getLastModifiedTime(store.resolve("workspace_store/index"))))
                    : Optional.empty();
        } catch (IOException | UncheckedIOException unknown) {
            return Optional.empty();
        }
    }

    private List<VcsWorkspace> listed(Repository repository) {
        try {
            return list(repository, NAME, CURRENT, ROOT, CHANGE);
        } catch (Failure failure) {
            if (failure.first() instanceof JjProblem.Failed failed && isTemplateWithoutRoot(failed)) {
                return list(repository, NAME, CURRENT);
            }
            throw failure;
        } catch (UncheckedIOException unreadable) {
            // jj before 0.44 prints an error inside the line for a workspace without a recorded root.
            return list(repository, NAME, CURRENT);
        }
    }

    /** jj before 0.40 has no roots in templates, and some versions before 0.44 cannot print them as JSON. */
    private static boolean isTemplateWithoutRoot(JjProblem.Failed failed) {
        return failed.stderr().contains("Failed to parse template");
    }

    private List<VcsWorkspace> list(Repository repository, String... columns) {
        String template = "\"[\" ++ " + String.join(" ++ \",\" ++ ", columns) + " ++ \"]\\n\"";
        List<String> arguments = List.of("--ignore-working-copy", "workspace", "list", "-T", template);
        JsonFactory json = new JsonFactory();
        return jujutsu.run(repository.workspaceRoot(), arguments)
                .lines()
                .map(line -> parse(json, line))
                .sorted(Comparator.comparing(VcsWorkspace::name))
                .toList();
    }

    /** As in jj, every workspace with the calling one's revision is current. */
    private static VcsWorkspace parse(JsonFactory json, String line) {
        try (JsonParser parser = json.createParser(line)) {
            List<String> columns = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IOException("truncated line: " + line);
                }
                columns.add(parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
            }
            Optional<Change> change = columns.size() > 7
                    ? Optional.of(new Change(
                            columns.get(4),
                            columns.get(5),
                            columns.get(6).equals("true"),
                            columns.get(7).equals("true")))
                    : Optional.empty();
            Optional<Path> root = columns.size() > 3 && !columns.get(3).isEmpty()
                    ? Optional.of(Path.of(columns.get(3)))
                    : Optional.empty();
            return new VcsWorkspace(columns.get(1), root, columns.get(2).equals("true"), change);
        } catch (IOException unexpected) {
            throw new UncheckedIOException("unexpected output of jj workspace list: " + line, unexpected);
        }
    }
}

package dev.aether.ajj.compose.draft;

import dev.aether.ajj.compose.ComposeFinder;
import dev.aether.ajj.compose.ComposeServices;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.ComposeUse.Note;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.config.ComposeSource;
import dev.aether.ajj.spi.config.ConfigDraft;
import dev.aether.ajj.spi.config.ConfigDrafts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drafts of aether.toml, for the compose files of a repository, or an example. */
public class ComposeDrafts implements ConfigDrafts {
    private final ComposeServices compose;

    public ComposeDrafts(ComposeServices compose) {
        this.compose = compose;
    }

    @Override
    public ConfigDraft draft(Request request) {
        Choice choice = request.compose();
        // An absolute path counts as the user's choice only for a copy: aether.toml would name the file for the
        // repository.
        ComposeSource.Found found = choice.files().isEmpty()
                ? compose.find(request.directory(), request.root(), Optional.empty())
                : new ComposeSource.Found(choice.files(), choice.copy() && choice.absolute());
        List<Path> files = found.files();
        if (files.isEmpty()) {
            return StarterDraft.draft(others(request));
        }
        ComposeSource.Request wanted =
                new ComposeSource.Request(files, request.root(), List.of(), choice.profiles(), found.chosen());
        try {
            return new ComposeDraft(request, files, compose.drafted(wanted, choice.copy())).draft();
        } catch (Failure refused) {
            throw choice.copy() ? withPathHint(refused, wanted) : refused;
        }
    }

    private static Failure withPathHint(Failure refused, ComposeSource.Request wanted) {
        Path root = RealPath.of(wanted.root());
        boolean inside = wanted.files().stream().map(RealPath::of).allMatch(file -> file.startsWith(root));
        if (inside || wanted.chosen() || !(refused.first() instanceof ConfigProblem.Invalid problem)) {
            return refused;
        }
        List<String> hints = new ArrayList<>(problem.hints());
        hints.add("to copy a file from elsewhere, give its absolute path: ajj init --copy --from /PATH");
        return new Failure(new ConfigProblem.Invalid(problem.position(), problem.message(), hints), refused);
    }

    /** Notes on compose files that Compose does not find by name. */
    private static List<Note> others(Request request) {
        return ComposeFinder.others(request.root()).stream()
                .map(file -> new Note(
                        "",
                        "compose",
                        "there is " + request.root().relativize(file) + ": to use it, ajj init --force --from "
                                + ShellWord.quoted(
                                        request.root().relativize(file).toString()),
                        new SourcePosition(file, 1, 1)))
                .toList();
    }
}

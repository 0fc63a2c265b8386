package dev.aether.ajj.jj.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.files.TextFile;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.command.WorkingCopyRecovery;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.RevisionFile;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads files of a workspace that does not exist yet, as its working copy will have them. */
public record RevisionFiles(JujutsuCommand jujutsu, WorkingCopyRecovery recovery, Repository repository) {
    /** jj's default: the parents of the calling working copy. Empty if jj has forgotten the calling workspace. */
    private static final String DEFAULT_PARENTS = "present(@)-";

    private static final Pattern OPERATION =
            Pattern.compile("(?m)^Operation left uncommitted because .*: ([0-9a-f]{8,})\\s*$");
    private static final List<String> REGULAR = List.of("file", "conflict");
    private static final int SHORT = 12;

    /** A commit, and jj's word for the type of each wanted file in it. */
    private record Tree(String commit, Map<String, String> types) {

        Optional<String> first(List<String> files) {
            return files.stream().filter(types::containsKey).findFirst();
        }

        boolean isRegular(String file) {
            return REGULAR.contains(types.get(file));
        }
    }

    /** Returns what {@link dev.aether.ajj.spi.vcs.Vcs#readNewWorkspaceFile} describes. */
    public Optional<RevisionFile> first(List<String> revisions, List<String> files) {
        List<Tree> parents = parents(revisions.isEmpty() ? List.of(DEFAULT_PARENTS) : revisions, files);
        return switch (parents.size()) {
            case 0 -> Optional.empty();
            case 1 -> read(parents.getFirst(), files, List.of());
            default -> readMerged(parents, files);
        };
    }

    private List<Tree> parents(List<String> revisions, List<String> files) {
        List<String> arguments = new ArrayList<>(List.of("log", "--no-graph"));
        revisions.forEach(revision -> arguments.add("--revision=" + revision));
        arguments.addAll(List.of("-T", template(files)));
        try {
            return trees(recovery.run(repository.workspaceRoot(), arguments));
        } catch (Failure failure) {
            throw WorkspaceAddition.explained(failure);
        }
    }

    private Optional<RevisionFile> read(Tree tree, List<String> files, List<String> options) {
        return tree.first(files)
                .map(file -> new RevisionFile(
                        file,
                        shortened(tree),
                        tree.isRegular(file) ? Optional.of(text(tree, file, options)) : Optional.empty()));
    }

    private String text(Tree tree, String file, List<String> options) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(
                List.of("--ignore-working-copy", "file", "show", "-r", tree.commit(), "--", JjWord.file(file)));
        return TextFile.decode(
                repository.workspaceRoot().resolve(file),
                jujutsu.execute(repository.workspaceRoot(), arguments).bytes());
    }

    /** Reads from a merge of the parents, in a jj operation that is not added to the operation log. */
    private Optional<RevisionFile> readMerged(List<Tree> parents, List<String> files) {
        List<String> options = parents.stream()
                        .noneMatch(parent -> parent.first(files).isPresent())
                ? List.of()
                : operation(parents).map(id -> List.of("--at-operation=" + id)).orElse(List.of());
        if (options.isEmpty()) {
            return unread(parents, files);
        }
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--ignore-working-copy", "log", "--no-graph", "-r", "@", "-T", template(files)));
        return read(trees(jujutsu.run(repository.workspaceRoot(), arguments)).getFirst(), files, options);
    }

    /** Merges the parents, and returns the operation's id; empty when this version of jj cannot. */
    private Optional<String> operation(List<Tree> parents) {
        List<String> arguments = new ArrayList<>(List.of("--ignore-working-copy", "--no-integrate-operation", "new"));
        parents.forEach(parent -> arguments.add(parent.commit()));
        try {
            String messages =
                    jujutsu.execute(repository.workspaceRoot(), arguments).messages();
            return Optional.of(OPERATION.matcher(messages))
                    .filter(Matcher::find)
                    .map(found -> found.group(1));
        } catch (Failure failure) {
            if (failure.first() instanceof JjProblem.Failed) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Optional<RevisionFile> unread(List<Tree> parents, List<String> files) {
        return parents.stream()
                .flatMap(parent -> parent.first(files).stream()
                        .map(file -> new RevisionFile(file, shortened(parent), Optional.empty())))
                .findFirst();
    }

    private static String shortened(Tree tree) {
        return tree.commit().substring(0, Math.min(SHORT, tree.commit().length()));
    }

    /** A template that prints a line of JSON per commit: its id, and each file's path and type. */
    private static String template(List<String> files) {
        String filesets = files.stream().map(JjWord::file).collect(Collectors.joining(" | "));
        return "\"[\" ++ json(self.commit_id()) ++ \",[\" ++ self.files(" + JjWord.literal(filesets)
                + ").map(|f| \"[\" ++ json(f.path()) ++ \",\" ++ json(f.file_type()) ++ \"]\").join(\",\") ++ \"]]\\n\"";
    }

    private static List<Tree> trees(String answer) {
        ObjectMapper json = new ObjectMapper();
        return answer.lines().map(line -> tree(json, line)).toList();
    }

    private static Tree tree(ObjectMapper json, String line) {
        try {
            JsonNode commit = json.readTree(line);
            Map<String, String> types = new LinkedHashMap<>();
            commit.path(1)
                    .forEach(file ->
                            types.put(file.path(0).asText(), file.path(1).asText()));
            return new Tree(commit.path(0).asText(), types);
        } catch (JsonProcessingException unexpected) {
            throw new UncheckedIOException("unexpected output of jj log: " + line, unexpected);
        }
    }
}

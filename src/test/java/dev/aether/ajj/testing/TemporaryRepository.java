package dev.aether.ajj.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A jj repository for one test, with one commit that holds {@code file.txt}. Nobody's own configuration is read. */
public final class TemporaryRepository {
    private final Path root;
    private final Path configuration;

    private TemporaryRepository(Path root, Path configuration) {
        this.root = root;
        this.configuration = configuration;
    }

    /** A repository that shares its directory with Git. */
    public static TemporaryRepository colocated(Path parent) {
        return colocated(parent, "main");
    }

    /** A repository of this name that shares its directory with Git. */
    public static TemporaryRepository colocated(Path parent, String name) {
        return create(parent, name, "--colocate");
    }

    /** A repository that keeps Git to itself. */
    public static TemporaryRepository plain(Path parent) {
        return create(parent, "main", "--no-colocate");
    }

    private static TemporaryRepository create(Path parent, String name, String colocation) {
        try {
            Path directory = parent.toRealPath();
            Path configuration = Files.writeString(directory.resolve("jj-config.toml"), """
                    user.name = "Test User"
                    user.email = "test@example.com"
                    """);
            TemporaryRepository repository = new TemporaryRepository(directory.resolve(name), configuration);
            Shell.succeed(
                    repository.environment(),
                    List.of("jj", "git", "init", colocation, repository.root().toString()));
            Files.writeString(repository.root().resolve("file.txt"), "content\n");
            repository.jj("commit", "-m", "first");
            return repository;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The main workspace; real path. */
    public Path root() {
        return root;
    }

    /** A directory beside the main workspace; not made. */
    public Path beside(String name) {
        return root.resolveSibling(name);
    }

    /** jj's configuration file for this repository; more can be written into it. */
    public Path configuration() {
        return configuration;
    }

    /** What jj and git must have in their environment to be isolated from the user's settings. */
    public Map<String, String> environment() {
        return Map.of(
                "JJ_CONFIG", configuration.toString(), "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");
    }

    /** Runs jj in the main workspace and gives its output. */
    public String jj(String... arguments) {
        return jjIn(root, arguments);
    }

    /** Runs jj in a workspace and gives its output. */
    public String jjIn(Path workspace, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("jj", "-R", workspace.toString(), "--no-pager", "--color=never"));
        command.addAll(List.of(arguments));
        return Shell.succeed(environment(), command);
    }

    /** Commits and workspaces, to be compared before and after; without the operation log. */
    public String picture() {
        String template = "self.commit_id() ++ json(self.description()) ++ \"\\n\"";
        String log = jj("log", "--no-graph", "-r", "all()", "-T", template);
        return log + jj("workspace", "list");
    }
}

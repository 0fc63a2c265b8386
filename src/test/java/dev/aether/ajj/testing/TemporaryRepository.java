package dev.aether.ajj.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A jj repository for one test, with one commit that contains {@code file.txt}. The user's configuration is not read.
 */
public final class TemporaryRepository {
    private final Path root;
    private final Path configuration;

    private TemporaryRepository(Path root, Path configuration) {
        this.root = root;
        this.configuration = configuration;
    }

    /** Creates a repository colocated with Git. */
    public static TemporaryRepository colocated(Path parent) {
        return colocated(parent, "main");
    }

    /** Creates a repository of this name, colocated with Git. */
    public static TemporaryRepository colocated(Path parent, String name) {
        return create(parent, name, "--colocate");
    }

    /** Creates a repository that is not colocated. */
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

    /** Returns the real path of the main workspace. */
    public Path root() {
        return root;
    }

    /** Returns a path next to the main workspace, without creating it. */
    public Path beside(String name) {
        return root.resolveSibling(name);
    }

    /** Returns jj's configuration file for this repository, which tests may extend. */
    public Path configuration() {
        return configuration;
    }

    /** Returns an environment that isolates jj and git from the user's settings. */
    public Map<String, String> environment() {
        return Map.of(
                "JJ_CONFIG", configuration.toString(), "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1");
    }

    /** Runs jj in the main workspace. Returns its output. */
    public String jj(String... arguments) {
        return jjIn(root, arguments);
    }

    /** Runs jj in a workspace. Returns its output. */
    public String jjIn(Path workspace, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("jj", "-R", workspace.toString(), "--no-pager", "--color=never"));
        command.addAll(List.of(arguments));
        return Shell.succeed(environment(), command);
    }

    /** Returns commits and workspaces for comparison, without the operation log. */
    public String snapshot() {
        String template = "self.commit_id() ++ json(self.description()) ++ \"\\n\"";
        String log = jj("log", "--no-graph", "-r", "all()", "-T", template);
        return log + jj("workspace", "list");
    }
}

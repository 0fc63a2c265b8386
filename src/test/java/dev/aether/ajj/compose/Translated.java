package dev.aether.ajj.compose;

import dev.aether.ajj.testing.NoCompose;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.config.ConfigWriter;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.inject.QuteTemplates;
import dev.aether.ajj.lifecycle.init.InitConfig;
import dev.aether.ajj.lifecycle.init.InitRequest;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.spi.ConfigDraft;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A directory with compose files, and what {@code ajj init} makes of them. */
final class Translated {
    private final Path root;
    private final FakeWorld world;
    final Map<String, String> environment = new HashMap<>();

    /** @param directory empty; the workspace's root */
    Translated(Path directory) {
        try {
            root = directory.toRealPath();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        world = new FakeWorld(Declarations.config(), root);
    }

    /** Writes a file; {@code tracked} by jj. */
    Translated file(String name, String content) {
        return write(name, content, true);
    }

    /** Writes a file that jj ignores. */
    Translated ignored(String name, String content) {
        return write(name, content, false);
    }

    private Translated write(String name, String content, boolean tracked) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (Path path = Path.of(name); tracked && path != null; path = path.getParent()) {
            world.trackedFiles.add(path.toString());
        }
        return this;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** What is made of the compose file that is found, or of those that are named. */
    ConfigDraft draft(String... from) {
        return init(new InitRequest(root, Optional.empty(), paths(from), List.of(), true));
    }

    ConfigDraft draftWithProfiles(String... profiles) {
        return init(new InitRequest(root, Optional.empty(), List.of(), List.of(profiles), true));
    }

    private List<Path> paths(String... names) {
        return Arrays.stream(names).map(root::resolve).toList();
    }

    private ConfigDraft init(InitRequest request) {
        return new InitConfig(
                        world,
                        new ComposeDrafts(environment),
                        new ConfigReader(new QuteTemplates(), new NoCompose()),
                        new ConfigWriter())
                .init(request)
                .draft();
    }

    /** What ajj reads in the file that was written. */
    AetherConfig config(String... from) {
        return new ConfigReader(new QuteTemplates(), new NoCompose())
                .parse(path("aether.toml"), draft(from).text());
    }

    ServiceSpec service(String name, String... from) {
        ServiceSpec service = config(from).services().get(name);
        if (service == null) {
            throw new AssertionError("there is no service " + name);
        }
        return service;
    }

    /** The service as its container is created. */
    ServiceSpec filled(String name) {
        QuteTemplates templates = new QuteTemplates();
        return service(name).filled(template -> templates.render(template, Map.of("services", Map.of())));
    }

    /** The notes of a service, each as {@code key: message}. */
    List<String> notes(String service, String... from) {
        return draft(from).notes().stream()
                .filter(note -> note.service().equals(service))
                .map(note -> note.key() + ": " + note.message())
                .toList();
    }

    /** The problems, each as {@code file:line:column message} and an indented line with the hint. */
    String mistakes(String... from) {
        try {
            ConfigDraft draft = draft(from);
            throw new AssertionError("nothing was found wrong:\n" + draft.text());
        } catch (Failure failure) {
            return failure.problems().stream()
                    .map(problem -> (problem instanceof dev.aether.ajj.error.ConfigProblem.Invalid invalid
                                    ? invalid.position() + " "
                                    : "")
                            + problem.message() + "\n    " + String.join("\n    ", problem.hints()) + "\n")
                    .collect(Collectors.joining())
                    .replace(root + "/", "");
        }
    }
}

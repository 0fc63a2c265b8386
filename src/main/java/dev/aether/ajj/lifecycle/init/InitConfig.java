package dev.aether.ajj.lifecycle.init;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.SourcePosition;
import dev.aether.ajj.spi.ConfigDraft;
import dev.aether.ajj.spi.ConfigDrafts;
import dev.aether.ajj.spi.ConfigSource;
import dev.aether.ajj.spi.ConfigTarget;
import dev.aether.ajj.spi.Repository;
import dev.aether.ajj.spi.Vcs;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code ajj init}: writes a first aether.toml, from compose files where there are some. */
@ApplicationScoped
public class InitConfig {
    private final Vcs vcs;
    private final ConfigDrafts drafts;
    private final ConfigSource configs;
    private final ConfigTarget target;

    public InitConfig(Vcs vcs, ConfigDrafts drafts, ConfigSource configs, ConfigTarget target) {
        this.vcs = vcs;
        this.drafts = drafts;
        this.configs = configs;
        this.target = target;
    }

    /**
     * A file that was written.
     *
     * @param file absolute
     * @param draft what it holds
     * @param replaced whether there was one before
     */
    public record Initialized(Path file, ConfigDraft draft, boolean replaced) {}

    /**
     * Writes the file, or fails with nothing changed.
     *
     * @throws Failure {@code NOT_IN_WORKSPACE}, {@code CONFIG_NOT_FOUND}, {@code CONFIG_INVALID}, {@code JJ_FAILED} or
     *     {@code STATE_LOCKED}
     */
    public Initialized init(InitRequest request) {
        Repository repository = vcs.locate(request.directory());
        Path root = repository.workspaceRoot();
        Path file = request.config().orElse(root.resolve("aether.toml"));
        target.check(file, request.force());
        ConfigDraft draft = drafts.draft(new ConfigDrafts.Request(
                root, request.directory(), request.from(), request.profiles(), paths -> vcs.trackedBelow(root, paths)));
        check(draft, file);
        return new Initialized(file, draft, target.write(file, draft.text(), request.force()));
    }

    /** What is written must be what ajj takes. A value that it does not take is shown where it comes from. */
    private void check(ConfigDraft draft, Path file) {
        try {
            configs.parse(file, draft.text());
        } catch (Failure refused) {
            List<Problem> problems = refused.problems().stream()
                    .map(problem -> atOrigin(problem, draft))
                    .sorted(Comparator.comparingInt(InitConfig::line))
                    .toList();
            throw new Failure(problems, refused);
        }
    }

    private static int line(Problem problem) {
        return problem instanceof ConfigProblem.Invalid invalid
                ? invalid.position().line()
                : 0;
    }

    private static Problem atOrigin(Problem problem, ConfigDraft draft) {
        if (!(problem instanceof ConfigProblem.Invalid invalid)) {
            return problem;
        }
        Optional<SourcePosition> origin =
                Optional.ofNullable(draft.origins().get(invalid.position().line()));
        List<String> hints = new ArrayList<>(invalid.hints());
        if (!draft.unset().isEmpty()) {
            // A value may be wrong because a part of it is not there.
            hints.add("taken for empty, since nothing sets them: " + String.join(", ", draft.unset())
                    + "; set them in .env or in the environment");
        }
        return origin.<Problem>map(position -> new ConfigProblem.Invalid(position, invalid.message(), hints))
                .orElse(problem);
    }
}

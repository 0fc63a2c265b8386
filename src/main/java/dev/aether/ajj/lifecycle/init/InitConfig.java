package dev.aether.ajj.lifecycle.init;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.config.ConfigDraft;
import dev.aether.ajj.spi.config.ConfigDrafts;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.config.ConfigTarget;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;

/** {@code ajj init}: writes a first aether.toml, if possible from compose files. */
public record InitConfig(Vcs vcs, ConfigDrafts drafts, ConfigSource configs, ConfigTarget target) {
    /**
     * A written file.
     *
     * @param file absolute
     * @param replaced whether it replaced another one
     */
    public record Initialized(Path file, ConfigDraft draft, boolean replaced) {}

    /**
     * Writes the file. A failure changes nothing.
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
                file, root, request.directory(), request.compose(), paths -> vcs.trackedBelow(root, paths)));
        // ajj must accept what it writes.
        configs.parse(file, draft.text(), file.resolveSibling(""), root);
        return new Initialized(file, draft, target.write(file, draft.text(), request.force()));
    }
}

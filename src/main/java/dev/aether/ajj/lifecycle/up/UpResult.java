package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.config.ComposeUse;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A workspace that matches aether.toml.
 *
 * @param changes what was done, by service; those that aether.toml does not declare any more stand last
 * @param injected whether injected files were written
 * @param compose what comes from compose files
 */
public record UpResult(
        WorkspaceView workspace, SequencedMap<String, Change> changes, boolean injected, Optional<ComposeUse> compose) {

    /** Whether nothing had to be done. */
    public boolean isUnchanged() {
        return !injected && changes.values().stream().allMatch(Change.UNCHANGED::equals);
    }
}

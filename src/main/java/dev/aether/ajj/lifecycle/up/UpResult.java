package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.config.ComposeUse;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The result of {@code ajj up}.
 *
 * @param changes by service, removed services last
 */
public record UpResult(
        WorkspaceView workspace, SequencedMap<String, Change> changes, boolean injected, Optional<ComposeUse> compose) {

    /** Whether nothing was changed. */
    public boolean isUnchanged() {
        return !injected && changes.values().stream().allMatch(Change.UNCHANGED::equals);
    }
}

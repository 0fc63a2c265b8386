package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.config.ComposeUse;
import java.util.Optional;

/** The result of {@code ajj workspace add}. */
public record AddResult(WorkspaceView workspace, Optional<ComposeUse> compose) {}

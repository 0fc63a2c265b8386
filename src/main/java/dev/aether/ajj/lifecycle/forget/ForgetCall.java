package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.lifecycle.backend.StackRemoval;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.Map;

/**
 * The context of one call of {@code ajj workspace forget} or {@code remove}.
 *
 * @param confirmed losses that the user knows of, by workspace
 */
record ForgetCall(
        ForgetRequest request,
        Repository repository,
        WorkspaceDirectories places,
        StackRemoval stacks,
        DataLossPrompt losses,
        Map<String, DataLossPrompt.Lost> confirmed) {}

package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.lifecycle.backend.StackRemoval;
import dev.aether.ajj.lifecycle.workspace.WorkspaceDirectories;
import dev.aether.ajj.spi.Repository;
import java.util.Map;

/**
 * What one call of {@code ajj workspace forget} or {@code remove} works with.
 *
 * @param lost what goes for good, by workspace
 */
record ForgetCall(
        ForgetRequest request,
        Repository repository,
        WorkspaceDirectories places,
        StackRemoval stacks,
        Map<String, DataLossPrompt.Lost> lost) {}

package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.lifecycle.backend.StackRemoval;
import dev.aether.ajj.lifecycle.directory.WorkspaceDirectories;
import dev.aether.ajj.spi.vcs.Repository;
import java.util.Map;

/**
 * What one call of {@code ajj workspace forget} or {@code remove} works with.
 *
 * @param losses finds what is lost
 * @param confirmed what will be lost as far as the user knows, by workspace
 */
record ForgetCall(
        ForgetRequest request,
        Repository repository,
        WorkspaceDirectories places,
        StackRemoval stacks,
        DataLossPrompt losses,
        Map<String, DataLossPrompt.Lost> confirmed) {}

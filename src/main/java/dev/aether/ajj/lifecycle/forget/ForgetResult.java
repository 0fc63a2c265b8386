package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The result for one workspace.
 *
 * @param root its directory; empty when unknown
 * @param removed whether its directory was to be deleted, and is
 * @param stays whether the root still exists: a forget keeps it, but another program may have deleted it
 * @param containers number of removed containers
 * @param lost lost data; nothing after a failure
 */
public record ForgetResult(
        String name,
        Optional<Path> root,
        boolean removed,
        boolean stays,
        int containers,
        DataLossPrompt.Lost lost,
        List<Problem> problems) {}

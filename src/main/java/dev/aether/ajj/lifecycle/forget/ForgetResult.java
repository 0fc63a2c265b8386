package dev.aether.ajj.lifecycle.forget;

import dev.aether.ajj.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of one workspace that was to be forgotten.
 *
 * @param root its directory; empty when nobody can tell
 * @param removed whether its directory was to go too, and is gone
 * @param stays whether something is at the root: a forget leaves the directory, but somebody may have deleted it
 * @param containers how many containers are gone
 * @param lost what is lost for good; nothing when it could not be removed whole
 * @param problems what did not work; empty when everything is gone
 */
public record ForgetResult(
        String name,
        Optional<Path> root,
        boolean removed,
        boolean stays,
        int containers,
        DataLossPrompt.Lost lost,
        List<Problem> problems) {}

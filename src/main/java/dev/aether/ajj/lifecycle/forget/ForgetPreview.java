package dev.aether.ajj.lifecycle.forget;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@link ForgetWorkspace#forget} would do to a workspace.
 *
 * @param root its directory; empty when unknown
 * @param directory whether its directory would be deleted
 */
public record ForgetPreview(
        String name, Optional<Path> root, boolean directory, List<String> services, DataLossPrompt.Lost lost) {}

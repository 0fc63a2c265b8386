package dev.aether.ajj.lifecycle.forget;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What would become of one workspace if it were forgotten or removed.
 *
 * @param root its directory; empty when it is not known
 * @param directory whether its directory would be deleted
 * @param services those that would be removed
 * @param lost what could not be restored
 */
public record ForgetPreview(
        String name, Optional<Path> root, boolean directory, List<String> services, DataLossPrompt.Lost lost) {}

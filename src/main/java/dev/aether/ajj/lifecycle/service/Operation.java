package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.error.BackendProblem.PortAllocationFailed;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Progress;
import java.util.Collection;
import java.util.Optional;

/**
 * The context of a command that starts services of one workspace.
 *
 * @param cancellation with the command's deadline
 */
public record Operation(
        Environment environment, Backend backend, Images images, Progress progress, Cancellation cancellation) {

    /** Returns the problem with the container that publishes one of the ports; as it is if none is found. */
    PortAllocationFailed explained(PortAllocationFailed problem, Collection<Integer> ports) {
        try {
            for (int port : ports) {
                Optional<String> container = backend.publisher(port);
                if (container.isPresent()) {
                    return problem.publishedBy(port, container.get());
                }
            }
        } catch (Failure unanswered) {
            return problem;
        }
        return problem;
    }
}

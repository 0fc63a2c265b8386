package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import java.util.List;
import java.util.OptionalInt;

/**
 * The result of {@code ajj down}.
 *
 * @param containers number of removed containers
 * @param volumes number of removed volumes; empty when the named volumes were to be kept
 */
public record DownResult(WorkspaceView workspace, int containers, OptionalInt volumes, List<Problem> problems) {}

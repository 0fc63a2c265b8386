package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import java.util.List;

/**
 * The result of {@code ajj down}.
 *
 * @param containers number of removed containers
 * @param volumes whether the named volumes were to be removed
 */
public record DownResult(WorkspaceView workspace, int containers, boolean volumes, List<Problem> problems) {}

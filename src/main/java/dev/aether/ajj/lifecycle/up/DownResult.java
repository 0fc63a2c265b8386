package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import java.util.List;

/**
 * What {@code ajj down} has done.
 *
 * @param containers how many containers are gone
 * @param volumes whether the named volumes were to go too
 * @param problems what did not work; empty when everything that was to go is gone
 */
public record DownResult(WorkspaceView workspace, int containers, boolean volumes, List<Problem> problems) {}

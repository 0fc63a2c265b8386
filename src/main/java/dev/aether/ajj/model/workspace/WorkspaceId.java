package dev.aether.ajj.model.workspace;

import java.nio.file.Path;

/**
 * Which workspace something belongs to: its ports, and everything in an engine.
 *
 * @param repository the id of its repository: 16 hex digits
 * @param workspace jj's name of the workspace
 * @param repositoryRoot the main workspace's root, for people who look at labels or at who holds a port, and to find out whether the
 *     repository is still there
 */
public record WorkspaceId(String repository, String workspace, Path repositoryRoot) {}

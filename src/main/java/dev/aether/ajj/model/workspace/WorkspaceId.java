package dev.aether.ajj.model.workspace;

import java.nio.file.Path;

/**
 * The owner of host ports and of resources in an engine.
 *
 * @param repository the id of its repository: 16 hex digits
 * @param repositoryRoot the main workspace's root: shown to users, and used to check whether the repository still
 *     exists
 */
public record WorkspaceId(String repository, String workspace, Path repositoryRoot) {}

package dev.aether.ajj.spi;

import java.nio.file.Path;

/**
 * Whose infrastructure something is. Everything in the engine carries these as labels and names.
 *
 * @param repository {@link Repository#id()}
 * @param repositoryRoot the main workspace's root, for people who look at the labels
 * @param workspace jj's name of the workspace
 * @param root the workspace's directory, absolute; relative bind mounts start here
 * @param namespace what names in the engine begin with
 */
public record Stack(String repository, Path repositoryRoot, String workspace, Path root, String namespace) {}

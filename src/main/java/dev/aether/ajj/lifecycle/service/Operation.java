package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Progress;

/**
 * A command that brings up the services of one workspace.
 *
 * @param environment what it has found out about the workspace so far
 * @param backend where the services run
 * @param images those that it has fetched
 * @param cancellation when it must end
 */
public record Operation(
        Environment environment, Backend backend, Images images, Progress progress, Cancellation cancellation) {}

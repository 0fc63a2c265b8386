package dev.aether.ajj.lifecycle.service;

import dev.aether.ajj.lifecycle.environment.Environment;
import dev.aether.ajj.lifecycle.task.Cancellation;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.report.Progress;

/**
 * The context of a command that starts services of one workspace.
 *
 * @param cancellation with the command's deadline
 */
public record Operation(
        Environment environment, Backend backend, Images images, Progress progress, Cancellation cancellation) {}

package dev.aether.ajj.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs commands for tests. */
public final class Shell {

    private Shell() {}

    /** Runs a command to its end; stderr comes with stdout. */
    public static Result run(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot run " + command, impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + command, interrupted);
        }
    }

    /** Runs a command like {@link #run(Map, List)}, and fails unless it succeeds. */
    public static String succeed(Map<String, String> environment, List<String> command) {
        Result result = run(environment, command);
        if (result.status() != 0) {
            throw new IllegalStateException(command + " ended with " + result.status() + ": " + result.output());
        }
        return result.output();
    }

    /** The exit status and output of a command. */
    public record Result(int status, String output) {}
}

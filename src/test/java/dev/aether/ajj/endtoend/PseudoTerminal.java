package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A shell script on a pseudo-terminal, created by {@code script} of util-linux, with simulated input. */
final class PseudoTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final StringBuilder screen = new StringBuilder();

    PseudoTerminal(Path directory, Map<String, String> environment, String script) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("script", "-qec", script, "/dev/null").directory(directory.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("TERM", "xterm");
        process = builder.redirectErrorStream(true).start();
        Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        byte[] buffer = new byte[1 << 12];
        try (InputStream output = process.getInputStream()) {
            for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
                show(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void show(String text) {
        screen.append(text);
    }

    private synchronized boolean shows(String text) {
        return screen.indexOf(text) >= 0;
    }

    /** Types text. */
    void type(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a text after those already awaited. Returns the rest of its line. */
    String await(String text) {
        Awaitility.await(text)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> shows(text));
        return take(text);
    }

    private synchronized String take(String text) {
        int end = screen.indexOf(text) + text.length();
        String line = screen.substring(end).lines().findFirst().orElse("");
        screen.delete(0, end);
        return line.strip();
    }

    /** Waits for the end of the script. */
    void awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("still there: %s", screen)
                .isTrue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

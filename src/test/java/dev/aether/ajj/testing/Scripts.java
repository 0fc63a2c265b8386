package dev.aether.ajj.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Programs written by tests. */
public final class Scripts {

    private Scripts() {}

    /**
     * Writes a program through another process. Files that this process opens for writing are briefly open in child
     * processes of other tests, and a program that is open for writing cannot be started.
     */
    public static Path write(Path file, String text) {
        try {
            Process writer = new ProcessBuilder(
                            List.of("sh", "-c", "cat > \"$1\" && chmod 755 \"$1\"", "sh", file.toString()))
                    .inheritIO()
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .start();
            try (OutputStream input = writer.getOutputStream()) {
                input.write(text.getBytes(StandardCharsets.UTF_8));
            }
            if (writer.waitFor() != 0) {
                throw new IllegalStateException("cannot write " + file);
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot write " + file, impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + file, interrupted);
        }
        return file;
    }
}

package dev.aether.ajj.config;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.tomlj.TomlPosition;

/**
 * The text of an aether.toml.
 *
 * @param path absolute
 * @param text decoded, without a byte order mark
 */
record ConfigFile(Path path, String text) {
    /** Far above any real file; keeps {@code --config /dev/zero} from filling the memory. */
    private static final int LARGEST = 1 << 20;

    /**
     * Reads the file whole.
     *
     * @throws Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} when it cannot be read or is no UTF-8 text
     */
    static ConfigFile read(Path path) {
        if (Files.isDirectory(path)) {
            throw unreadable(path, "is a directory, not a file", "name the file: " + path.resolve("aether.toml"));
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Reading a pipe nobody writes to never ends.
            throw unreadable(path, "is a pipe or a device, not a file", "put the text into a regular file: " + path);
        }
        return new ConfigFile(path, decode(path, bytes(path)));
    }

    /** A place in this file. */
    SourcePosition at(TomlPosition position) {
        return new SourcePosition(path, position.line(), position.column());
    }

    private static byte[] bytes(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw unreadable(path, "is larger than 1 MiB", "check that it is the file you meant");
            }
            return bytes;
        } catch (NoSuchFileException exception) {
            throw new Failure(missing(path), exception);
        } catch (AccessDeniedException _) {
            throw unreadable(path, "cannot be read: permission denied", "check its permissions: ls -l " + path);
        } catch (IOException exception) {
            throw unreadable(path, "cannot be read: " + exception.getMessage(), "check the file and its disk");
        }
    }

    private static Problem missing(Path path) {
        return Files.isSymbolicLink(path)
                ? new Problem.ConfigNotFound(
                        path + " is a link to a file that does not exist",
                        List.of("mend the link, or remove it: ls -l " + path))
                : Problem.ConfigNotFound.file(path);
    }

    private static String decode(Path path, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            int lineStart = text.lastIndexOf('\n') + 1;
            int line = 1 + (int) text.chars().filter(each -> each == '\n').count();
            int column = 1 + text.codePointCount(lineStart, text.length());
            throw new Failure(new Problem.ConfigInvalid(
                    new SourcePosition(path, line, column),
                    "this is no UTF-8 text",
                    List.of("save the file in the encoding UTF-8")));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Failure unreadable(Path path, String reason, String hint) {
        return new Failure(new Problem.ConfigInvalid(
                new SourcePosition(path, 1, 1), path.getFileName() + " " + reason, List.of(hint)));
    }
}

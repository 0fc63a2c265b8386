package dev.aether.ajj.files;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
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

/** Reads text files that users have written. */
public final class TextFile {
    /** In bytes. Without a limit, {@code --config /dev/zero} would fill the memory. */
    private static final int LARGEST = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * Reads a file, without a byte order mark.
     *
     * @param path absolute
     * @param name the usual name of such a file, for a hint
     * @throws Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} when the file cannot be read or is not UTF-8 text
     */
    public static String read(Path path, String name) {
        if (Files.isDirectory(path)) {
            throw unreadable(
                    path,
                    "is a directory, not a file",
                    path.endsWith(name)
                            ? "move it away: this is where the file of that name belongs"
                            : "name the file: " + path.resolve(name));
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Reading a pipe without a writer never ends.
            throw unreadable(path, "is a pipe or a device, not a file", "put the text into a regular file: " + path);
        }
        return text(path, bytes(path));
    }

    /**
     * Decodes a file that was read elsewhere, without a byte order mark.
     *
     * @param path for errors
     * @throws Failure {@code CONFIG_INVALID} when it is larger than 1 MiB or not UTF-8 text
     */
    public static String decode(Path path, byte[] bytes) {
        requireSize(path, bytes);
        return text(path, bytes);
    }

    private static void requireSize(Path path, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw unreadable(path, "is larger than 1 MiB", "check that this is the right file");
        }
    }

    private static byte[] bytes(Path path) {
        try (InputStream stream = Files.newInputStream(path)) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            requireSize(path, bytes);
            return bytes;
        } catch (NoSuchFileException exception) {
            throw new Failure(Files.isSymbolicLink(path) ? broken(path) : ConfigProblem.NotFound.file(path), exception);
        } catch (AccessDeniedException _) {
            throw unreadable(
                    path,
                    "cannot be read: permission denied",
                    "check its permissions: ls -l " + ShellWord.quoted(path.toString()));
        } catch (IOException exception) {
            throw unreadable(path, "cannot be read: " + exception.getMessage(), "check the file and its disk");
        }
    }

    private static Problem broken(Path link) {
        return new ConfigProblem.NotFound(
                link + " is a link to a file that does not exist",
                List.of("fix the link, or remove it: ls -l " + ShellWord.quoted(link.toString())));
    }

    private static String text(Path path, byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            int lineStart = text.lastIndexOf('\n') + 1;
            int line = 1 + (int) text.chars().filter(each -> each == '\n').count();
            int column = 1 + text.codePointCount(lineStart, text.length());
            throw new Failure(new ConfigProblem.Invalid(
                    new SourcePosition(path, line, column),
                    "this is not UTF-8 text",
                    List.of("save the file in UTF-8")));
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static Failure unreadable(Path path, String reason, String hint) {
        return new Failure(new ConfigProblem.Invalid(
                new SourcePosition(path, 1, 1), path.getFileName() + " " + reason, List.of(hint)));
    }
}

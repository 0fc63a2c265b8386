package dev.aether.ajj.system.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of this process's arguments. Java loses those that are not valid in the locale's encoding.
 *
 * @param arguments as {@code main} got them
 * @param raw the same arguments with one character for each byte
 */
record RawCommandLine(List<String> arguments, List<String> raw) {

    /** Reads the command line of this process, whose {@code main} got the arguments. */
    static RawCommandLine ofProcess(List<String> arguments) {
        try {
            return of(arguments, Files.readAllBytes(Path.of("/proc/self/cmdline")));
        } catch (IOException _) {
            return of(arguments, new byte[0]);
        }
    }

    /** @param commandLine words, each terminated by NUL; ignored when it does not match the arguments */
    static RawCommandLine of(List<String> arguments, byte[] commandLine) {
        List<String> words = Arrays.asList(new String(commandLine, StandardCharsets.ISO_8859_1).split("\0", -1));
        int end = words.size() - 1;
        if (end < arguments.size()) {
            return new RawCommandLine(List.of(), List.of());
        }
        List<String> last = words.subList(end - arguments.size(), end);
        for (int index = 0; index < last.size(); index++) {
            boolean isAscii = last.get(index).chars().allMatch(character -> character < 0x80);
            if (isAscii && !arguments.get(index).equals(last.get(index))) {
                return new RawCommandLine(List.of(), List.of());
            }
        }
        return new RawCommandLine(arguments, last);
    }

    /** Encodes a command. Words at its end that equal this process's last arguments keep their bytes. */
    List<byte[]> encode(List<String> command) {
        List<byte[]> encoded = new ArrayList<>();
        int argument = arguments.size() - 1;
        boolean same = true;
        for (int index = command.size() - 1; index >= 0; index--, argument--) {
            String word = command.get(index);
            same = same && argument >= 0 && word.equals(arguments.get(argument));
            encoded.addFirst(
                    same
                            ? raw.get(argument).getBytes(StandardCharsets.ISO_8859_1)
                            : word.getBytes(StandardCharsets.UTF_8));
        }
        return encoded;
    }
}

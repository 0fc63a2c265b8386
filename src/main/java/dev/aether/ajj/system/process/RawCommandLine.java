package dev.aether.ajj.system.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of this process's arguments. Java loses those that are not valid in the locale's encoding. */
final class RawCommandLine {
    private final List<String> arguments;
    private final List<byte[]> raw;

    private RawCommandLine(List<String> arguments, List<byte[]> raw) {
        this.arguments = arguments;
        this.raw = raw;
    }

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
        List<byte[]> words = split(commandLine);
        if (words.size() < arguments.size()) {
            return new RawCommandLine(List.of(), List.of());
        }
        List<byte[]> last = words.subList(words.size() - arguments.size(), words.size());
        for (int index = 0; index < last.size(); index++) {
            if (isAscii(last.get(index)) && !arguments.get(index).equals(utf8(last.get(index)))) {
                return new RawCommandLine(List.of(), List.of());
            }
        }
        return new RawCommandLine(List.copyOf(arguments), List.copyOf(last));
    }

    /** Encodes a command. Words at its end that equal this process's last arguments keep their bytes. */
    List<byte[]> encode(List<String> command) {
        List<byte[]> encoded = new ArrayList<>();
        int argument = arguments.size() - 1;
        boolean same = true;
        for (int index = command.size() - 1; index >= 0; index--, argument--) {
            String word = command.get(index);
            same = same && argument >= 0 && word.equals(arguments.get(argument));
            encoded.addFirst(same ? raw.get(argument) : word.getBytes(StandardCharsets.UTF_8));
        }
        return encoded;
    }

    private static List<byte[]> split(byte[] commandLine) {
        List<byte[]> words = new ArrayList<>();
        int start = 0;
        for (int index = 0; index < commandLine.length; index++) {
            if (commandLine[index] == 0) {
                words.add(Arrays.copyOfRange(commandLine, start, index));
                start = index + 1;
            }
        }
        return words;
    }

    private static boolean isAscii(byte[] word) {
        for (byte character : word) {
            if (character < 0) {
                return false;
            }
        }
        return true;
    }

    private static String utf8(byte[] word) {
        return new String(word, StandardCharsets.UTF_8);
    }
}

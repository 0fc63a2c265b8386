package dev.aether.ajj.inject.dotenv;

import dev.aether.ajj.inject.dotenv.Expansion.Refused;
import dev.aether.ajj.model.variable.HostVariables;
import dev.aether.ajj.spi.directory.Injector.References;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads the variables of a dotenv file, as compose and the dotenv libraries do.
 *
 * <ul>
 *   <li>{@code NAME=value}, also after {@code export}; spaces around {@code =} are ignored. A name is a letter or
 *       {@code _}, then letters, digits, {@code _}, {@code .} or {@code -}. The last one wins when a name comes twice.
 *   <li>Without quotes the value ends with the line or before {@code #} after a space; spaces around it are ignored.
 *   <li>Single quotes: everything up to the next one, as it is, over several lines if need be.
 *   <li>Double quotes: the same, but {@code \n}, {@code \r}, {@code \t}, {@code \"}, {@code \\}, {@code \`} and {@code \$}
 *       are escapes; before any other character a backslash stands for itself.
 *   <li>Without quotes and in double quotes, references to variables are replaced: see {@link Expansion}.
 *   <li>Empty lines and lines that begin with {@code #} are ignored.
 * </ul>
 *
 * A line that cannot be read, or sets one of the {@link HostVariables}, is a {@link Fault}; reading goes on with the next one.
 */
public final class DotEnv {
    /** What all values together may have, in characters: references could multiply them without end. */
    private static final int MOST = 20 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final References references;
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();
    private int room = MOST;
    private String text = "";
    private int position;
    private int line;

    /** @param references what a reference to a variable stands for */
    public DotEnv(References references) {
        this.references = references;
    }

    /**
     * A line that is no line of a dotenv file.
     *
     * @param line counted from 1
     * @param reason without any part of the line, which may be secret
     */
    public record Fault(int line, String reason) {}

    /** What was read so far, in the order of the file. */
    public SequencedMap<String, String> variables() {
        return variables;
    }

    /**
     * Reads a file or a part of one.
     *
     * @param firstLine the number of the text's first line
     * @return what could not be read
     */
    public List<Fault> read(String content, int firstLine) {
        String unix = content.replace("\r\n", "\n");
        boolean marked = !unix.isEmpty() && unix.charAt(0) == BYTE_ORDER_MARK;
        text = marked ? unix.substring(1) : unix;
        position = 0;
        line = firstLine;
        List<Fault> faults = new ArrayList<>();
        while (true) {
            skipBlank(true);
            if (atEnd()) {
                return faults;
            }
            if (peek() == '#') {
                skipLine();
            } else {
                readLine().ifPresent(faults::add);
            }
        }
    }

    private Optional<Fault> readLine() {
        int start = line;
        try {
            readVariable();
            return Optional.empty();
        } catch (Refused refused) {
            skipLine();
            return Optional.of(new Fault(start, refused.getMessage()));
        }
    }

    private void readVariable() throws Refused {
        String name = readName();
        skipBlank(false);
        if (name.equals("export") && !atEnd() && isNameStart(peek())) {
            name = readName();
            skipBlank(false);
        }
        if (atEnd() || peek() != '=') {
            throw new Refused("there is no = after the variable's name");
        }
        position++;
        skipBlank(false);
        String value = readValue();
        if (value.indexOf('\0') >= 0) {
            throw new Refused("its value has a NUL character");
        }
        if (HostVariables.include(name)) {
            throw new Refused(
                    name + " decides which programs run on this machine, or what they use: set it in your shell");
        }
        room -= value.length();
        variables.remove(name);
        variables.put(name, value);
    }

    private String readName() throws Refused {
        int start = position;
        if (!isNameStart(peek())) {
            throw new Refused("it does not begin with a variable's name");
        }
        while (!atEnd() && isNamePart(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    private String readValue() throws Refused {
        if (atEnd()) {
            return "";
        }
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            return new Expansion(this::find, false, room).apply(readPlain());
        }
        String raw = readQuoted(quote);
        skipBlank(false);
        if (!atEnd() && peek() != '#' && peek() != '\n') {
            throw new Refused("there is text after the quoted value");
        }
        skipLine();
        return quote == '"' ? new Expansion(this::find, true, room).apply(raw) : raw;
    }

    private Optional<String> find(String name) {
        return references.find(name, Optional.ofNullable(variables.get(name)));
    }

    private String readPlain() {
        int start = position;
        skipLine();
        String rest = text.substring(start, position);
        for (int index = 0; index < rest.length(); index++) {
            if (rest.charAt(index) == '#' && isBlank(text.charAt(start + index - 1))) {
                return rest.substring(0, index).strip();
            }
        }
        return rest.strip();
    }

    /** What is between the quotes; leaves the position after the first line when the quote is not closed. */
    private String readQuoted(char quote) throws Refused {
        int opened = position;
        int openedLine = line;
        position++;
        while (!atEnd()) {
            char character = next();
            if (character == quote) {
                return text.substring(opened + 1, position - 1);
            }
            if (character == '\\' && quote == '"' && !atEnd()) {
                char _ = next();
            }
        }
        position = opened;
        line = openedLine;
        throw new Refused("the quoted value has no end");
    }

    private void skipBlank(boolean acrossLines) {
        while (!atEnd() && (isBlank(peek()) || (acrossLines && peek() == '\n'))) {
            char _ = next();
        }
    }

    private void skipLine() {
        int newline = text.indexOf('\n', position);
        position = newline < 0 ? text.length() : newline;
    }

    private char next() {
        char character = text.charAt(position++);
        if (character == '\n') {
            line++;
        }
        return character;
    }

    private char peek() {
        return text.charAt(position);
    }

    private boolean atEnd() {
        return position >= text.length();
    }

    static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    static boolean isNameStart(char character) {
        return character == '_' || (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }

    static boolean isNamePart(char character) {
        return isNameStart(character) || ".-".indexOf(character) >= 0 || (character >= '0' && character <= '9');
    }
}

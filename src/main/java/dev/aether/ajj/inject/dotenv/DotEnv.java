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
 * Reads the variables of a dotenv file, as Docker Compose and dotenv libraries do.
 *
 * <ul>
 *   <li>{@code NAME=value}, also after {@code export}; spaces around {@code =} are ignored. A name is a letter or
 *       {@code _}, then letters, digits, {@code _}, {@code .} or {@code -}. If a name is set twice, the last value wins.
 *   <li>An unquoted value ends at the end of the line, or before {@code #} after a space; spaces around it are ignored.
 *   <li>A single-quoted value is literal, and may span lines.
 *   <li>So may a double-quoted value, with the escapes {@code \n}, {@code \r}, {@code \t}, {@code \"}, {@code \\},
 *       {@code \`} and {@code \$}; any other backslash is literal.
 *   <li>In unquoted and double-quoted values, references to variables are replaced: see {@link Expansion}.
 *   <li>Empty lines and lines that begin with {@code #} are ignored.
 * </ul>
 *
 * A line that is invalid, or sets one of the {@link HostVariables}, is reported as a {@link Fault} and skipped.
 */
public final class DotEnv {
    /** Limit for all values together, in characters, because references can multiply them. */
    private static final int MAX_TOTAL = 20 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final References references;
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();
    private int remaining = MAX_TOTAL;
    private String text = "";
    private int position;
    private int line;

    /** @param references resolves references to variables */
    public DotEnv(References references) {
        this.references = references;
    }

    /**
     * A line that was skipped.
     *
     * @param line counted from 1
     * @param reason without text of the line, which may be secret
     */
    public record Fault(int line, String reason) {}

    /** Returns the variables read so far, in the order of the file. */
    public SequencedMap<String, String> variables() {
        return variables;
    }

    /** Reads a file or a part of one, and returns the lines that were skipped. */
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
            throw new Refused("the variable's name is not followed by =");
        }
        position++;
        skipBlank(false);
        String value = readValue();
        if (value.indexOf('\0') >= 0) {
            throw new Refused("the value has a NUL character");
        }
        if (HostVariables.include(name)) {
            throw new Refused(name + " affects which programs run on this machine, or how: set it in your shell");
        }
        remaining -= value.length();
        variables.remove(name);
        variables.put(name, value);
    }

    private String readName() throws Refused {
        int start = position;
        if (!isNameStart(peek())) {
            throw new Refused("the line does not begin with a variable's name");
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
            return new Expansion(this::find, false, remaining).apply(readPlain());
        }
        String raw = readQuoted(quote);
        skipBlank(false);
        if (!atEnd() && peek() != '#' && peek() != '\n') {
            throw new Refused("there is text after the quoted value");
        }
        skipLine();
        return quote == '"' ? new Expansion(this::find, true, remaining).apply(raw) : raw;
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

    /** Returns the text between the quotes. If they are not closed, resets the position to the opening quote. */
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
        throw new Refused("the quoted value is not closed");
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

package dev.aether.ajj.inject;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Reads the variables of a dotenv file.
 *
 * <ul>
 *   <li>{@code KEY=value}, also after {@code export}; spaces round {@code =} do not count. A key is a letter or
 *       {@code _}, then letters, digits, {@code _} or {@code .}. The last one wins when a key comes twice.
 *   <li>Without quotes the value ends with the line or before {@code #} after a space; spaces around it do not count.
 *   <li>Single quotes: everything up to the next one, as it stands, over several lines if need be.
 *   <li>Double quotes: the same, but a backslash makes {@code \n}, {@code \r}, {@code \t}, {@code \"}, {@code \\} and
 *       {@code \$}; before any other character it stands for itself.
 *   <li>Nothing is expanded: {@code $NAME} stays as it is.
 *   <li>Empty lines and lines that begin with {@code #} are passed over.
 * </ul>
 */
final class DotEnv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();
    private int position;
    private int line = 1;

    private DotEnv(String text) {
        this.text = text;
    }

    /** The variables in the order of the file. */
    static SequencedMap<String, String> parse(String text) throws Malformed {
        String unix = text.replace("\r\n", "\n");
        boolean marked = !unix.isEmpty() && unix.charAt(0) == BYTE_ORDER_MARK;
        DotEnv file = new DotEnv(marked ? unix.substring(1) : unix);
        file.readAll();
        return file.variables;
    }

    private void readAll() throws Malformed {
        while (true) {
            skipBlank(true);
            if (atEnd()) {
                return;
            }
            if (peek() == '#') {
                skipLine();
            } else {
                readVariable();
            }
        }
    }

    private void readVariable() throws Malformed {
        String key = readKey();
        skipBlank(false);
        if (key.equals("export") && !atEnd() && isKeyStart(peek())) {
            key = readKey();
            skipBlank(false);
        }
        if (atEnd() || peek() != '=') {
            throw new Malformed(line, "there is no = after " + key);
        }
        position++;
        skipBlank(false);
        String value = readValue(key);
        if (value.indexOf('\0') >= 0) {
            throw new Malformed(line, "the value of " + key + " holds a NUL character");
        }
        variables.remove(key);
        variables.put(key, value);
    }

    private String readKey() throws Malformed {
        int start = position;
        if (!isKeyStart(peek())) {
            throw new Malformed(line, "a variable's name begins with a letter or _, this line with " + peek());
        }
        while (!atEnd() && isKeyPart(peek())) {
            position++;
        }
        return text.substring(start, position);
    }

    private String readValue(String key) throws Malformed {
        if (atEnd()) {
            return "";
        }
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            return readPlain();
        }
        String value = readQuoted(key, quote);
        skipBlank(false);
        if (!atEnd() && peek() == '#') {
            skipLine();
        } else if (!atEnd() && peek() != '\n') {
            throw new Malformed(line, "there is something behind the quoted value of " + key);
        }
        return value;
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

    private String readQuoted(String key, char quote) throws Malformed {
        int opened = line;
        position++;
        StringBuilder value = new StringBuilder();
        while (!atEnd()) {
            char character = next();
            if (character == quote) {
                return value.toString();
            }
            if (character == '\\' && quote == '"' && !atEnd()) {
                appendEscaped(value, next());
            } else {
                value.append(character);
            }
        }
        throw new Malformed(opened, "the quoted value of " + key + " has no end");
    }

    private static void appendEscaped(StringBuilder value, char character) {
        switch (character) {
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case '"', '\\', '$' -> value.append(character);
            default -> value.append('\\').append(character);
        }
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

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isKeyStart(char character) {
        return character == '_' || (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }

    private static boolean isKeyPart(char character) {
        return isKeyStart(character) || character == '.' || (character >= '0' && character <= '9');
    }

    /** A line that is no line of a dotenv file. Never quotes a value, which may be secret. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        Malformed(int line, String message) {
            super(message);
            this.line = line;
        }

        /** Counted from 1. */
        int line() {
            return line;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}

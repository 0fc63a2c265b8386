package dev.aether.ajj.inject.dotenv;

import dev.aether.ajj.model.text.DotEnvWord;

/** A value in a dotenv file that mixes the template's text and rendered values. */
final class DotEnvValue {
    enum Quotes {
        NONE,
        SINGLE,
        DOUBLE
    }

    private final RenderedText text;
    private final Quotes quotes;
    private final StringBuilder written = new StringBuilder();
    private int braces;
    private boolean inName;

    DotEnvValue(RenderedText text, Quotes quotes) {
        this.text = text;
        this.quotes = quotes;
    }

    /** Whether the range can stay unquoted. */
    boolean canStay(int start, int end) {
        for (int index = start; index < end; index++) {
            boolean changes =
                    text.isValue(index) ? !DotEnvWord.isPlain(text.substring(index, index + 1)) : text.at(index) == '$';
            if (changes) {
                return false;
            }
        }
        return true;
    }

    String escaped(int start, int end) throws Unwritable {
        int index = start;
        while (index < end) {
            if (text.isValue(index)) {
                appendValue(index);
                index++;
            } else if (quotes == Quotes.SINGLE) {
                written.append(DotEnvWord.escaped(text.substring(index, index + 1)));
                index++;
            } else {
                index = appendOwn(index, end);
            }
        }
        return written.toString();
    }

    private void appendValue(int index) throws Unwritable {
        char each = text.at(index);
        if (each == '\0') {
            throw new Unwritable(
                    index, "this value has a NUL character, which is not allowed in an environment variable");
        }
        if (braces > 0 && !DotEnvWord.isPlain(String.valueOf(each))) {
            throw new Unwritable(index, "this value has a character that is not allowed in ${...}");
        }
        if (inName && isReferencePart(each)) {
            throw new Unwritable(index, "this value would become part of the name after $: write ${NAME}");
        }
        inName = false;
        written.append(DotEnvWord.escaped(String.valueOf(each)));
    }

    /** Appends a character of the template, or an escape of two, and returns the next index. */
    private int appendOwn(int index, int end) {
        char each = text.at(index);
        boolean paired = index + 1 < end && !text.isValue(index + 1);
        char next = paired ? text.at(index + 1) : ' ';
        inName = inName ? isReferencePart(each) : each == '$' && paired && DotEnv.isNameStart(next);
        if (each == '\\') {
            return appendBackslash(index, paired, next);
        }
        if (each == '$' && paired && (next == '$' || next == '{')) {
            braces += next == '{' ? 1 : 0;
            written.append(each).append(next);
            return index + 2;
        }
        if (each == '$' && !paired) {
            written.append("\\$");
            return index + 1;
        }
        countBrace(each);
        boolean escape = quotes == Quotes.NONE && (each == '"' || each == '`');
        written.append(escape ? "\\" : "").append(each);
        return index + 1;
    }

    private void countBrace(char each) {
        if (each == '{' && braces > 0) {
            braces++;
        } else if (each == '}' && braces > 0) {
            braces--;
        }
    }

    /** Between double quotes a backslash may begin any escape; elsewhere only that of a dollar. */
    private int appendBackslash(int index, boolean paired, char next) {
        if (!paired) {
            written.append("\\\\");
            return index + 1;
        }
        if (quotes == Quotes.DOUBLE || next == '$') {
            written.append('\\').append(next);
            return index + 2;
        }
        written.append("\\\\");
        if (next == '\\') {
            written.append("\\\\");
            return index + 2;
        }
        return index + 1;
    }

    private static boolean isReferencePart(char each) {
        return each == '_' || (each < 128 && Character.isLetterOrDigit(each));
    }

    /** Thrown for a value that cannot be written at its position. */
    static final class Unwritable extends Exception {
        private final int index;

        Unwritable(int index, String message) {
            super(message);
            this.index = index;
        }

        int index() {
            return index;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}

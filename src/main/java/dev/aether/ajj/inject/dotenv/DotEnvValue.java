package dev.aether.ajj.inject.dotenv;

import dev.aether.ajj.model.text.DotEnvWord;

/** One value of a dotenv file in which text of the template and rendered values are mixed. */
final class DotEnvValue {
    /** What the template's own text is written in. */
    private enum Quotes {
        NONE,
        SINGLE,
        DOUBLE
    }

    private final RenderedText text;
    private final Quotes quotes;
    private final StringBuilder written = new StringBuilder();
    private int braces;
    private boolean inName;

    private DotEnvValue(RenderedText text, Quotes quotes) {
        this.text = text;
        this.quotes = quotes;
    }

    static DotEnvValue plain(RenderedText text) {
        return new DotEnvValue(text, Quotes.NONE);
    }

    static DotEnvValue singleQuoted(RenderedText text) {
        return new DotEnvValue(text, Quotes.SINGLE);
    }

    static DotEnvValue doubleQuoted(RenderedText text) {
        return new DotEnvValue(text, Quotes.DOUBLE);
    }

    /** Whether nothing in the range would be read otherwise without quotes. */
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

    /** The range as it is written between double quotes. */
    String escaped(int start, int end) throws Unwritable {
        int index = start;
        while (index < end) {
            if (text.isValue(index)) {
                append(index);
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

    private void append(int index) throws Unwritable {
        char each = text.at(index);
        if (each == '\0') {
            throw new Unwritable(index, "this value has a NUL character, which no environment variable can have");
        }
        if (braces > 0 && !DotEnvWord.isPlain(String.valueOf(each))) {
            throw new Unwritable(index, "this value has a character that cannot be part of ${...}");
        }
        if (inName && isReferencePart(each)) {
            throw new Unwritable(index, "this value would become part of the name after $: write ${NAME}");
        }
        inName = false;
        written.append(DotEnvWord.escaped(String.valueOf(each)));
    }

    /** A character of the template, or two that belong together; returns where the range goes on. */
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

    /** Inside of a reference every brace counts. */
    private void countBrace(char each) {
        if (each == '{' && braces > 0) {
            braces++;
        } else if (each == '}' && braces > 0) {
            braces--;
        }
    }

    /** Between double quotes it may begin an escape; elsewhere it is one of a dollar only. */
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

    /** A value cannot be written where it is. */
    static final class Unwritable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int index;

        Unwritable(int index, String message) {
            super(message);
            this.index = index;
        }

        /** Of the first character that cannot. */
        int index() {
            return index;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}

package dev.aether.ajj.compose;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the values of variables into one text, as compose does: {@code $NAME}, <code>${NAME}</code>, with
 * {@code :-default}, {@code -default}, {@code :?message}, {@code ?message}, {@code :+other}, {@code +other} behind the name,
 * one inside of another, and {@code $$} for a plain dollar.
 */
final class Substitution {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String HINT = "write ${NAME}, or $$ for a plain dollar";

    private final Function<String, Optional<Variable>> variables;
    private final Consumer<String> unset;
    private final Set<Variable> used = new LinkedHashSet<>();

    /**
     * @param variables what a name stands for
     * @param unset told the names that stand for nothing and have no default
     */
    Substitution(Function<String, Optional<Variable>> variables, Consumer<String> unset) {
        this.variables = variables;
        this.unset = unset;
    }

    /** The variables that have gone into the texts so far. */
    Set<Variable> used() {
        return used;
    }

    /** The text with values in place of names. */
    String apply(String text) throws Refused {
        StringBuilder result = new StringBuilder();
        int index = 0;
        while (index < text.length()) {
            int dollar = text.indexOf('$', index);
            if (dollar < 0) {
                break;
            }
            result.append(text, index, dollar);
            index = readDollar(text, dollar + 1, result);
        }
        return result.append(text, index, text.length()).toString();
    }

    /** Reads what stands behind a dollar, and returns where the text goes on. */
    private int readDollar(String text, int start, StringBuilder result) throws Refused {
        if (text.startsWith("$", start)) {
            result.append('$');
            return start + 1;
        }
        if (text.startsWith("{", start)) {
            int end = closingBrace(text, start);
            result.append(braced(text.substring(start + 1, end)));
            return end + 1;
        }
        Matcher name = NAME.matcher(text).region(start, text.length());
        if (!name.lookingAt()) {
            throw new Refused("a dollar must be followed by the name of a variable", HINT);
        }
        result.append(value(name.group()).orElse(""));
        return name.end();
    }

    private static int closingBrace(String text, int open) throws Refused {
        int depth = 0;
        for (int index = open; index < text.length(); index++) {
            if (text.charAt(index) == '{') {
                depth++;
            } else if (text.charAt(index) == '}') {
                depth--;
                if (depth == 0) {
                    return index;
                }
            }
        }
        throw new Refused("${ is not closed", HINT);
    }

    private String braced(String content) throws Refused {
        Matcher name = NAME.matcher(content);
        if (!name.lookingAt()) {
            throw new Refused("${ must be followed by the name of a variable", HINT);
        }
        String rest = content.substring(name.end());
        if (rest.isEmpty()) {
            return value(name.group()).orElse("");
        }
        boolean emptyIsUnset = rest.charAt(0) == ':';
        String operator = rest.substring(emptyIsUnset ? 1 : 0);
        if (operator.isEmpty() || "-?+".indexOf(operator.charAt(0)) < 0) {
            throw new Refused("only :-, -, :?, ?, :+ and + can stand behind a name in ${}", HINT);
        }
        return operated(name.group(), emptyIsUnset, operator.charAt(0), operator.substring(1));
    }

    private String operated(String name, boolean emptyIsUnset, char operator, String argument) throws Refused {
        Optional<Variable> found = variables
                .apply(name)
                .filter(variable -> !emptyIsUnset || !variable.value().isEmpty());
        if (operator == '+') {
            return found.isPresent() ? apply(argument) : "";
        }
        if (found.isPresent()) {
            used.add(found.get());
            return found.get().value();
        }
        if (operator == '-') {
            return apply(argument);
        }
        throw new Refused(
                "the variable " + name + " must be set" + (argument.isBlank() ? "" : ": " + argument),
                "set it in .env, or for this run: " + name + "=... ajj init");
    }

    private Optional<String> value(String name) {
        Optional<Variable> found = variables.apply(name);
        found.ifPresentOrElse(used::add, () -> unset.accept(name));
        return found.map(Variable::value);
    }

    /** The text cannot be understood, or wants a variable that is not there. Never quotes a value. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final String hint;

        Refused(String message, String hint) {
            super(message);
            this.hint = hint;
        }

        String hint() {
            return hint;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}

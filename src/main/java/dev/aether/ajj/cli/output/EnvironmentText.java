package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** Variables in the ways in which other programs read them, as lines; a value may go over several. */
final class EnvironmentText {
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Means the same everywhere, also where a dotenv file is read by a shell. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

    private final SequencedMap<String, String> variables;

    EnvironmentText(SequencedMap<String, String> variables) {
        this.variables = variables;
    }

    /** As a dotenv file: read again, the values are the same. */
    List<String> dotenv() {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + dotenv(variable.getValue()))
                .toList();
    }

    /** Single quotes where they can be, for nothing has a meaning between them; else double ones. */
    private static String dotenv(String value) {
        if (value.isEmpty() || PLAIN.matcher(value).matches()) {
            return value;
        }
        if (value.indexOf('\'') < 0 && value.indexOf('\r') < 0) {
            return "'" + value + "'";
        }
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "\\$")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "\"";
    }

    /** For {@code eval} in sh, bash and zsh; without the names that mean nothing to them. */
    List<String> shell() {
        return variables.entrySet().stream()
                .filter(variable -> isShellName(variable.getKey()))
                .map(variable -> "export " + variable.getKey() + "='"
                        + variable.getValue().replace("'", "'\\''") + "'")
                .toList();
    }

    /** What is to be said about the names that {@link #shell} leaves out. */
    List<String> strangersToShells() {
        return variables.keySet().stream()
                .filter(name -> !isShellName(name))
                .map(name -> "the variable " + name + " is left out: its name is none for a shell")
                .toList();
    }

    private static boolean isShellName(String name) {
        return SHELL_NAME.matcher(name).matches();
    }

    /** The JSON document, without its errors. */
    static ObjectNode document(String operation, Map<String, String> variables) {
        ObjectNode document = Documents.document("success", operation);
        ObjectNode environment = document.putObject("environment");
        variables.forEach(environment::put);
        return document;
    }
}

package dev.aether.ajj.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.model.DotEnvWord;
import dev.aether.ajj.model.VariableChanges;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Variables in the ways in which other programs read them, as lines; a value may go over several. */
final class EnvironmentText {
    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private EnvironmentText() {}

    /** As a dotenv file: read again, the values are the same. */
    static List<String> dotenv(SequencedMap<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + DotEnvWord.quoted(variable.getValue()))
                .toList();
    }

    /** For {@code eval} in sh, bash and zsh; without the names that mean nothing to them. */
    static List<String> shell(VariableChanges changes) {
        Stream<String> unset =
                changes.unset().stream().filter(EnvironmentText::isShellName).map(name -> "unset " + name);
        Stream<String> set = changes.set().entrySet().stream()
                .filter(variable -> isShellName(variable.getKey()))
                .map(variable -> "export " + variable.getKey() + "='"
                        + variable.getValue().replace("'", "'\\''") + "'");
        return Stream.concat(unset, set).toList();
    }

    /** What is to be said about the names that {@link #shell} leaves out. */
    static List<String> strangersToShells(SequencedMap<String, String> variables) {
        return variables.keySet().stream()
                .filter(name -> !isShellName(name))
                .map(name -> "the variable " + name + " is left out: its name is not valid in a shell")
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

package dev.aether.ajj.cli.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.cli.output.HumanOutput;
import dev.aether.ajj.cli.output.JsonOutput;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.lifecycle.overview.ShowEnvironment;
import dev.aether.ajj.model.text.DotEnvWord;
import dev.aether.ajj.model.variable.VariableChanges;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables of the current workspace, in the syntax of another program; values may have several lines.
 *
 * @param shell whether the syntax is a shell's
 */
record EnvView(ShowEnvironment.Shown shown, boolean shell) implements View {
    /** Read-only in bash. Zsh evaluates assigned values, which could run a command. */
    private static final Set<String> SET_BY_SHELLS = Set.of("UID", "GID");

    private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Override
    public int text(HumanOutput out) {
        if (!shell) {
            return out.printData(dotenv(shown.variables()));
        }
        int status = out.printData(shell(shown.forShell()));
        leftOut(shown.variables()).forEach(out::warn);
        return status;
    }

    @Override
    public int json(JsonOutput out) {
        ObjectNode document = out.document();
        ObjectNode environment = document.putObject("environment");
        shown.variables().forEach(environment::put);
        return out.print(document);
    }

    /** Formats the variables for a dotenv file that preserves their values. */
    static List<String> dotenv(SequencedMap<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + DotEnvWord.quoted(variable.getValue()))
                .toList();
    }

    /** Formats the changes for {@code eval} in sh, bash and zsh, without names that are invalid there. */
    static List<String> shell(VariableChanges changes) {
        Stream<String> unset =
                changes.unset().stream().filter(EnvView::isShellName).map(name -> "unset " + name);
        Stream<String> set = changes.set().entrySet().stream()
                .filter(variable -> isShellName(variable.getKey()))
                .map(variable -> "export " + variable.getKey() + "='"
                        + variable.getValue().replace("'", "'\\''") + "'");
        return Stream.concat(unset, set).toList();
    }

    /** Returns a warning for each name that {@link #shell} leaves out. */
    static List<String> leftOut(SequencedMap<String, String> variables) {
        return variables.keySet().stream()
                .filter(name -> !isShellName(name))
                .map(name -> "the variable " + name + " is left out: "
                        + (SET_BY_SHELLS.contains(name)
                                ? "a shell sets it itself"
                                : "its name is not valid in a shell"))
                .toList();
    }

    private static boolean isShellName(String name) {
        return SHELL_NAME.matcher(name).matches() && !SET_BY_SHELLS.contains(name);
    }
}

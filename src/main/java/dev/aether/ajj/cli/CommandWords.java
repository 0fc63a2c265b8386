package dev.aether.ajj.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Which command lines are ajj's and which are jj's. The first word that is not an option decides; an option that neither
 * knows as one for all commands makes the line jj's. Options alone are ajj's when one of them is unknown to jj. A line that
 * asks for JSON before its command is ajj's too, which reports that jj's commands have none. The
 * launcher script, {@code src/main/dist/bin/ajj}, decides the same way without starting a JVM; a test holds the two
 * together.
 */
public final class CommandWords {
    private static final Set<String> COMMANDS = Set.of(
            "init",
            "up",
            "down",
            "run",
            "list",
            "status",
            "st",
            "cleanup",
            "trust",
            "doctor",
            "env",
            "logs",
            "exec",
            "completion",
            "__complete");
    private static final String WORKSPACE = "workspace";
    private static final Set<String> WORKSPACE_COMMANDS = Set.of("add", "forget", "list", "remove", "rename");

    private static final Set<String> LONG_FLAGS = Set.of(
            "--json",
            "--quiet",
            "--verbose",
            "--help",
            "--version",
            "--no-pager",
            "--ignore-working-copy",
            "--ignore-immutable",
            "--debug");
    private static final Set<String> LONG_WITH_VALUE =
            Set.of("--output", "--config", "--repository", "--color", "--at-operation", "--at-op", "--config-file");
    private static final String SHORT_FLAGS = "qvhV";
    private static final String SHORT_WITH_VALUE = "ocR";
    /** Those that make a line ajj's when no command follows: jj does not know them, or ajj has an answer of its own. */
    private static final Set<String> LONG_OWN = Set.of("--json", "--verbose", "--help", "--version", "--output");

    private static final String SHORT_OWN = "qvhVoc";
    private static final String JSON = "json";

    private CommandWords() {}

    /** Whether the command line goes to jj as it is. True for an empty one: jj has a default command. */
    public static boolean areForJj(List<String> arguments) {
        Scan scan = new Scan(arguments.iterator());
        return isCommandOfJj(scan) && !scan.json;
    }

    /** What would go to jj if it did not ask for JSON, from the first word that is no option of ajj; empty for all others. */
    static List<String> withoutJson(List<String> arguments) {
        Scan scan = new Scan(arguments.iterator());
        return isCommandOfJj(scan) && scan.json ? List.copyOf(scan.words) : List.of();
    }

    private static boolean isCommandOfJj(Scan scan) {
        String word = scan.nextWord();
        if (word.equals("help")) {
            scan.ownOption = true;
            word = scan.nextWord();
        }
        if (word.isEmpty()) {
            return scan.foreignOption || !scan.ownOption;
        }
        if (word.equals(WORKSPACE)) {
            String command = scan.nextWord();
            return scan.foreignOption || !(command.isEmpty() || WORKSPACE_COMMANDS.contains(command));
        }
        return !COMMANDS.contains(word);
    }

    /**
     * What jj is given of a command line that is its own: all of it, but for two options of ajj that may stand before the
     * command. {@code -c FILE} names an aether.toml, which means nothing to jj, and {@code -q} is its {@code --quiet}.
     */
    public static List<String> forJj(List<String> arguments) {
        List<String> given = new ArrayList<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (!argument.startsWith("-") || argument.equals("--")) {
                given.add(argument);
                break;
            }
            if (argument.equals("-q")) {
                given.add("--quiet");
            } else if (argument.equals("-c") && rest.hasNext()) {
                rest.next();
            } else if (!argument.startsWith("-c")) {
                given.add(argument);
                if (rest.hasNext() && (LONG_WITH_VALUE.contains(argument) || argument.equals("-R"))) {
                    given.add(rest.next());
                }
            }
        }
        rest.forEachRemaining(given::add);
        return given;
    }

    /** Reads over ajj's options. */
    private static final class Scan {
        private final Iterator<String> rest;
        private final List<String> words = new ArrayList<>();
        private boolean ownOption;
        private boolean foreignOption;
        private boolean json;

        Scan(Iterator<String> rest) {
            this.rest = rest;
        }

        /** The next word that is neither an option of ajj nor the value of one; empty when there is none. */
        String nextWord() {
            while (rest.hasNext()) {
                String argument = rest.next();
                if (!argument.startsWith("-")) {
                    words.add(argument);
                    return argument;
                }
                if (!isOurs(argument)) {
                    words.add(argument);
                    foreignOption = true;
                    return "";
                }
            }
            return "";
        }

        private boolean isOurs(String option) {
            return option.startsWith("--") ? isOurLong(option) : isOurShort(option);
        }

        private boolean isOurLong(String option) {
            int equals = option.indexOf('=');
            String name = equals > 0 ? option.substring(0, equals) : option;
            boolean flag = equals <= 0 && LONG_FLAGS.contains(option);
            if (!flag && !LONG_WITH_VALUE.contains(name)) {
                return false;
            }
            ownOption |= LONG_OWN.contains(name);
            String value = flag ? "" : equals > 0 ? option.substring(equals + 1) : nextValue();
            json |= option.equals("--json") || (name.equals("--output") && value.equals(JSON));
            return true;
        }

        /** Short options may be joined, the last one with its value: {@code -qojson}. */
        private boolean isOurShort(String option) {
            for (int index = 1; index < option.length(); index++) {
                char letter = option.charAt(index);
                ownOption |= SHORT_OWN.indexOf(letter) >= 0;
                if (SHORT_WITH_VALUE.indexOf(letter) >= 0) {
                    String value = index == option.length() - 1 ? nextValue() : option.substring(index + 1);
                    json |= letter == 'o' && value.equals(JSON);
                    return true;
                }
                if (SHORT_FLAGS.indexOf(letter) < 0) {
                    return false;
                }
            }
            return option.length() > 1;
        }

        private String nextValue() {
            return rest.hasNext() ? rest.next() : "";
        }
    }
}

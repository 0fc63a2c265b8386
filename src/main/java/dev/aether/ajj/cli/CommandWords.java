package dev.aether.ajj.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Decides which command lines are ajj's and which are jj's, by the first word that is not an option. A global option
 * that is unknown to ajj makes the line jj's. Options alone are ajj's when jj lacks one of them. A line with JSON
 * output before a command of jj is ajj's, for a proper error. The launcher script {@code src/main/dist/bin/ajj} decides
 * the same way without a JVM; a test keeps both consistent.
 */
public final class CommandWords {
    private static final String JSON = "json";

    private CommandWords() {}

    /** Whether the command line is for jj. */
    public static boolean isForJj(List<String> arguments) {
        Scan scan = new Scan(arguments.iterator());
        return isCommandOfJj(scan) && !scan.json;
    }

    /** Returns the first word that is neither an option of ajj nor the value of one; empty without such a word. */
    public static String first(List<String> arguments) {
        return new Scan(arguments.iterator()).nextWord();
    }

    /** Returns jj's command line for which JSON was requested, without ajj's options; empty for others. */
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
        if (word.equals(CommandTable.WORKSPACE)) {
            String command = scan.nextWord();
            return scan.foreignOption
                    || !(command.isEmpty()
                            || CommandTable.ajj().workspaceCommands().contains(command));
        }
        return !CommandTable.ajj().commands().contains(word);
    }

    /**
     * Returns the arguments for jj: all, except for two options of ajj before the command. {@code -c FILE} is dropped,
     * and {@code -q} becomes {@code --quiet}.
     */
    public static List<String> argumentsForJj(List<String> arguments) {
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
                if (rest.hasNext() && CommandTable.ajj().valued().contains(argument)) {
                    given.add(rest.next());
                }
            }
        }
        rest.forEachRemaining(given::add);
        return given;
    }

    /** Skips ajj's options. */
    private static final class Scan {
        private final Iterator<String> rest;
        private final List<String> words = new ArrayList<>();
        private boolean ownOption;
        private boolean foreignOption;
        private boolean json;

        Scan(Iterator<String> rest) {
            this.rest = rest;
        }

        /** Returns the next word that is neither an option of ajj nor the value of one; empty at the end. */
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
            boolean flag = equals <= 0 && CommandTable.ajj().flags().contains(option);
            if (!flag && !CommandTable.ajj().valued().contains(name)) {
                return false;
            }
            ownOption |= CommandTable.ajj().own().contains(name);
            String value = flag ? "" : equals > 0 ? option.substring(equals + 1) : nextValue();
            json |= option.equals("--json") || (name.equals("--output") && value.equals(JSON));
            return true;
        }

        /** Short options may be joined, the last one with its value: {@code -qojson}. */
        private boolean isOurShort(String option) {
            for (int index = 1; index < option.length(); index++) {
                String name = "-" + option.charAt(index);
                ownOption |= CommandTable.ajj().own().contains(name);
                if (CommandTable.ajj().valued().contains(name)) {
                    String value = index == option.length() - 1 ? nextValue() : option.substring(index + 1);
                    json |= name.equals("-o") && value.equals(JSON);
                    return true;
                }
                if (!CommandTable.ajj().flags().contains(name)) {
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

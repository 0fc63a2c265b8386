package dev.aether.ajj.jj.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The warnings that jj prints on stderr when it succeeds, separated from its progress messages. */
final class JujutsuWarnings {
    private static final String WARNING = "Warning: ";
    private static final String HINT = "Hint: ";
    /** Part of each line below "There are unresolved conflicts at these paths:". */
    private static final String CONFLICT = "-sided conflict";

    private JujutsuWarnings() {}

    /** Returns one line per warning, with the hints that follow it. A hint without a warning is a line of its own. */
    static List<String> of(String stderr) {
        List<List<String>> blocks = new ArrayList<>();
        boolean open = false;
        for (String line : stderr.lines().toList()) {
            boolean starts = line.startsWith(WARNING) || line.startsWith(HINT);
            if (starts) {
                if (!open || line.startsWith(WARNING)) {
                    blocks.add(new ArrayList<>());
                }
                blocks.getLast().add(line);
                open = true;
            } else if (open && continues(line)) {
                blocks.getLast().add(line);
            } else {
                open = false;
            }
        }
        return blocks.stream().map(JujutsuWarnings::sentence).toList();
    }

    private static boolean continues(String line) {
        return line.startsWith(" ") || line.contains(CONFLICT);
    }

    private static String sentence(List<String> block) {
        StringBuilder sentence = new StringBuilder("jj: ");
        String separator = "";
        for (String line : block) {
            if (line.startsWith(HINT)) {
                sentence.append(sentence.length() > "jj: ".length() ? " " : "").append(line.strip());
                separator = " ";
            } else if (line.startsWith(WARNING)) {
                sentence.append(line.substring(WARNING.length()).strip());
                separator = " ";
            } else {
                sentence.append(separator).append(words(line));
                separator = "; ";
            }
        }
        return sentence.toString();
    }

    private static String words(String line) {
        return Stream.of(line.strip().replaceFirst("^\\* ", "").split("\\s+")).collect(Collectors.joining(" "));
    }
}

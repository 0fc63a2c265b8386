package dev.aether.ajj.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The functions of the zsh script: one for each command, with the specs of zsh's {@code _arguments}. */
final class ZshScript {
    private static final String ROOT = "_ajj__root";

    private ZshScript() {}

    static String global(OfferedCommand ajj) {
        return lines(ajj.globalOptions().stream().map(ZshScript::option));
    }

    static String functions(OfferedCommand ajj) {
        return ajj.all().map(ZshScript::functionsOf).collect(Collectors.joining("\n\n"));
    }

    private static String functionsOf(OfferedCommand command) {
        List<String> names = command.lines().stream().map(ZshScript::function).toList();
        String main = names.getFirst();
        Stream<String> others = names.stream().skip(1).map(name -> "\n" + name + "() { " + main + " }");
        return main + "() {\n" + body(command, main) + "}" + others.collect(Collectors.joining());
    }

    private static String function(String line) {
        return ROOT + line.substring("ajj".length()).replace(" ", "__");
    }

    private static String body(OfferedCommand command, String function) {
        Stream<String> own = command.ownOptions().stream().map(ZshScript::option);
        String options = array("takes", Stream.concat(own, Stream.of("\"${(@)global}\"")));
        if (command.isGroup()) {
            return options
                    + array("leads_to", command.commands().stream().flatMap(ZshScript::described))
                    + "    _ajj_group " + function + "\n";
        }
        String opaque = command.opaque() ? " -A '-*'" : "";
        String caller = command.forwardsOptions() ? "_ajj_forwarding" : "_arguments -s -S" + opaque + " :";
        return options
                + array("arguments", arguments(command))
                + "    " + caller + " \"${(@)takes}\" \"${(@)arguments}\"\n";
    }

    private static String array(String name, Stream<String> words) {
        String lines = lines(words);
        return "    local -a " + name + "=(" + (lines.isBlank() ? "" : "\n" + lines) + ")\n";
    }

    private static String lines(Stream<String> words) {
        return words.map(word -> "        " + word + "\n").collect(Collectors.joining("", "", "    "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static Stream<String> described(OfferedCommand command) {
        return command.names().stream().map(name -> quoted(name + ":" + command.summary()));
    }

    /**
     * Returns an option's spec. Its names exclude each other unless it is repeatable:
     * {@code '(-q --quiet)'{-q,--quiet}'[...]'}.
     */
    private static String option(OfferedOption option) {
        String before = option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
        String names = option.names().stream()
                .map(name -> name + option.value().map(_ -> joint(name)).orElse(""))
                .collect(Collectors.joining(","));
        String after = "[" + escaped(option.summary()) + "]"
                + option.value()
                        .map(offer -> ":" + offer.label() + ":"
                                + action(offer, option.names().getLast()))
                        .orElse("");
        return option.names().size() == 1
                ? quoted(before + names + after)
                : quoted(before) + "{" + names + "}" + quoted(after);
    }

    /** Returns how a value is joined to an option: {@code --output=json}, {@code -ojson}. */
    private static String joint(String name) {
        return name.startsWith("--") ? "=" : "+";
    }

    private static Stream<String> arguments(OfferedCommand command) {
        int last = command.arguments().size() - 1;
        return IntStream.rangeClosed(0, last).mapToObj(index -> {
            Offer offer = command.arguments().get(index);
            boolean repeated = index == last && command.repeats();
            String place = repeated ? command.opaque() ? "*:" : "*" : String.valueOf(index + 1);
            return quoted(place + ":" + offer.label() + ":" + action(offer, ""));
        });
    }

    private static String action(Offer offer, String option) {
        return switch (offer.kind()) {
            case WORDS -> "(" + String.join(" ", offer.words()) + ")";
            case SERVICES -> "_ajj_services";
            case WORKSPACES -> "_ajj_workspaces";
            case FILE -> "_files";
            case DIRECTORY -> "_files -/";
            case COMMAND -> "_ajj_command_line";
            case JJ -> "{_ajj_ask_jj " + option + "}";
            case TEXT -> " ";
        };
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\\\[\\]:])", "\\\\$1");
    }
}

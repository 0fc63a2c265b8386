package dev.aether.ajj.cli;

import dev.aether.ajj.cli.option.GlobalOptions;
import dev.aether.ajj.cli.output.Output;
import dev.aether.ajj.cli.session.SessionCommand;
import dev.aether.ajj.error.ExitStatus;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a command line that could not be parsed, in the requested format. */
record UsageErrors(Outputs outputs) implements IParameterExceptionHandler {
    private static final Set<String> JSON_OPTIONS =
            Set.of("--json", "-ojson", "-o=json", "--output=json", "--format=json");

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        Output output = outputs.create(operation(command), options(arguments));
        List<String> words = CommandWords.withoutJson(Arrays.asList(arguments));
        Problem problem =
                words.isEmpty() ? new Problem.Usage(message(exception), hints(exception)) : jsonOfJj(words, command);
        output.fail(new Failure(problem, exception));
        return command.getCommand() instanceof SessionCommand own && own.runsAnotherProgram()
                ? ExitStatus.RUN_FAILED
                : ExitStatus.USAGE;
    }

    private static Problem jsonOfJj(List<String> words, CommandLine command) {
        List<String> hints = new ArrayList<>();
        CommandLine.Model.CommandSpec ajj = command.getCommandSpec().root();
        Set<String> known = words.getFirst().startsWith("-")
                ? ajj.optionsMap().keySet()
                : ajj.subcommands().keySet();
        Suggestions.nearest(
                        words.getFirst(),
                        known.stream().filter(name -> !name.startsWith("_")).toList())
                .filter(name -> !name.equals(words.getFirst()))
                .ifPresent(name -> hints.add("did you mean \"" + name + "\"?"));
        hints.add("jj prints JSON through a template, where a command takes one: jj log -T 'json(self)'");
        hints.add("see which commands ajj has: ajj --help");
        return new Problem.Usage(
                "--json is for ajj's own commands, and \"" + String.join(" ", words) + "\" is not one of them", hints);
    }

    /** Rewrites the parser's message without its technical terms. */
    private static String message(ParameterException exception) {
        String message = exception.getMessage() == null ? "the command line is invalid" : exception.getMessage();
        String plain = message.replaceFirst("^Unmatched argument at index \\d+: (.*)$", "unexpected argument: $1")
                .replaceFirst("^Unmatched arguments from index \\d+: (.*)$", "unexpected arguments: $1")
                .replaceFirst("^Missing required parameter: '(.*)'$", "missing argument: $1")
                .replaceFirst("^Missing required parameters: (.*)$", "missing arguments: $1")
                .replaceFirst(
                        "^Missing required parameter for option ('.*') \\((.*)\\)$", "option $1 needs a value: $2")
                .replaceFirst("^(Invalid value for) positional parameter at index \\d+ \\((.*?)\\)", "$1 $2")
                .replaceFirst(
                        "^Invalid value for (?:option '(.*?)'(?: \\(.*?\\))?|(\\S+)): expected one of \\[(.*)] .*?but was ('.*')$",
                        "invalid value $4 for $1$2: use $3")
                .replaceFirst("^(invalid value '.*' for \\S+: use .*), (\\S+)$", "$1 or $2");
        return Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
    }

    private static List<String> hints(ParameterException exception) {
        List<String> hints = new ArrayList<>();
        if (exception instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream().limit(1).forEach(word -> hints.add("did you mean " + word + "?"));
        }
        hints.add("see " + exception.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help");
        return hints;
    }

    private static String operation(CommandLine command) {
        return command.getCommand() instanceof SessionCommand own ? own.operation() : "usage";
    }

    /** Reads the output format from the words, because the parser has failed. */
    private static GlobalOptions options(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        List<String> own = words.contains("--") ? words.subList(0, words.indexOf("--")) : words;
        GlobalOptions options = new GlobalOptions();
        int output = Math.max(Math.max(own.indexOf("-o"), own.indexOf("--output")), own.indexOf("--format"));
        if (own.stream().anyMatch(JSON_OPTIONS::contains)
                || (output >= 0 && output + 1 < own.size() && "json".equals(own.get(output + 1)))) {
            options.requestJson();
        }
        return options;
    }
}

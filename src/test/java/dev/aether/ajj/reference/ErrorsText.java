package dev.aether.ajj.reference;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.ExitStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text about all errors, for the man page and {@code docs/reference/errors.md}. */
final class ErrorsText {
    static final List<String> INTRODUCTION = List.of(
            "When ajj fails, it prints what went wrong and at least one thing to do about it. With `--json` the same is in"
                    + " `errors`: each has a `code` from this page, a `message`, `hints` (never empty) and `details`.",
            "The first error decides the exit status. When the status of the document is `partial`, the others have"
                    + " succeeded. Values that look secret are never part of an error.");

    private static final Map<Integer, String> MEANINGS = Map.of(
            ExitStatus.REFUSED, "ajj refused, and nothing has changed:",
            ExitStatus.USAGE, "the command line was not understood:",
            ExitStatus.FAILED, "jj, the engine, a port, an image, a service or the disk failed:",
            ExitStatus.INTERRUPTED, "ended by Ctrl-C or a signal:",
            ExitStatus.INTERNAL, "a defect of ajj:");

    private static final Pattern CODE = Pattern.compile(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::name).collect(Collectors.joining("|", "\\b(", ")\\b")));

    private static final String BEGINNING = """
            # Errors

            <!-- Made by ReferenceFilesTest from ErrorCode: change that, not this page. -->

            """;

    private static final String GUIDES = """

            ## More

            - [What a repository may ask for](../guide/trust.md)
            - [Which engine ajj uses](../guide/engines.md)
            - [When something goes wrong](../guide/recovery.md)
            - [Orphaned resources](../guide/cleanup.md)
            """;

    private ErrorsText() {}

    /** Returns the exit statuses with their error codes. */
    static List<CommandPage.Entry> exitStatuses() {
        Map<Integer, List<String>> codes = Arrays.stream(ErrorCode.values())
                .collect(Collectors.groupingBy(
                        ErrorCode::exitStatus, TreeMap::new, Collectors.mapping(ErrorCode::name, Collectors.toList())));
        List<CommandPage.Entry> statuses = new java.util.ArrayList<>();
        statuses.add(new CommandPage.Entry("0", "all went well"));
        codes.forEach((status, names) -> statuses.add(
                new CommandPage.Entry(String.valueOf(status), meaning(status) + " " + String.join(", ", names))));
        statuses.add(new CommandPage.Entry(
                "other", "the status of the command that ajj ran, or of jj, when ajj was replaced by it"));
        return statuses;
    }

    private static String meaning(int status) {
        String meaning = MEANINGS.get(status);
        if (meaning == null) {
            throw new IllegalStateException("say in ErrorsText what exit status " + status + " means");
        }
        return meaning;
    }

    static String page() {
        String statuses = exitStatuses().stream()
                .map(status -> "| " + status.name() + " | " + linked(status.text()) + " |\n")
                .collect(Collectors.joining());
        return BEGINNING
                + String.join(
                        "\n\n", INTRODUCTION.stream().map(Markdown::wrapped).toList())
                + "\n\n| exit status | meaning |\n|---|---|\n"
                + statuses
                + "\n`ajj run` and `ajj exec` have more of them when they cannot start the command: see [cli.md](cli.md).\n"
                + Arrays.stream(ErrorCode.values()).map(ErrorsText::section).collect(Collectors.joining())
                + GUIDES;
    }

    private static String linked(String text) {
        return CODE.matcher(text)
                .replaceAll(code -> "[`" + code.group() + "`](#" + code.group().toLowerCase(Locale.ROOT) + ")");
    }

    private static String section(ErrorCode code) {
        return "\n## " + code.name() + "\n\nExit status " + code.exitStatus() + ".\n\n"
                + Markdown.wrapped(code.meaning())
                + "\n\n" + Markdown.wrapped("**What to do:** " + code.remedy()) + "\n";
    }
}

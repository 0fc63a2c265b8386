package dev.aether.ajj.reference;

import dev.aether.ajj.reference.CommandPage.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code docs/reference/cli.md}: all commands on one page. */
final class MarkdownCommands {
    private static final String BEGINNING = """
            # Commands

            <!-- Made by ReferenceFilesTest from what `ajj --help` prints: change the command, not this page. -->

            Every command that is not on this page goes to `jj` unchanged. The same text is in the man pages, `ajj(1)` and
            `ajj-COMMAND(1)`. What a failure means is in [errors.md](errors.md).

            """;

    private MarkdownCommands() {}

    static String of(CommandPage ajj) {
        String contents = ajj.all()
                .skip(1)
                .map(page ->
                        "- [`" + page.name() + "`](#" + page.name().replace(' ', '-') + "): " + page.summary() + "\n")
                .collect(Collectors.joining());
        return BEGINNING + contents + ajj.all().map(MarkdownCommands::section).collect(Collectors.joining());
    }

    private static String section(CommandPage page) {
        List<String> blocks = new ArrayList<>();
        blocks.add("\n## " + page.name());
        blocks.add("```text\n" + page.name() + " " + page.synopsis() + "\n```");
        blocks.add(paragraph(page.summary()));
        page.description().forEach(text -> blocks.add(paragraph(text)));
        if (!page.aliases().isEmpty()) {
            blocks.add("Alias: " + code(page.aliases()) + ".");
        }
        table(blocks, "argument", page.arguments());
        table(blocks, "option", page.options());
        if (page.isRoot()) {
            blocks.add("These options may come before or after every command.");
        }
        if (!page.exitStatuses().isEmpty()) {
            blocks.add(paragraph(page.exitHeading()));
            table(blocks, "exit status", page.exitStatuses());
        }
        blocks.addAll(footer(page.footer()));
        return String.join("\n\n", blocks) + "\n";
    }

    private static void table(List<String> blocks, String heading, List<Entry> entries) {
        if (!entries.isEmpty()) {
            blocks.add(entries.stream()
                    .map(entry -> "| `" + entry.name() + "` | "
                            + Markdown.escaped(entry.text()).replace("|", "\\|") + " |")
                    .collect(Collectors.joining("\n", "| " + heading + " | meaning |\n|---|---|\n", "")));
        }
    }

    /** Returns paragraphs unchanged, and examples as code blocks. */
    private static List<String> footer(List<String> lines) {
        return Blocks.of(lines).stream()
                .map(block -> block.isExample() ? "```text\n" + block.text() + "\n```" : paragraph(block.text()))
                .toList();
    }

    private static String paragraph(String text) {
        return Markdown.wrapped(Markdown.escaped(text));
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}

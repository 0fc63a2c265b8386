package dev.aether.ajj.reference;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.reference.Blocks.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The man pages of all commands and of the errors, by file name. */
final class ManPages {
    static final String ERRORS = "ajj-errors";

    private final CommandPage ajj;
    private final String date;

    ManPages(CommandPage ajj, String date) {
        this.ajj = ajj;
        this.date = date;
    }

    Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        ajj.all().forEach(page -> {
            pages.put("man1/" + title(page.name()) + ".1", page(page));
            page.aliases()
                    .forEach(alias ->
                            pages.put("man1/" + title(alias) + ".1", ".so man1/" + title(page.name()) + ".1\n"));
        });
        pages.put("man7/" + ERRORS + ".7", errors());
        return pages;
    }

    private static String title(String name) {
        return name.replace(' ', '-');
    }

    private String page(CommandPage page) {
        Roff roff = new Roff(title(page.name()), 1, date);
        roff.section("Name").line(Roff.code(title(page.name())) + " \\- " + lowered(page.summary()));
        roff.section("Synopsis").paragraph("`" + page.name() + "` " + page.synopsis());
        page.aliases().forEach(alias -> roff.line(".br").paragraph("`" + alias + "` " + page.synopsis()));
        roff.section("Description").paragraph(page.summary());
        page.description().forEach(roff::paragraph);
        entries(roff, "Commands", commands(page));
        entries(roff, "Arguments", page.arguments());
        entries(roff, page.isRoot() ? "Options of all commands" : "Options", page.options());
        if (page.isRoot()) {
            roff.paragraph("These may come before or after every command.");
        } else {
            if (page.options().isEmpty()) {
                roff.section("Options");
            }
            roff.paragraph("The options of all commands are in ajj(1).");
        }
        List<Block> footer = Blocks.of(page.footer());
        int examples = Blocks.firstExample(footer);
        footer.subList(0, examples).forEach(block -> roff.paragraph(block.text()));
        exitStatus(roff, page);
        examples(roff, footer.subList(examples, footer.size()));
        seeAlso(roff, page);
        return roff.toString();
    }

    /** Returns the summary in the usual form: {@code ajj-up - make the current workspace match aether.toml}. */
    private static String lowered(String summary) {
        String text = summary.replaceFirst("\\.$", "").replace("`", "");
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static List<CommandPage.Entry> commands(CommandPage page) {
        return page.commands().stream()
                .map(command -> new CommandPage.Entry(title(command.name()) + "(1)", command.summary()))
                .toList();
    }

    private static void entries(Roff roff, String heading, List<CommandPage.Entry> entries) {
        if (!entries.isEmpty()) {
            roff.section(heading);
            entries.forEach(roff::entry);
        }
    }

    private static void exitStatus(Roff roff, CommandPage page) {
        roff.section("Exit status");
        if (page.isRoot()) {
            ErrorsText.exitStatuses().forEach(roff::entry);
        } else if (page.exitStatuses().isEmpty()) {
            roff.paragraph("0 when all went well; else see " + ERRORS + "(7).");
        } else {
            roff.paragraph(page.exitHeading().replaceFirst("^Exit status: *", "It is "));
            page.exitStatuses().forEach(roff::entry);
        }
    }

    private static void examples(Roff roff, List<Block> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        roff.section("Examples");
        blocks.forEach(block -> {
            if (block.isExample()) {
                roff.example(block.text());
            } else {
                roff.paragraph(block.text());
            }
        });
    }

    private void seeAlso(Roff roff, CommandPage page) {
        List<String> others = new ArrayList<>();
        if (!page.isRoot()) {
            others.add("ajj(1)");
        }
        ajj.all()
                .filter(other ->
                        other.parent().equals(page.parent()) || other.name().equals(page.parent()))
                .filter(other -> !other.equals(page) && !other.isRoot())
                .forEach(other -> others.add(title(other.name()) + "(1)"));
        others.addAll(List.of("jj(1)", ERRORS + "(7)"));
        roff.section("See also").pages(others);
    }

    private String errors() {
        Roff roff = new Roff(ERRORS, 7, date);
        roff.section("Name").line(Roff.code(ERRORS) + " \\- what goes wrong, and what to do about it");
        roff.section("Description");
        roff.paragraph(ErrorsText.INTRODUCTION.getFirst());
        ErrorsText.INTRODUCTION.stream().skip(1).forEach(roff::paragraph);
        roff.section("Exit status");
        ErrorsText.exitStatuses().forEach(roff::entry);
        roff.section("Codes");
        for (ErrorCode code : ErrorCode.values()) {
            roff.entry(new CommandPage.Entry(
                    code.name(), "Exit status " + code.exitStatus() + ". " + code.meaning() + " " + code.remedy()));
        }
        roff.section("See also").paragraph("ajj(1)");
        return roff.toString();
    }
}

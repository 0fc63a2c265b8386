package dev.aether.ajj.inject.syntax;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.inject.syntax.TemplateToken.Tag;
import dev.aether.ajj.model.template.Template;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that sections are known, closed and nested: {@code {{#if x}} ... {{#else}} ... {{/if}}} and {@code #for}. */
public final class Sections {
    private static final String KNOWN =
            "known sections: {{#if x}} ... {{#else}} ... {{/if}}, {{#for x in y}} ... {{/for}}";
    private static final String GROUP = "write {{#for service in services}}";
    private static final Pattern FOR = Pattern.compile("#for\\s+([A-Za-z_]\\w*)\\s+in\\s+(\\S).*");
    /** The engine calls itself for each section inside another one, and for each else. */
    private static final int DEEPEST = 32;

    private final Template template;
    private final ConfigFaults problems;
    private final Deque<Tag> open = new ArrayDeque<>();
    private final Set<String> variables = new HashSet<>();
    /** How many else each open section has, the innermost first. */
    private final Deque<Integer> elses = new ArrayDeque<>();

    private Sections(Template template, ConfigFaults problems) {
        this.template = template;
        this.problems = problems;
    }

    /** Reports what is wrong and answers with the names that {@code #for} declares. */
    public static Set<String> check(Template template, List<TemplateToken> tokens, ConfigFaults problems) {
        Sections sections = new Sections(template, problems);
        for (TemplateToken token : tokens) {
            if (token instanceof Tag tag && tag.isSection()) {
                sections.visit(tag);
            }
        }
        for (Tag tag : sections.open) {
            sections.report(tag, "{{" + tag.word() + "}} is never closed", "close it with {{/" + name(tag) + "}}");
        }
        return Set.copyOf(sections.variables);
    }

    private void visit(Tag tag) {
        switch (tag.word()) {
            case "#if" -> {
                if (tag.content().equals("#if")) {
                    report(tag, "{{#if}} lacks a condition", KNOWN);
                }
                open(tag);
            }
            case "#for" -> {
                declare(tag);
                open(tag);
            }
            case "#else" -> {
                if (open.isEmpty()) {
                    report(tag, "{{#else}} stands outside of {{#if}}", KNOWN);
                } else {
                    countElse(tag);
                }
            }
            case "/if", "/for" -> close(tag);
            default -> report(tag, "unknown section {{" + tag.word() + "}}", KNOWN);
        }
    }

    private void open(Tag tag) {
        elses.push(0);
        open.push(tag);
        if (open.size() == DEEPEST + 1) {
            report(tag, "sections are more than " + DEEPEST + " levels deep", "use fewer sections inside each other");
        }
    }

    private void countElse(Tag tag) {
        int count = elses.pop() + 1;
        elses.push(count);
        if (count == DEEPEST + 1) {
            report(tag, "a section has more than " + DEEPEST + " {{#else}}", "use fewer");
        }
    }

    private void declare(Tag tag) {
        Matcher matcher = FOR.matcher(tag.content());
        if (!matcher.matches()) {
            report(tag, "{{#for}} lacks its parts", GROUP);
        } else if (!Character.isLetter(matcher.group(2).charAt(0))) {
            report(tag, "{{#for}} must name a group of values", GROUP);
        } else {
            variables.add(matcher.group(1));
        }
    }

    private void close(Tag tag) {
        if (open.isEmpty()) {
            report(tag, "{{" + tag.word() + "}} closes nothing", KNOWN);
            return;
        }
        Tag opened = open.pop();
        elses.pop();
        if (!name(opened).equals(name(tag))) {
            report(
                    tag,
                    "{{" + tag.word() + "}} stands where {{/" + name(opened) + "}} is expected",
                    "close sections in the order in which they were opened, the last one first");
        }
    }

    private static String name(Tag tag) {
        return tag.word().substring(1);
    }

    private void report(Tag tag, String message, String hint) {
        problems.report(template.positionAt(tag.offset()), message, hint);
    }
}

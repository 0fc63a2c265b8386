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
    /** Limits the recursion of the engine, which recurses for each nested section and each else. */
    private static final int MAX_DEPTH = 32;

    private final Template template;
    private final ConfigFaults problems;
    private final Deque<Tag> open = new ArrayDeque<>();
    private final Set<String> variables = new HashSet<>();
    /** The number of {@code #else} in each open section, the innermost first. */
    private final Deque<Integer> elses = new ArrayDeque<>();

    private Sections(Template template, ConfigFaults problems) {
        this.template = template;
        this.problems = problems;
    }

    /** Reports faults, and returns the names that {@code #for} declares. */
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
                    report(tag, "{{#if}} has no condition", KNOWN);
                }
                open(tag);
            }
            case "#for" -> {
                declare(tag);
                open(tag);
            }
            case "#else" -> {
                if (open.isEmpty()) {
                    report(tag, "{{#else}} is outside {{#if}}", KNOWN);
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
        if (open.size() == MAX_DEPTH + 1) {
            report(tag, "sections are nested more than " + MAX_DEPTH + " levels deep", "use fewer nested sections");
        }
    }

    private void countElse(Tag tag) {
        int count = elses.pop() + 1;
        elses.push(count);
        if (count == MAX_DEPTH + 1) {
            report(tag, "a section has more than " + MAX_DEPTH + " {{#else}}", "use fewer");
        }
    }

    private void declare(Tag tag) {
        Matcher matcher = FOR.matcher(tag.content());
        if (!matcher.matches()) {
            report(tag, "{{#for}} is incomplete", GROUP);
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
                    "{{" + tag.word() + "}} where {{/" + name(opened) + "}} is expected",
                    "close the section that was opened last first");
        }
    }

    private static String name(Tag tag) {
        return tag.word().substring(1);
    }

    private void report(Tag tag, String message, String hint) {
        problems.report(template.positionAt(tag.offset()), message, hint);
    }
}

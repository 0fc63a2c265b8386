package dev.aether.ajj.inject.template;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.inject.syntax.TemplateToken.Tag;
import io.quarkus.qute.Expression;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resolves the names of an expression against the known values, and reports the first unknown name. */
final class PathCheck {
    /** Operators of the engine that provide a default for a missing value. */
    private static final Set<String> DEFAULTS = Set.of("?:", "or");
    /** Operators that work on any value: the two halves of {@code a ? b : c}. */
    private static final Set<String> CHOICES = Set.of("?", "ifTruthy", ":");

    private final PreparedTemplate template;
    private final Map<String, Object> values;
    private final ConfigFaults problems;
    private boolean metIncomplete;

    /** @param values the known values, as nested maps */
    PathCheck(PreparedTemplate template, Map<String, Object> values, ConfigFaults problems) {
        this.template = template;
        this.values = values;
        this.problems = problems;
    }

    boolean metIncomplete() {
        return metIncomplete;
    }

    void check(Expression expression) {
        if (expression.isLiteral() || template.isPlainText(expression.getOrigin())) {
            return;
        }
        List<Expression.Part> parts = expression.getParts();
        String root = parts.getFirst().getName();
        Tag tag = template.tagAt(expression.getOrigin());
        if (expression.hasNamespace()) {
            report(
                    tag,
                    "unknown name \"" + expression.getNamespace() + ":\"",
                    "known: " + String.join(", ", keys(values)));
        } else if (!template.declares(root)) {
            follow(tag, parts);
        }
        checkOperators(tag, parts);
    }

    private void follow(Tag tag, List<Expression.Part> parts) {
        Object value = values;
        for (int index = 0; index < parts.size(); index++) {
            Expression.Part part = parts.get(index);
            metIncomplete |= value instanceof SampleValues.Incomplete;
            if (part.isVirtualMethod() || value instanceof SampleValues.Incomplete) {
                return;
            }
            Object next = value instanceof Map<?, ?> map ? map.get(part.getName()) : null;
            if (next == null) {
                if (!hasDefault(parts, index + 1)) {
                    UnknownName.Explanation unknown =
                            new UnknownName(names(parts, index), part.getName(), value, scope()).explanation();
                    problems.report(template.position(tag), unknown.message(), unknown.hints());
                }
                return;
            }
            value = next;
        }
        metIncomplete |= value instanceof SampleValues.Incomplete;
        if (value instanceof Map<?, ?> map && !tag.isSection()) {
            report(
                    tag,
                    String.join(".", names(parts, parts.size())) + " is a group of values",
                    "add a dot and one of: " + String.join(", ", keys(map)));
        }
    }

    private void checkOperators(Tag tag, List<Expression.Part> parts) {
        for (Expression.Part part : parts) {
            if (part.isVirtualMethod()) {
                if (!DEFAULTS.contains(part.getName()) && !CHOICES.contains(part.getName())) {
                    report(
                            tag,
                            "\"" + part.getName() + "\" is not supported in a template",
                            "templates can give a default: {{ name ?: 'default' }}");
                }
                part.asVirtualMethod().getParameters().forEach(this::check);
            }
        }
    }

    private static boolean hasDefault(List<Expression.Part> parts, int from) {
        return parts.stream()
                .skip(from)
                .filter(Expression.Part::isVirtualMethod)
                .findFirst()
                .filter(part -> DEFAULTS.contains(part.getName()))
                .isPresent();
    }

    /** An injection can name all services, a connection its own service's values; env and command both. */
    private UnknownName.Scope scope() {
        if (!values.containsKey("services")) {
            return UnknownName.Scope.CONNECTION;
        }
        return values.containsKey("ports") ? UnknownName.Scope.CONTAINER : UnknownName.Scope.INJECTION;
    }

    private static List<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).sorted().toList();
    }

    private static List<String> names(List<Expression.Part> parts, int count) {
        return parts.stream().limit(count).map(Expression.Part::getName).toList();
    }

    private void report(Tag tag, String message, String hint) {
        problems.report(template.position(tag), message, hint);
    }
}

package dev.aether.ajj.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aether.ajj.compose.translate.ComposeModel;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.SourcePosition;
import dev.aether.ajj.spi.ComposeSource.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps the user's files out of what an {@code include} brings: it may name any file for values of variables, or a directory
 * whose {@code .env} is read. Those values count only for variables that nothing else sets, so each of these is set to nothing.
 */
final class IncludedVariables {
    private static final String QUESTION = "x-ajj";
    private static final Pattern USE = Pattern.compile("\\$\\$|\\$(\\{?)([A-Za-z_]\\w*)(:?[-+?])?");

    /** Compose sets its own. */
    private static final Pattern NAME = Pattern.compile("(?!COMPOSE_)[A-Za-z_]\\w*");

    /** Escapes that can spell a word, tags that can decode one, and text that is not UTF-8. */
    private static final String HIDDEN = "|\\\\[xuU\\r\\n]|![^\\s,]*(?:binary|[%<])|%TAG|\\x00|\\uFFFD";

    private static final Pattern INCLUDE = Pattern.compile("include" + HIDDEN);
    private static final Pattern FILES = Pattern.compile("include|extends" + HIDDEN);

    private final TreeSet<String> names = new TreeSet<>();
    /** Those that are used without a default, which Compose takes for empty. */
    private final Set<String> plain = new TreeSet<>();
    /** Those that a service gets as the user has them. */
    private final Set<String> passed = new TreeSet<>();
    /** Those for which nothing and an empty text are not the same. */
    private final Set<String> strict = new TreeSet<>();

    /** @param raw the model of all files, with variables as they are written */
    IncludedVariables(ComposeModel raw) {
        Matcher use = USE.matcher(raw.json().toString());
        while (use.find()) {
            String name = use.group(2);
            if (name != null) {
                String operator = use.group(1).isEmpty() || use.group(3) == null ? "" : use.group(3);
                names.add(name);
                if (operator.isEmpty()) {
                    plain.add(name);
                } else if (!operator.startsWith(":")) {
                    strict.add(name);
                }
            }
        }
        for (JsonNode service : raw.json().path("services")) {
            JsonNode environment = service.path("environment");
            environment
                    .properties()
                    .forEach(entry -> add(
                            entry.getKey(),
                            entry.getValue().isNull()
                                    ? ""
                                    : "=" + entry.getValue().asText()));
            for (JsonNode entry : environment.isArray() ? environment : List.<JsonNode>of()) {
                String name = entry.asText().replaceFirst("(?s)=.*", "");
                add(name, entry.asText().substring(name.length()));
            }
        }
        names.removeIf(name -> !NAME.matcher(name).matches());
    }

    /** A value without variables may be the user's, who is asked for a variable of this name. */
    private void add(String name, String value) {
        names.add(name);
        if (value.isEmpty() || (value.length() > 1 && value.indexOf('$') < 0)) {
            passed.add(name);
        }
    }

    /** Whether the files may have an {@code include}. YAML can write it in ways that only a parser sees. */
    static boolean areIn(List<Path> files) throws IOException {
        for (Path file : files) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            if (INCLUDE.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text of a compose file may name other compose files. */
    static boolean mayNameFiles(String text) {
        return FILES.matcher(text).find();
    }

    /** A compose file that asks which of them are set. YAML includes JSON. */
    String question() {
        ObjectNode file = new ObjectMapper().createObjectNode();
        ObjectNode values = file.putObject(QUESTION);
        names.forEach(name -> values.put(name, "${" + name + "+=}"));
        return file.toString();
    }

    /**
     * A file of variables that sets all others to nothing, to be read before those that count.
     *
     * @param answer the model of all files with the question behind them
     * @throws Failure {@code CONFIG_INVALID} when that would change what a file means
     */
    String defaults(Request request, ComposeModel answer) {
        names.removeIf(name -> !answer.json().path(QUESTION).path(name).asText().isEmpty());
        strict.retainAll(names);
        if (!strict.isEmpty()) {
            String name = strict.iterator().next();
            throw new Failure(new ConfigProblem.Invalid(
                    new SourcePosition(request.files().getFirst(), 1, 1),
                    "nothing sets " + name + ", and with an include ajj cannot tell whether a file of yours would",
                    List.of(
                            "write it with a colon, such as ${" + name + ":-default}, or set it in .env",
                            "or trust all repositories for this call: AJJ_TRUST=all")));
        }
        return names.stream().map(name -> name + "=\n").collect(Collectors.joining());
    }

    /** @param model read with the defaults, which Compose passes to services that ask for the user's variables */
    ComposeModel without(ComposeModel model) {
        for (JsonNode service : model.json().path("services")) {
            if (service.path("environment") instanceof ObjectNode environment) {
                names.stream()
                        .filter(passed::contains)
                        .filter(name -> environment.path(name).asText("x").isEmpty())
                        .filter(environment::has)
                        .forEach(environment::putNull);
            }
        }
        plain.retainAll(names);
        return new ComposeModel(model.json(), plain);
    }
}

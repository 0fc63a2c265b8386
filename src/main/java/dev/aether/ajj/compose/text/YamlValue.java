package dev.aether.ajj.compose.text;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A value in a YAML file, with anchors, aliases and merges resolved. Refuses syntax that parsers may read differently, so that ajj
 * checks what Compose reads.
 */
public record YamlValue(Path file, Node node) {
    private static final String MERGE = "<<";
    private static final int MAX_DEPTH = 200;

    /** Characters that only some parsers treat as line breaks. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\\u0085\\u2028\\u2029\\uFEFF]");

    /** The tags of YAML, without binary texts, and those of Compose. */
    private static final Pattern TAG = Pattern.compile(
            "tag:yaml\\.org,2002:(?:str|int|float|bool|null|seq|map|merge|timestamp|value)|!(?:reset|override)?");

    /** An entry of a mapping: its name, the position of the name, and the value. */
    public record Entry(String name, SourcePosition position, YamlValue value) {}

    /**
     * Parses the text of a file. Returns its documents, which Compose merges.
     *
     * @throws Failure {@code CONFIG_INVALID} when it is not valid or not unambiguous YAML
     */
    public static List<YamlValue> documents(Path file, String content) {
        String text = content.replaceFirst("^\\uFEFF", "");
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(RegularFile.LARGEST);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE); // each node is visited once
        Matcher ambiguous = AMBIGUOUS.matcher(text);
        if (ambiguous.find()) {
            int line = text.substring(0, ambiguous.start()).split("\n", -1).length;
            throw invalid(new SourcePosition(file, line, 1), "it has an unusual line break or mark");
        }
        Composer composer = new Composer(
                new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options);
        List<YamlValue> documents = new ArrayList<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            while (composer.checkNode()) {
                documents.add(new YamlValue(file, composer.getNode()));
            }
        } catch (MarkedYAMLException wrong) {
            throw invalid(position(file, wrong.getProblemMark()), wrong.getProblem());
        } catch (YAMLException wrong) {
            throw invalid(new SourcePosition(file, 1, 1), "it is not valid YAML: " + wrong.getMessage());
        }
        documents.forEach(document -> document.visit(seen, YamlValue::requireKnownTag));
        return documents;
    }

    private void requireKnownTag() {
        if (!TAG.matcher(node.getTag().getValue()).matches()) {
            throw invalid(
                    position(), "ajj does not support the tag " + node.getTag().getValue());
        }
    }

    /** Visits this value and all that it contains, each once. */
    private void visit(Set<Node> seen, Consumer<YamlValue> visitor) {
        if (!seen.add(node)) {
            return;
        }
        visitor.accept(this);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                of(entry.getKeyNode()).visit(seen, visitor);
                of(entry.getValueNode()).visit(seen, visitor);
            }
        } else if (node instanceof SequenceNode) {
            items().forEach(item -> item.visit(seen, visitor));
        }
    }

    /** Returns the scalars in this value that may name variables, each on its line. */
    String references() {
        List<String> references = new ArrayList<>();
        visit(
                Collections.newSetFromMap(new IdentityHashMap<>()),
                value -> value.text().filter(text -> text.contains("$")).ifPresent(references::add));
        return String.join("\n", references);
    }

    private YamlValue of(Node other) {
        return new YamlValue(file, other);
    }

    /** Returns the values at a key of this mapping, also overridden ones from merges; empty when this is not a mapping. */
    public Stream<YamlValue> at(String key) {
        return entries().stream().filter(entry -> entry.name().equals(key)).map(Entry::value);
    }

    /** Returns the services of this document. */
    public Stream<Entry> services() {
        return at("services").flatMap(services -> services.entries().stream());
    }

    /** Returns all entries of this mapping; one whose name is not a scalar has an empty name. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        collect(entries, Collections.newSetFromMap(new IdentityHashMap<>()));
        return entries;
    }

    private void collect(List<Entry> entries, Set<Node> seen) {
        if (node instanceof MappingNode mapping && seen.add(node)) {
            for (NodeTuple tuple : mapping.getValue()) {
                YamlValue key = of(tuple.getKeyNode());
                YamlValue value = of(tuple.getValueNode());
                String name = key.text().orElse("");
                if (name.equals(MERGE)) {
                    value.items().forEach(merged -> merged.collect(entries, seen));
                } else {
                    entries.add(new Entry(name, key.position(), value));
                }
            }
        }
    }

    /** Returns the items of this sequence; otherwise only this value. */
    public Stream<YamlValue> items() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(this::of)
                : Stream.of(this);
    }

    /** Returns the text of this scalar; empty when it is not a scalar. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** Returns where it is written, or where its anchor is. */
    public SourcePosition position() {
        return position(file, node.getStartMark());
    }

    private static SourcePosition position(Path file, @Nullable Mark mark) {
        return mark == null
                ? new SourcePosition(file, 1, 1)
                : new SourcePosition(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Failure invalid(SourcePosition position, String message) {
        return new Failure(new ConfigProblem.Invalid(
                position,
                message,
                List.of("see the reference of compose files: https://docs.docker.com/reference/compose-file")));
    }
}

package dev.aether.ajj.compose.text;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.RegularFile;
import dev.aether.ajj.model.text.SourcePosition;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
 * The keys and values of a YAML file, with anchors, aliases and merges resolved. Refuses syntax that parsers may read differently,
 * so that ajj checks what Compose reads.
 */
public final class YamlFile {
    private static final String MERGE = "<<";
    private static final int MAX_DEPTH = 200;
    /** Characters that only some parsers treat as line breaks. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\\u0085\\u2028\\u2029\\uFEFF]");
    /** The tags of YAML, without binary texts, and those of Compose. */
    private static final Pattern TAG = Pattern.compile(
            "tag:yaml\\.org,2002:(?:str|int|float|bool|null|seq|map|merge|timestamp|value)|!(?:reset|override)?");

    private final Path file;
    private final List<Node> documents;

    private YamlFile(Path file, List<Node> documents) {
        this.file = file;
        this.documents = documents;
    }

    /**
     * Parses a file.
     *
     * @throws Failure {@code CONFIG_INVALID} when it is not valid or not unambiguous YAML
     * @throws IOException when it cannot be read, or is not UTF-8 text
     */
    public static YamlFile read(Path file) throws IOException {
        String text = RegularFile.text(file).replaceFirst("^\\uFEFF", "");
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(RegularFile.LARGEST);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE); // each node is visited once
        Matcher ambiguous = AMBIGUOUS.matcher(text);
        if (ambiguous.find()) {
            long line = text.substring(0, ambiguous.start())
                    .chars()
                    .filter(each -> each == '\n')
                    .count();
            throw invalid(new SourcePosition(file, (int) line + 1, 1), "it has an unusual line break or mark");
        }
        Composer composer = new Composer(
                new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options);
        List<Node> documents = new ArrayList<>();
        try {
            while (composer.checkNode()) {
                documents.add(composer.getNode());
            }
        } catch (MarkedYAMLException wrong) {
            throw invalid(position(file, Optional.ofNullable(wrong.getProblemMark())), wrong.getProblem());
        } catch (YAMLException wrong) {
            throw invalid(new SourcePosition(file, 1, 1), "it is not valid YAML: " + wrong.getMessage());
        }
        YamlFile parsed = new YamlFile(file, documents);
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        documents.forEach(document -> parsed.requireKnownTags(document, seen));
        return parsed;
    }

    private void requireKnownTags(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (!TAG.matcher(node.getTag().getValue()).matches()) {
            throw invalid(
                    position(node),
                    "ajj does not support the tag " + node.getTag().getValue());
        }
        children(node).forEach(child -> requireKnownTags(child, seen));
    }

    private static Stream<Node> children(Node node) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream().flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()));
            case SequenceNode sequence -> sequence.getValue().stream();
            default -> Stream.empty();
        };
    }

    /** A value in a file. */
    public record Value(YamlFile in, Node node) {
        /** Returns the values at a key of this mapping, also overridden ones from merges; empty when this is not a mapping. */
        public Stream<Value> at(String key) {
            return in.entries(node)
                    .filter(entry -> isNamed(entry, key))
                    .map(entry -> new Value(in, entry.getValueNode()));
        }

        /** Returns all values of this mapping. */
        public Stream<Value> values() {
            return in.entries(node).map(entry -> new Value(in, entry.getValueNode()));
        }

        /** Returns the items of this sequence; otherwise only this value. */
        public Stream<Value> items() {
            return node instanceof SequenceNode sequence
                    ? sequence.getValue().stream().map(item -> new Value(in, item))
                    : Stream.of(this);
        }

        /** Returns the text of this scalar; empty when it is not a scalar. */
        public Optional<String> text() {
            return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
        }

        /** Returns where it is written, or where its anchor is. */
        public SourcePosition position() {
            return in.position(node);
        }
    }

    /** Returns the documents of the file, which Compose merges. */
    public Stream<Value> documents() {
        return documents.stream().map(document -> new Value(this, document));
    }

    private Stream<NodeTuple> entries(Node node) {
        List<NodeTuple> entries = new ArrayList<>();
        collect(node, entries, Collections.newSetFromMap(new IdentityHashMap<>()));
        return entries.stream();
    }

    private static void collect(Node node, List<NodeTuple> entries, Set<Node> seen) {
        if (!(node instanceof MappingNode mapping) || !seen.add(node)) {
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!isNamed(entry, MERGE)) {
                entries.add(entry);
            } else if (entry.getValueNode() instanceof SequenceNode merged) {
                merged.getValue().forEach(each -> collect(each, entries, seen));
            } else {
                collect(entry.getValueNode(), entries, seen);
            }
        }
    }

    private static boolean isNamed(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }

    private SourcePosition position(Node node) {
        return position(file, Optional.ofNullable(node.getStartMark()));
    }

    private static SourcePosition position(Path file, Optional<Mark> mark) {
        return mark.map(found -> new SourcePosition(file, found.getLine() + 1, found.getColumn() + 1))
                .orElse(new SourcePosition(file, 1, 1));
    }

    private static Failure invalid(SourcePosition position, String message) {
        return new Failure(new ConfigProblem.Invalid(
                position,
                message,
                List.of("see the reference of compose files: https://docs.docker.com/reference/compose-file")));
    }
}

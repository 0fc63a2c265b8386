package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Directive;
import dev.aether.ajj.compose.Value.Entry;
import dev.aether.ajj.compose.Value.Mapping;
import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.compose.Value.Sequence;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * YAML as docker compose reads it: YAML 1.2, where {@code no} and {@code 22:22} are text, with the merge keys of YAML 1.1.
 * Works on the parser's nodes, because they alone have places, and nothing of it needs reflection. What a plain value means
 * is decided here: none of the parser's schemas does it as Go does.
 */
final class YamlReader {
    private static final String MERGE = "<<";
    /** Large files share hundreds of anchors; what they stand for is made once, so that many do no harm. */
    private static final int MOST_ALIASES = 100_000;

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUTHS = Set.of("true", "True", "TRUE", "false", "False", "FALSE");
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new JsonSchema())
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowNonScalarKeys(true)
            .build();

    private final Path file;
    private final ConfigFaults problems;
    private final IdentityHashMap<Node, Value> made = new IdentityHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private YamlReader(Path file, ConfigFaults problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * The documents of a file that are not empty.
     *
     * @throws dev.aether.ajj.error.Failure every problem so far, when the text is no YAML
     */
    static List<Value> read(Path file, String text, ConfigFaults problems) {
        YamlReader reader = new YamlReader(file, problems);
        List<Value> documents = new ArrayList<>();
        try {
            for (Node node : new Compose(SETTINGS).composeAllFromString(text)) {
                documents.add(reader.value(node));
            }
        } catch (YamlEngineException broken) {
            YamlMessages.report(file, text, broken, problems);
        } catch (StackOverflowError _) {
            problems.report(
                    new SourcePosition(file, 1, 1), "this is nested too deeply", "check that it is the file you meant");
        }
        problems.throwIfAny();
        documents.removeIf(document -> document instanceof Scalar scalar && scalar.isNull());
        return documents;
    }

    private Value value(Node node) {
        Value known = made.get(node);
        if (known != null) {
            return known;
        }
        if (!open.add(node)) {
            problems.report(at(node), "an alias stands inside of what it stands for", "write the part out once");
            return Value.nothing(at(node));
        }
        Value value = switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode sequence ->
                new Sequence(
                        at(sequence),
                        sequence.getValue().stream().map(this::value).toList());
            case ScalarNode scalar -> scalar(scalar);
            default -> Value.nothing(at(node));
        };
        open.remove(node);
        made.put(node, value);
        return value;
    }

    private Mapping mapping(MappingNode node) {
        SequencedMap<String, Entry> entries = new LinkedHashMap<>();
        Optional<Node> merged = Optional.empty();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.report(at(tuple.getKeyNode()), "a key must be a single word", "write key: value");
                continue;
            }
            reportNul(key);
            boolean first = isMerge(key)
                    ? merged.isEmpty()
                    : entries.putIfAbsent(key.getValue(), entry(key, tuple.getValueNode())) == null;
            if (!first) {
                reportTwice(key, entries.get(key.getValue()));
            } else if (isMerge(key)) {
                merged = Optional.of(tuple.getValueNode());
            }
        }
        merged.ifPresent(from -> merge(from, entries));
        return new Mapping(at(node), entries);
    }

    private void reportTwice(ScalarNode key, @Nullable Entry first) {
        problems.report(
                at(key),
                "the key \"" + key.getValue() + "\" stands here twice"
                        + (first == null ? "" : ", first in line " + first.key().line()),
                isMerge(key) ? "write <<: [*one, *other]" : "remove one of the two");
    }

    private static boolean isMerge(ScalarNode key) {
        return key.isPlain() && key.getValue().equals(MERGE);
    }

    private Entry entry(ScalarNode key, Node value) {
        Directive directive = switch (value.getTag().getValue()) {
            case "!reset" -> Directive.RESET;
            case "!override" -> Directive.OVERRIDE;
            default -> Directive.NONE;
        };
        return new Entry(at(key), value(value), directive);
    }

    /** What the mapping has itself comes first, then the first of those that are merged. */
    private void merge(Node from, SequencedMap<String, Entry> entries) {
        List<Value> sources = value(from) instanceof Sequence sequence ? sequence.items() : List.of(value(from));
        for (Value source : sources) {
            if (source instanceof Mapping mapping) {
                mapping.all().forEach(entries::putIfAbsent);
            } else {
                problems.report(
                        at(from), "only mappings can be merged with <<, not " + source.kind(), "write <<: *anchor");
            }
        }
    }

    /** No program can be told of a text with such a character, and no path has it. */
    private void reportNul(ScalarNode node) {
        if (node.getValue().indexOf('\0') >= 0) {
            problems.report(at(node), "the character U+0000 cannot stand in a value", "remove it");
        }
    }

    private Scalar scalar(ScalarNode node) {
        reportNul(node);
        String text = node.getValue();
        if (!node.isPlain() || isToldToBeText(node)) {
            return Value.text(at(node), text);
        }
        if (NULLS.contains(text)) {
            return Value.nothing(at(node));
        }
        Optional<String> typed =
                TRUTHS.contains(text) ? Optional.of(text.toLowerCase(Locale.ROOT)) : Numbers.print(text);
        return new Scalar(at(node), typed.orElse(text), false, typed.isEmpty(), Set.of());
    }

    /** {@code !!str 5432}. */
    private static boolean isToldToBeText(ScalarNode node) {
        Tag implied = SETTINGS.getSchema().getScalarResolver().resolve(node.getValue(), true);
        return node.getTag().equals(Tag.STR) && !implied.equals(Tag.STR);
    }

    private SourcePosition at(Node node) {
        return at(file, node.getStartMark());
    }

    static SourcePosition at(Path file, Optional<Mark> mark) {
        return mark.map(found -> new SourcePosition(file, found.getLine() + 1, found.getColumn() + 1))
                .orElse(new SourcePosition(file, 1, 1));
    }
}

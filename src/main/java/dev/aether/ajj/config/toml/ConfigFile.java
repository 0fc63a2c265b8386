package dev.aether.ajj.config.toml;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.TextFile;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.WrittenValue;
import dev.aether.ajj.spi.config.WrittenValue.Array;
import dev.aether.ajj.spi.config.WrittenValue.Origin;
import dev.aether.ajj.spi.config.WrittenValue.Scalar;
import dev.aether.ajj.spi.config.WrittenValue.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The text of an aether.toml. */
public final class ConfigFile {
    /** The file's name in a directory. */
    public static final String NAME = "aether.toml";

    /** Protects the stack: the parser recurses. aether.toml needs four levels. */
    private static final int MAX_NESTING = 32;

    private final Path path;
    private final String text;
    private final CondensedToml condensed;
    private final List<Integer> lineStarts = new ArrayList<>(List.of(0));

    /** @param text decoded, without a byte order mark */
    public ConfigFile(Path path, String text) {
        this.path = path;
        this.text = text;
        this.condensed = new CondensedToml(text);
        for (int newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
            lineStarts.add(newline + 1);
        }
    }

    /**
     * Reads a file.
     *
     * @throws Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} when it cannot be read or is not UTF-8 text
     */
    public static ConfigFile read(Path path) {
        return new ConfigFile(path, TextFile.read(path, NAME));
    }

    /** Returns the absolute path. */
    public Path path() {
        return path;
    }

    /** Returns the decoded text. */
    public String text() {
        return text;
    }

    /**
     * Returns the tables of the text.
     *
     * @throws Failure {@code CONFIG_INVALID} when the text is not TOML
     */
    public TomlSection tables(ConfigFaults problems) {
        TomlParseResult toml =
                Toml.parse(condensed.text(), TomlParseOptions.sourceless().withMaxNestingDepth(MAX_NESTING));
        toml.errors().forEach(error -> SyntaxMessages.report(this, error, problems));
        // Stops here, because a syntax error would cause misleading faults.
        problems.throwIfAny();
        return new TomlSection(
                Optional.of(this), problems, table(toml, new Origin(new SourcePosition(path, 1, 1))), List.of());
    }

    private Table table(TomlTable table, Origin origin) {
        SequencedMap<String, WrittenValue> keys = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            keys.put(key, value(Objects.requireNonNull(table.get(path)), table.inputPositionOf(path), origin));
        }
        return new Table(keys, origin);
    }

    /** @param outer of the table or array that contains the value, for one without a position of its own */
    private WrittenValue value(Object value, @Nullable TomlPosition position, Origin outer) {
        Origin origin = position == null ? outer : new Origin(at(position));
        return switch (value) {
            case TomlTable table -> table(table, origin);
            case TomlArray array ->
                new Array(
                        IntStream.range(0, array.size())
                                .mapToObj(index -> value(array.get(index), array.inputPositionOf(index), origin))
                                .toList(),
                        origin);
            default -> new Scalar(value, origin);
        };
    }

    /** Converts a position in the condensed text to one in this file. */
    SourcePosition at(TomlPosition position) {
        return new SourcePosition(path, line(position.line()), position.column());
    }

    int offset(SourcePosition position) {
        return text.offsetByCodePoints(lineStarts.get(position.line() - 1), position.column() - 1);
    }

    /** Returns the position of an offset, counted from an earlier one, because a long line can have many. */
    SourcePosition position(int offset, int earlier, SourcePosition ofEarlier) {
        int found = Collections.binarySearch(lineStarts, offset);
        int line = found < 0 ? -found - 1 : found + 1;
        int column = line == ofEarlier.line()
                ? ofEarlier.column() + text.codePointCount(earlier, offset)
                : 1 + text.codePointCount(lineStarts.get(line - 1), offset);
        return new SourcePosition(path, line, column);
    }

    String lineText(int line) {
        int end = line < lineStarts.size() ? lineStarts.get(line) : text.length();
        return text.substring(lineStarts.get(line - 1), end);
    }

    /** Returns the line number in this file for one in the condensed text. */
    int line(int parsed) {
        return condensed.lineInFile(parsed);
    }
}

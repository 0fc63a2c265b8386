package dev.aether.ajj.config.toml;

import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.TextFile;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.variable.VariableTexts;
import dev.aether.ajj.spi.config.ComposeSource.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** The text of an aether.toml. */
public final class ConfigFile {
    /** The file's name in a directory. */
    public static final String NAME = "aether.toml";

    /** Protects the stack: the parser recurses. aether.toml needs four levels. */
    private static final int MAX_NESTING = 32;

    private final Path path;
    private final String text;
    private final CondensedToml condensed;
    private final Map<Integer, Origin> origins;
    private final List<Integer> lineStarts = new ArrayList<>(List.of(0));

    /** @param text decoded, without a byte order mark */
    public ConfigFile(Path path, String text) {
        this(path, text, Map.of());
    }

    /**
     * Creates a file from text that was generated from other files.
     *
     * @param path the file for lines without an origin; absolute
     * @param origins by line number, counted from 1
     */
    public ConfigFile(Path path, String text, Map<Integer, Origin> origins) {
        this.origins = origins;
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
        return new ConfigFile(path, TextFile.read(path, NAME, ConfigProblem.NotFound::file));
    }

    /** Returns the absolute path. */
    public Path path() {
        return path;
    }

    /** Returns the decoded text. */
    public String text() {
        return text;
    }

    /** Parses the text as TOML. {@link #at} converts the positions of errors. */
    public TomlParseResult parse() {
        return Toml.parse(condensed.text(), TomlParseOptions.sourceless().withMaxNestingDepth(MAX_NESTING));
    }

    /**
     * Returns the tables of the text.
     *
     * @throws Failure {@code CONFIG_INVALID} when the text is not TOML
     */
    public TomlSection tables(ConfigFaults problems) {
        TomlParseResult toml = parse();
        toml.errors().forEach(error -> SyntaxMessages.report(this, error, problems));
        // Stops here, because a syntax error would cause misleading faults.
        problems.throwIfAny();
        return TomlSection.top(this, problems, toml);
    }

    /** Converts a position in the condensed text to one in this file, or in its origin. */
    SourcePosition at(TomlPosition position) {
        int line = line(position.line());
        return Optional.ofNullable(origins.get(line))
                .map(Origin::position)
                .orElseGet(() -> new SourcePosition(path, line, position.column()));
    }

    /** Returns a message about a position without values that came from variables. */
    String hidden(SourcePosition place, String message) {
        return VariableTexts.joined(
                        originsAt(place).map(Origin::variables).distinct().toList())
                .redact(message);
    }

    /** Returns the names of variables at a position that have no value, which may be why the text there is invalid. */
    List<String> unset(SourcePosition place) {
        return originsAt(place)
                .flatMap(origin -> origin.unset().stream())
                .distinct()
                .toList();
    }

    private Stream<Origin> originsAt(SourcePosition place) {
        return origins.values().stream().filter(origin -> origin.position().equals(place));
    }

    /** Returns a template in this file; {@code key} is where its key begins. */
    Template template(SourcePosition key, String value) {
        return origins.isEmpty() ? TemplateLiteral.read(this, key, value) : new Template(value, key);
    }

    /** Returns a template in an array entry that begins at {@code start}. */
    Template templateEntry(SourcePosition start, String value) {
        return origins.isEmpty() ? TemplateLiteral.readEntry(this, start, value) : new Template(value, start);
    }

    int offset(SourcePosition position) {
        return text.offsetByCodePoints(lineStarts.get(position.line() - 1), position.column() - 1);
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

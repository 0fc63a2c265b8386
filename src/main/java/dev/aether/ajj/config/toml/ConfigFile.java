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
import org.tomlj.Toml;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** The text of an aether.toml. */
public final class ConfigFile {
    /** The file's name in a directory. */
    public static final String NAME = "aether.toml";

    /** aether.toml itself needs four levels; each takes several frames of the stack. */
    private static final int DEEPEST_NESTING = 32;

    private final Path path;
    private final String text;
    private final CondensedToml condensed;
    private final Map<Integer, Origin> origins;
    private final List<Integer> lineStarts = new ArrayList<>(List.of(0));

    /**
     * @param path absolute
     * @param text decoded, without a byte order mark
     */
    public ConfigFile(Path path, String text) {
        this(path, text, Map.of());
    }

    /**
     * A text that was made from other files.
     *
     * @param path what its lines come from as a whole; absolute
     * @param origins where lines come from, by their number counted from 1; not every line has one
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
     * Reads the file whole.
     *
     * @throws Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} when it cannot be read or is no UTF-8 text
     */
    public static ConfigFile read(Path path) {
        return new ConfigFile(path, TextFile.read(path, NAME, ConfigProblem.NotFound::file));
    }

    /** Where the file is; absolute. */
    public Path path() {
        return path;
    }

    /** The text as it was decoded. */
    public String text() {
        return text;
    }

    /** What the text says as TOML, or its errors. Their positions are for {@link #at}. */
    public TomlParseResult parse() {
        return Toml.parse(condensed.text(), TomlParseOptions.sourceless().withMaxNestingDepth(DEEPEST_NESTING));
    }

    /**
     * The tables of the text.
     *
     * @throws Failure when the text is not TOML
     */
    public TomlSection tables(ConfigFaults problems) {
        TomlParseResult toml = parse();
        toml.errors().forEach(error -> SyntaxMessages.report(this, error, problems));
        // In the rest of a broken file, ajj would report errors that are not there.
        problems.throwIfAny();
        return TomlSection.top(this, problems, toml);
    }

    /** A place in this file. */
    SourcePosition at(TomlPosition position) {
        int line = line(position.line());
        return Optional.ofNullable(origins.get(line))
                .map(Origin::position)
                .orElseGet(() -> new SourcePosition(path, line, position.column()));
    }

    /** A message about a place, without values that came from variables. */
    String hidden(SourcePosition place, String message) {
        return VariableTexts.joined(origins.values().stream()
                        .filter(origin -> origin.position().equals(place))
                        .map(Origin::variables)
                        .distinct()
                        .toList())
                .redact(message);
    }

    /**
     * A template of this file.
     *
     * @param key where its key begins
     */
    Template template(SourcePosition key, String value) {
        return origins.isEmpty() ? TemplateLiteral.read(this, key, value) : new Template(value, key);
    }

    /** The same for an entry of an array, which begins at {@code start}. */
    Template templateEntry(SourcePosition start, String value) {
        return origins.isEmpty() ? TemplateLiteral.readEntry(this, start, value) : new Template(value, start);
    }

    /** The offset into the text of a place in this file. */
    int offset(SourcePosition position) {
        return text.offsetByCodePoints(lineStarts.get(position.line() - 1), position.column() - 1);
    }

    /** The text of a line, with its line end. */
    String lineText(int line) {
        int end = line < lineStarts.size() ? lineStarts.get(line) : text.length();
        return text.substring(lineStarts.get(line - 1), end);
    }

    /** The line of this file that tomlj means by a number. */
    int line(int parsed) {
        return condensed.lineInFile(parsed);
    }
}

package dev.aether.ajj.cli.option;

import dev.aether.ajj.model.workspace.RealPath;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that may come before or after every command of ajj. */
public final class GlobalOptions {

    /** The reader of the answer. */
    public enum Format {
        human,
        json
    }

    /** When to use colours. */
    public enum Color {
        auto,
        always,
        never
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "How to print: ${COMPLETION-CANDIDATES}.")
    Format output = Format.human;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Short for --output json.")
    boolean json;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read this file instead of looking for aether.toml.")
    @Nullable
    Path config;

    @Option(
            names = {"-R", "--repository"},
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Work on the repository around this directory.")
    @Nullable
    Path repository;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "When to use colours: ${COMPLETION-CANDIDATES}.")
    Color color = Color.auto;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print only what was asked for, warnings and errors.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print each call to jj and the engine, with its duration.")
    boolean verbose;

    /** Whether all commands have an option with these names: those of this class, help and version. */
    public static boolean isGlobal(OptionSpec option) {
        OptionSpec same = option.command().root().findOption(option.longestName());
        return same != null && Arrays.equals(same.names(), option.names());
    }

    public boolean isQuiet() {
        return quiet;
    }

    public boolean isVerbose() {
        return verbose;
    }

    public Color color() {
        return color;
    }

    public void requestJson() {
        json = true;
    }

    public boolean isJson() {
        return json || output == Format.json;
    }

    /** Returns where the search for the repository and aether.toml starts; absolute. */
    public Path directory(Path here) {
        return repository == null ? here : RealPath.of(here.resolve(repository));
    }

    public Optional<Path> configFile(Path here) {
        return Optional.ofNullable(config).map(here::resolve).map(RealPath::ofFile);
    }
}

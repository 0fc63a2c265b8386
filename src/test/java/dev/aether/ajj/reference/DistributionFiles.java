package dev.aether.ajj.reference;

import dev.aether.ajj.cli.CommandTree;
import dev.aether.ajj.cli.completion.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The generated files of {@code target/ajj}: the launcher script, man pages and completion scripts. */
public final class DistributionFiles {
    static final Path MAN = Path.of("share/man");

    private DistributionFiles() {}

    /**
     * Returns all files, by their path in the distribution.
     *
     * @param date the date of the release, such as {@code 2026-01-01}
     */
    static Map<Path, String> generate(String date) throws IOException {
        CommandSpec ajj = CommandTree.ajj().getCommandSpec();
        Map<Path, String> files = new TreeMap<>();
        files.put(Path.of("bin/ajj"), LauncherScript.text());
        new ManPages(CommandPage.of(ajj), date).all().forEach((name, text) -> files.put(MAN.resolve(name), text));
        files.put(Path.of("share/bash-completion/completions/ajj"), Shell.bash.script(ajj));
        files.put(Path.of("share/zsh/site-functions/_ajj"), Shell.zsh.script(ajj));
        files.put(Path.of("share/fish/vendor_completions.d/ajj.fish"), Shell.fish.script(ajj));
        return files;
    }

    /**
     * Writes the files, before the build packages them.
     *
     * @param arguments the directory, and the instant of the release
     */
    public static void main(String... arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        String date = arguments[1].substring(0, "2026-01-01".length());
        ReferenceFiles.write(generate(date).entrySet().stream()
                .collect(Collectors.toMap(file -> directory.resolve(file.getKey()), Map.Entry::getValue)));
    }
}

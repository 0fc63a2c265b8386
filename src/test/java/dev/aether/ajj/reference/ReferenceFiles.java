package dev.aether.ajj.reference;

import dev.aether.ajj.cli.CommandTree;
import dev.aether.ajj.cli.completion.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** All files that are made from ajj's commands and error codes, as they should be. */
final class ReferenceFiles {
    static final Path DOCUMENTATION = Path.of("docs/reference");
    /** What a packager finds below {@code target/ajj/share}. */
    static final Path SHARE = Path.of("src/main/dist/share");

    private static final Pattern TIMESTAMP = Pattern.compile("<project.build.outputTimestamp>(\\d{4}-\\d\\d-\\d\\d)T");

    private ReferenceFiles() {}

    static Map<Path, String> generate() throws IOException {
        CommandSpec ajj = CommandTree.ajj().getCommandSpec();
        CommandPage page = CommandPage.of(ajj);
        Map<Path, String> files = new TreeMap<>();
        files.put(DOCUMENTATION.resolve("cli.md"), MarkdownCommands.of(page));
        files.put(DOCUMENTATION.resolve("errors.md"), ErrorsText.page());
        new ManPages(page, released())
                .all()
                .forEach((name, text) -> files.put(SHARE.resolve("man").resolve(name), text));
        files.put(SHARE.resolve("bash-completion/completions/ajj"), Shell.bash.script(ajj));
        files.put(SHARE.resolve("zsh/site-functions/_ajj"), Shell.zsh.script(ajj));
        files.put(SHARE.resolve("fish/vendor_completions.d/ajj.fish"), Shell.fish.script(ajj));
        return files;
    }

    /** The date that everything in a release has. */
    private static String released() throws IOException {
        Matcher matcher = TIMESTAMP.matcher(Files.readString(Path.of("pom.xml")));
        if (!matcher.find()) {
            throw new IOException("pom.xml has no project.build.outputTimestamp");
        }
        return matcher.group(1);
    }

    /** Files that are there and that nothing makes any more, such as the page of a command that is gone. */
    static Stream<Path> strangers(Map<Path, String> generated) throws IOException {
        try (Stream<Path> found = Files.walk(SHARE)) {
            return found.filter(Files::isRegularFile).filter(file -> !generated.containsKey(file)).toList().stream();
        }
    }

    static void write(Map<Path, String> generated) throws IOException {
        for (Map.Entry<Path, String> file : generated.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
        for (Path stranger : strangers(generated).toList()) {
            Files.delete(stranger);
        }
    }
}

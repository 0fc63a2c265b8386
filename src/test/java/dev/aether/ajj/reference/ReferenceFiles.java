package dev.aether.ajj.reference;

import dev.aether.ajj.cli.CommandTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The pages of {@code docs/reference} that are generated from ajj's commands and error codes. */
final class ReferenceFiles {
    static final Path DIRECTORY = Path.of("docs/reference");

    private ReferenceFiles() {}

    static Map<Path, String> generate() {
        CommandPage ajj = CommandPage.of(CommandTree.ajj().getCommandSpec());
        return Map.of(
                DIRECTORY.resolve("cli.md"), MarkdownCommands.of(ajj),
                DIRECTORY.resolve("errors.md"), ErrorsText.page());
    }

    static void write(Map<Path, String> files) throws IOException {
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
    }
}

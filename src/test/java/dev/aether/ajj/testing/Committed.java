package dev.aether.ajj.testing;

import dev.aether.ajj.spi.config.CommittedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of a revision. */
public record Committed(Map<Path, String> texts) implements CommittedFiles {

    public static CommittedFiles of(Map<Path, String> texts) {
        return new Committed(texts);
    }

    @Override
    public Optional<byte[]> content(Path file) {
        return Optional.ofNullable(texts.get(file)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Path> first(List<Path> files) {
        return files.stream().filter(texts::containsKey).findFirst();
    }
}

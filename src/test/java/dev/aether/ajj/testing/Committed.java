package dev.aether.ajj.testing;

import dev.aether.ajj.spi.config.CommittedFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Files of a revision.
 *
 * @param incomplete whether a checkout is required
 */
public record Committed(Map<Path, String> texts, AtomicBoolean incomplete) implements CommittedFiles {

    public static Committed of(Map<Path, String> texts) {
        return new Committed(texts, new AtomicBoolean());
    }

    @Override
    public Optional<byte[]> content(Path file) {
        return Optional.ofNullable(texts.get(file)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Path> first(List<Path> files) {
        return files.stream().filter(texts::containsKey).findFirst();
    }

    @Override
    public void requireCheckout() {
        incomplete.set(true);
    }
}

package dev.aether.ajj;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class NativeImageMetadataTest {

    @Test
    void theFileMatchesTheSignatures() throws IOException {
        String generated = NativeImageMetadata.generate();
        if (Boolean.getBoolean("ajj.regenerate")) {
            Files.writeString(NativeImageMetadata.FILE, generated);
        }
        assertThat(NativeImageMetadata.FILE)
                .as("Posix or Signals has changed; regenerate the file with:"
                        + " ./mvnw test -Dtest=NativeImageMetadataTest -Dajj.regenerate=true")
                .hasContent(generated);
    }
}

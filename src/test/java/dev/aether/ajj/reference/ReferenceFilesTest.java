package dev.aether.ajj.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class ReferenceFilesTest {

    @Test
    void pagesMatchCommandsAndErrorCodes() throws IOException {
        Map<Path, String> files = ReferenceFiles.generate();
        if (Boolean.getBoolean("ajj.regenerate")) {
            ReferenceFiles.write(files);
        }
        SoftAssertions.assertSoftly(all -> files.forEach((file, text) -> all.assertThat(file)
                .as("a command or an error code has changed; regenerate the reference with:"
                        + " ./mvnw test -Dtest=ReferenceFilesTest -Dajj.regenerate=true")
                .hasContent(text)));
    }

    @Test
    void everyErrorCodeIsExplainedAtItsLink() {
        String page = ReferenceFiles.generate().getOrDefault(Path.of(ErrorCode.PAGE), "");
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(page).contains("\n## " + code.name() + "\n");
            assertThat(code.meaning()).as(code.name()).endsWith(".");
            assertThat(code.remedy()).as(code.name()).isNotBlank();
        }
    }
}

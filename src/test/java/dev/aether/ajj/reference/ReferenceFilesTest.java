package dev.aether.ajj.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.testing.NeedsCommand;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReferenceFilesTest {
    private static final String HOW_TO_WRITE = "a command or an error code has changed; write the reference anew with:"
            + " ./mvnw test -Dtest=ReferenceFilesTest -Dajj.regenerate=true";

    private static Map<Path, String> files;

    @BeforeAll
    static void generate() throws IOException {
        files = ReferenceFiles.generate();
        if (Boolean.getBoolean("ajj.regenerate")) {
            ReferenceFiles.write(files);
        }
    }

    @Test
    void theFilesFitTheCommandsAndTheErrorCodes() {
        SoftAssertions.assertSoftly(all -> files.forEach(
                (file, text) -> all.assertThat(file).as(HOW_TO_WRITE).hasContent(text)));
    }

    @Test
    void nothingIsLeftOfCommandsThatAreGone() throws IOException {
        assertThat(ReferenceFiles.strangers(files)).as(HOW_TO_WRITE).isEmpty();
    }

    @Test
    @NeedsCommand("groff")
    void groffHasNothingToSayAboutTheManPages() {
        String directory = ReferenceFiles.SHARE.resolve("man").toString();
        files.keySet().stream()
                .map(Path::toString)
                .filter(file -> file.startsWith(directory))
                .forEach(file -> assertThat(Shell.succeed(
                                Map.of(), List.of("groff", "-I", directory, "-man", "-Tutf8", "-ww", "-z", file)))
                        .as(file)
                        .isEmpty());
    }

    @Test
    void everyErrorCodeIsExplainedWhereItsHintSaysSo() {
        String page = files.getOrDefault(Path.of(ErrorCode.PAGE), "");
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(page).contains("\n## " + code.name() + "\n");
            assertThat(code.meaning()).as(code.name()).endsWith(".");
            assertThat(code.remedy()).as(code.name()).isNotBlank();
        }
    }
}

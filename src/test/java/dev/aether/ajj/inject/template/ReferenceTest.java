package dev.aether.ajj.inject.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.testing.NoCompose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that ajj accepts every example in the reference of aether.toml. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("docs/reference/aether-toml.md");

    @TempDir
    Path directory;

    @Test
    void everyExampleIsValid() throws IOException {
        List<String> examples = Pattern.compile("(?ms)^```toml\\n(.*?)^```$")
                .matcher(Files.readString(REFERENCE))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(examples).hasSizeGreaterThan(4);
        for (String example : examples) {
            Path file = Files.writeString(directory.resolve("aether.toml"), example);
            assertThatCode(() -> new ConfigReader(new QuteTemplates(), new NoCompose())
                            .loadWithTemplates(Optional.of(file), directory, directory))
                    .as(example)
                    .doesNotThrowAnyException();
        }
    }
}

package dev.aether.ajj.model.variable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariableTextsTest {
    private static final VariableTexts TEXTS = new VariableTexts(Map.of(
            "quo\"ted\\back$x 22", "${QT}",
            "C:\\pw\\s3cr\"et", "${WIN}",
            "{\"k\":\"zz\\nqq5\"}", "${JSN}",
            "pässwörd\"ü1", "${UNI}",
            "plain-word", "${P}"));

    /** Masks values in longer words, and parts of values; ports and switches occur in many words. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            labels."com.docker.xhuntery" of Docker  | labels."com.docker.x******y" of Docker
            image: repohunter is hunter             | image: repo****** is ******
            "Xhunter22-secret_1"                    | "X******_1"
            x5432 and 5432, trueness of true        | x5432 and ******, trueness of ******
            "hunter" and hunter_                    | "${P}" and ******_
            """)
    void masksValuesWithinWords(String message, String hidden) {
        VariableTexts texts = new VariableTexts(
                Map.of("hunter", "${P}", "hunter22-secret", "${Q}", "5432", "${PORT}", "true", "${ON}"));
        assertThat(texts.redact(message)).isEqualTo(hidden);
    }

    @Test
    void keepsShortValues() {
        assertThat(new VariableTexts(Map.of("a", "${A}")).redact("what a message"))
                .isEqualTo("what a message");
    }

    /** Uses the quoting of ajj's and Compose's messages. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            volumes: "./a:b:quo"ted\\back$x 22:create" is no volume | volumes: "./a:b:******:create" is no volume
            "com.docker.xquo\\"ted\\\\back$x 22" in labels           | "com.docker.x******" in labels
            parsing "quo\\"ted\\\\back$x 22"                         | parsing "******"
            parsing "{\\"k\\":\\"zz\\\\nqq5\\"}"                        | parsing "******"
            tmpfs "\\pw\\s3cr"et" is no option                      | tmpfs "******" is no option
            cpus: parsing "pässwörd\\"ü1"                           | cpus: parsing "******"
            "quo"ted\\back$x 22" is no port                         | "${QT}" is no port
            "plain-word" and plain-word                            | "${P}" and ******
            """)
    void masksValuesWithSpecialCharacters(String message, String hidden) {
        assertThat(TEXTS.redact(message)).isEqualTo(hidden);
    }
}

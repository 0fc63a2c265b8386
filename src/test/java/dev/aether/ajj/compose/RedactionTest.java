package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Messages contain no values of files of variables. */
class RedactionTest {
    private final Redaction redaction = new Redaction();

    private void add(String text) {
        redaction.add(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsLongLinesQuickly() {
        String letters = "a".repeat(1 << 20);
        String text = letters + "\nA=\"" + letters + "\"\nB=" + " #".repeat(1 << 19) + "\u2028x\n";
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> add(text));
        assertThat(redaction.values()).containsEntry("A", letters);
    }

    @Test
    void messagesContainNoValues() {
        add("A=supersecret1\nB='quoted value'\nBAD/LINE=text\nC=1\nD=d\u00e9j\u00e0\n# a comment\n");
        String message = "parsing \"supersecret1\", quoted value near BAD/LINE=text, line 1, d\u00e9j\u00e0";
        assertThat(redaction.redact(message, "")).isEqualTo("parsing \"******\", ****** near ******, line 1, ******");
        assertThat(redaction.redact(message, "services: {supersecret1: {}}"))
                .startsWith("parsing \"supersecret1\", ******");
    }

    /** Compose interpolates them. */
    @Test
    void messagesContainNoInterpolatedValues() {
        add("USER=x\nPASS=hunter2\nURL=amqp://$USER:${PASS}token9${NONE:-}\n");
        assertThat(redaction.redact("no number: amqp://x:hunter2token9", ""))
                .isEqualTo("no number: ******x:************");
    }

    /** Compose splits them. */
    @Test
    void messagesContainNoPartsOfValues() {
        add("A=SuperSecret/Other\nURL=pg://user:hunter22@dbhost:5432/xx\n");
        assertThat(redaction.redact("Invalid proto: SuperSecret, \"pg://user:hunter22@dbhost:5432\"", ""))
                .isEqualTo("Invalid proto: ******, \"pg://******:******@******:******\"");
    }

    /** As Compose reads them. */
    @Test
    void messagesContainNoUnescapedValues() {
        add("A=hunter2secret # mine\nB=\"s3c\\\"rEt\" # x\nC: yamlsecret\n");
        assertThat(redaction.redact("no boolean: hunter2secret, s3c\"rEt, s3c\\\"rEt, yamlsecret", ""))
                .isEqualTo("no boolean: ******, ******, ******, ******");
    }

    @Test
    void findsLongValuesInAText() {
        add("A=hunter222\nB=short\nC=published\n");
        assertThat(redaction.isRevealedBy("x = \"hunter222\"", "")).isTrue();
        assertThat(redaction.isRevealedBy("short published", "a: published")).isFalse();
    }
}

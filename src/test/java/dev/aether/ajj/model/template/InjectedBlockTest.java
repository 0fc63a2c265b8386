package dev.aether.ajj.model.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InjectedBlockTest {

    @Test
    void keepsTheUsersLinesByteForByte() {
        String block = "# " + InjectedBlock.BEGIN + " (see ajj help)\nA=1\n# " + InjectedBlock.END + "\n";
        assertThat(InjectedBlock.removeFrom("X=1\r\n" + block + "\nY=2")).isEqualTo("X=1\r\n\nY=2");
        assertThat(InjectedBlock.removeFrom(block)).isEmpty();
        assertThat(InjectedBlock.removeFrom(block + "X=1\n" + block)).isEqualTo("X=1\n");
        assertThat(InjectedBlock.removeFrom("  # " + InjectedBlock.BEGIN + "\nA=1\n  # " + InjectedBlock.END))
                .isEmpty();
    }

    @Test
    void keepsAFileWithoutABlock() {
        for (String text : new String[] {"", "\n", "A=1", "A=1\n", "A='>>> ajj'\n# other\n"}) {
            assertThat(InjectedBlock.removeFrom(text)).isEqualTo(text);
        }
    }
}

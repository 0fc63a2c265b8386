package dev.aether.ajj.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "45600000, 45.6 MB",
        "999949999, 999.9 MB",
        "999950000, 1.0 GB",
        "1234567890123456, 1234.6 TB"
    })
    void choosesTheUnit(long bytes, String readable) {
        assertThat(Bytes.readable(bytes)).isEqualTo(readable);
    }
}

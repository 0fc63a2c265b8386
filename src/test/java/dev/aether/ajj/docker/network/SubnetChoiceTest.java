package dev.aether.ajj.docker.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.config.SubnetRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetChoiceTest {

    @Test
    void avoidsUsedSubnets() {
        List<SubnetRange> candidates = SubnetChoice.candidates(
                range("10.213.0.0/24"), List.of(range("10.213.0.64/27"), range("10.213.0.128/25")));
        assertThat(candidates).extracting(SubnetRange::toString).containsExactly("10.213.0.0/26");
    }

    @Test
    void findsNothingInAnExhaustedRange() {
        assertThat(SubnetChoice.candidates(range("10.213.0.0/16"), List.of(range("10.0.0.0/8"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.213.0.0/16, true",
        "10.213.0.0/26, 10.213.0.64/26, false",
        "0.0.0.0/0, 192.168.1.0/24, true",
        "172.17.0.0/16, 172.18.0.0/16, false",
        "255.255.255.255/32, 255.255.255.255/32, true",
    })
    void overlapping(String one, String other, boolean overlap) {
        assertThat(range(one).overlaps(range(other))).isEqualTo(overlap);
        assertThat(range(other).overlaps(range(one))).isEqualTo(overlap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.213.0.1/16", "10.213.0.0", "10.213.0.0/33", "300.0.0.0/8", "10.0.0/8", ""})
    void notARange(String text) {
        assertThat(SubnetRange.parse(text)).isEmpty();
    }

    @Test
    void isPrintedAsItIsParsed() {
        assertThat(range("10.213.0.0/16").subnet(26, 1023)).hasToString("10.213.255.192/26");
        assertThat(range("10.213.0.0/16").count(26)).isEqualTo(1024);
    }

    private static SubnetRange range(String text) {
        return SubnetRange.parse(text).orElseThrow();
    }
}

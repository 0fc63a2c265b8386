package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each of these was compared with what {@code docker compose config} prints. */
class SubstitutionTest {
    private static final Map<String, String> SET = Map.of("NAME", "dot", "EMPTY", "", "lower_1", "low");

    private final List<String> unset = new ArrayList<>();
    private final Substitution substitution = new Substitution(
            name -> Optional.ofNullable(SET.get(name)).map(value -> new Variable(name, value, Optional.empty())),
            unset::add);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain                       | plain
            $NAME-$UNSET.               | dot-.
            ${NAME}x${lower_1}          | dotxlow
            $$NAME $${NAME} 100%        | $NAME ${NAME} 100%
            ${UNSET:-def}               | def
            ${EMPTY:-def}               | def
            a${EMPTY-def}b              | ab
            ${UNSET-def}                | def
            ${NAME:-def}                | dot
            ${UNSET:-a${NAME:-b}c}      | adotc
            ${UNSET:-{"a":{"b":1}}}     | {"a":{"b":1}}
            ${UNSET:-$$}                | $
            ${UNSET:-}x                 | x
            ${NAME:+alt}                | alt
            a${UNSET+alt}b              | ab
            ${EMPTY+alt}                | alt
            a${EMPTY:+alt}b             | ab
            ${NAME:+<$NAME>}            | <dot>
            ${NAME:?needed}             | dot
            ${EMPTY?needed}x            | x
            $NAME$NAME                  | dotdot
            """)
    void asComposeDoesIt(String text, String expected) throws Substitution.Refused {
        assertThat(substitution.apply(text)).isEqualTo(expected);
    }

    @Test
    void remembersWhatWasUsedAndWhatWasMissing() throws Substitution.Refused {
        assertThat(substitution.apply("$NAME ${A} ${B:-b} ${C:+c} $A")).isEqualTo("dot  b  ");
        assertThat(substitution.used()).map(Variable::name).containsExactly("NAME");
        assertThat(unset).containsExactly("A", "A");
    }
}

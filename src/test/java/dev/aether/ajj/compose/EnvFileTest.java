package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.error.ConfigFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each of these was compared with what {@code docker compose config} makes of an {@code env_file}. */
class EnvFileTest {

    @TempDir
    Path directory;

    @Test
    void asComposeReadsIt() throws IOException {
        assertThat(shown("""
                # comment
                PLAIN=value # comment
                HASH=a#b
                SPACED =   padded  \s
                EMPTY=
                COLON: yaml style
                export EXPORTED="exp $PLAIN"
                SINGLE='it is $PLAIN' # c
                DOUBLE="a\\nb \\"q\\" \\$X ${PLAIN}"
                LINES="one
                two"
                REFERENCE=${PLAIN}-x
                DEFAULT=${NOPE:-fallback}
                DOLLAR=a$$b
                URL=http://x/?a=b&c=d
                INHERITED
                UNKNOWN
                PLAIN=last
                """)).isEqualTo("""
                PLAIN=last
                HASH=a#b
                SPACED=padded
                EMPTY=
                COLON=yaml style
                EXPORTED=exp value
                SINGLE=it is $PLAIN
                DOUBLE=a
                b "q" $X value
                LINES=one
                two
                REFERENCE=value-x
                DEFAULT=fallback
                DOLLAR=a$b
                URL=http://x/?a=b&c=d
                INHERITED=from outside
                """);
    }

    @Test
    void theEnvironmentGoesBeforeWhatStandsAboveInTheFile() throws IOException {
        assertThat(shown("INHERITED=own\nCOPY=$INHERITED\n")).isEqualTo("INHERITED=own\nCOPY=from outside\n");
    }

    @Test
    void windowsLineEnds() throws IOException {
        assertThat(shown("A=1\r\nB=\"2\"\r\n")).isEqualTo("A=1\nB=2\n");
    }

    @Test
    void rawMeansAsItStands() throws IOException {
        Path file = Files.writeString(directory.resolve("raw.env"), "A=\"kept\" $NOPE # too\n#B=1\n\nC\nD=x=y\n");
        assertThat(shown(EnvFile.readRaw(file, new ConfigFaults()))).isEqualTo("A=\"kept\" $NOPE # too\nD=x=y\n");
    }

    private String shown(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("test.env"), text);
        ConfigFaults problems = new ConfigFaults();
        String shown = shown(EnvFile.read(file, Variables.of(Map.of("INHERITED", "from outside")), problems));
        problems.throwIfAny();
        return shown;
    }

    private static String shown(Collection<Variable> variables) {
        StringBuilder shown = new StringBuilder();
        variables.forEach(variable -> shown.append(variable.name())
                .append('=')
                .append(variable.value())
                .append('\n'));
        return shown.toString();
    }
}

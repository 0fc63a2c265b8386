package dev.aether.ajj.model.variable;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --config=forge.token=hunter2           | --config=forge.token=******
            forge.API_KEY=hunter2                  | forge.API_KEY=******
            --message=PASSWORD=a=b c               | --message=PASSWORD=******
            --config=remote.url=ssh://me:pw@host/x | --config=remote.url=ssh://me:******@host/x
            --name=feature                         | --name=feature
            --config=ui.color=always               | --config=ui.color=always
            TOKEN=                                 | TOKEN=
            plain words                            | plain words
            """)
    void masksArguments(String word, String redacted) {
        assertThat(Secrets.redactArgument(word)).isEqualTo(redacted);
    }

    @Test
    void masksPasswordsOfAddresses() {
        assertThat(Secrets.redactAddress("at tcp://me:pw@10.0.0.1:2375 (from DOCKER_HOST)"))
                .isEqualTo("at tcp://me:******@10.0.0.1:2375 (from DOCKER_HOST)");
        assertThat(Secrets.redactAddress("tcp://me:a@b@h/x@y")).isEqualTo("tcp://me:******@h/x@y");
        assertThat(Secrets.redactAddress("ssh://me@host unix:///a:b@c")).isEqualTo("ssh://me@host unix:///a:b@c");
    }

    @Test
    void masksSecretsOfAnEnvironment() {
        Map<String, String> environment = Map.of(
                "DB_PASSWORD", "hunter22", "URL", "postgres://me:correct-horse@db/x", "USER", "someone", "A_KEY", "it");
        assertThat(Secrets.redact(
                        "someone: hunter22 and correct-horse, redis://:other@h, it ran", environment.entrySet()))
                .isEqualTo("someone: ****** and ******, redis://:******@h, it ran");
    }

    /** The output of a service is read line by line. */
    @Test
    void masksEachLineOfASecret() {
        Map<String, String> environment =
                Map.of("SIGNING_KEY", "-----BEGIN-----\n  line one\r\nend\n", "DB_PASS", "hunter22");
        assertThat(Secrets.redact("| line one", environment.entrySet())).isEqualTo("| ******");
        assertThat(Secrets.redact("-----BEGIN----- hunter22 in the end", environment.entrySet()))
                .isEqualTo("****** ****** in the end");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgres://u:p@ss/w:rd77@h/db                 | postgres://u:******@h/db
            at postgres://u:url@pw/x:yz88@dbhost/x        | at postgres://u:******@dbhost/x
            exec: "qq\\"bs\\\\dd99zz": not found           | exec: "******": not found
            """)
    void masksSecretsWithSpecialCharacters(String text, String redacted) {
        Map<String, String> environment = Map.of(
                "DB_PASSWORD", "p@ss/w:rd77",
                "DATABASE_URL", "postgres://u:url@pw/x:yz88@dbhost/x",
                "A_KEY", "qq\"bs\\dd99zz");
        assertThat(Secrets.redact(text, environment.entrySet())).isEqualTo(redacted);
    }

    /** Such as the options of a mount. */
    @Test
    void masksPairsWithinAValue() {
        Map<String, String> options = Map.of(
                "o",
                "addr=h,username=someone,password=pa;ss wd22",
                "device",
                "//h/share",
                "x",
                "Server=h;Password=s3cret");
        assertThat(Secrets.redact(
                        "mount //h/share, data: username=someone,password=pa;ss wd22: no", options.entrySet()))
                .isEqualTo("mount //h/share, data: username=someone,password=******: no");
        assertThat(Secrets.redact("Server=h: s3cret", options.entrySet())).isEqualTo("Server=h: ******");
    }

    @Test
    void masksValuesOfPermissions() {
        assertThat(Secrets.masked("device=/x")).isEqualTo("device=/x");
        assertThat(Secrets.masked("username=u,password=one")).isEqualTo("username=u,password=******");
    }

    @Test
    void masksPasswordsWithASlash() {
        assertThat(Secrets.redactAddress("postgres://u:pa/ss55word@h/x and http://127.0.0.1:80/@a/b"))
                .isEqualTo("postgres://u:******@h/x and http://127.0.0.1:80/@a/b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user:s3cretpw@127.0.0.1:1   | user:******@127.0.0.1:1
            tcp:user:s3cretpw@h         | tcp:******@h
            tcp://user:s3cret/pw@h:1    | tcp://******@h:1
            tcp://user:s3cr@etpw@h      | tcp://******@h
            tcp://h:1/?token=s3cretpw   | tcp://h:1/?******
            s3cretpw@h                  | ******@h
            tcp://user:s3cret-etpw@h:x  | tcp://user:******@h:x
            tcp://h:nonsense            | tcp://h:nonsense
            """)
    void masksInvalidAddresses(String broken, String redacted) {
        assertThat(Secrets.redactInvalidAddress(broken)).isEqualTo(redacted).doesNotContain("s3cr", "etpw");
    }
}

package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exact output of {@code ajj env}. */
class EnvOutputTest {
    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @BeforeEach
    void bringUp() {
        ajj.type("up", "-q");
        world.ownVariables.put("URL", "postgres://u:p@127.0.0.1:20000/db");
        world.ownVariables.put("WORDS", "it is $HOME \"x\" # y");
        world.ownVariables.put("QUOTE", "it's $5\nand `more` \\");
        world.ownVariables.put("EMPTY", "");
        world.ownVariables.put("spring.port", "1");
    }

    @Test
    void linesThatCannotBeRead() {
        world.ignoredLines.add("/repo/main/.env, line 3 is ignored: the quoted value is not closed");
        Seen seen = ajj.type("env");
        assertThat(seen.err())
                .isEqualTo("Warning: /repo/main/.env, line 3 is ignored: the quoted value is not closed\n");
        assertThat(seen.status()).isZero();
    }

    @Test
    void asDotenv() {
        Seen seen = ajj.type("env");
        assertThat(seen.out()).isEqualTo("""
                        INJECTED=.env
                        URL=postgres://u:p@127.0.0.1:20000/db
                        WORDS='it is $HOME "x" # y'
                        QUOTE="it's \\$5
                        and \\`more\\` \\\\"
                        EMPTY=
                        spring.port=1
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
    }

    @Test
    void forAShell() {
        Seen seen = ajj.type("env", "--format", "shell");
        assertThat(seen.out()).isEqualTo("""
                        export INJECTED='.env'
                        export URL='postgres://u:p@127.0.0.1:20000/db'
                        export WORDS='it is $HOME "x" # y'
                        export QUOTE='it'\\''s $5
                        and `more` \\'
                        export EMPTY=''
                        export __AJJ_ENV='1;aether-a4f3b-default;INJECTED=feb3bc36f8ef;URL=d8d76c65b201;WORDS=44bbf0e51980;QUOTE=af7696647a36;EMPTY=f3066940a4c6;spring.port=0a3be6436410'
                        """);
        assertThat(seen.err())
                .isEqualTo("Warning: the variable spring.port is left out: its name is not valid in a shell\n");
        assertThat(seen.status()).isZero();
    }

    @Test
    void forPrograms() {
        Seen seen = ajj.type("env", "--format", "json");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "env",
                          "environment" : {
                            "INJECTED" : ".env",
                            "URL" : "postgres://u:p@127.0.0.1:20000/db",
                            "WORDS" : "it is $HOME \\"x\\" # y",
                            "QUOTE" : "it's $5\\nand `more` \\\\",
                            "EMPTY" : "",
                            "spring.port" : "1"
                          },
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
        assertThat(ajj.type("env", "--json")).isEqualTo(seen);
        assertThat(ajj.type("-o", "json", "env", "--format", "shell")).isEqualTo(seen);
    }

    @Test
    void afterDown() {
        ajj.type("down");
        Seen seen = ajj.type("env");
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: the services of the workspace "default" are down
                        Hint: start them: ajj up
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void afterDownForPrograms() {
        ajj.type("down");
        assertThat(ajj.type("env", "--format", "json").out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "env",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "SERVICE_NOT_READY",
                            "message" : "the services of the workspace \\"default\\" are down",
                            "hints" : [ "start them: ajj up" ],
                            "details" : {
                              "directory" : "/repo/main",
                              "workspace" : "default"
                            }
                          } ]
                        }
                        """);
    }

    @Test
    void anUnknownFormat() {
        Seen seen = ajj.type("env", "--format", "yaml");
        assertThat(seen.err()).isEqualTo("""
                        Error: invalid value 'yaml' for --format: use dotenv, shell or json
                        Hint: see ajj env --help
                        """);
        assertThat(seen.status()).isEqualTo(2);
        assertThat(ajj.type("env", "--format", "json", "--typo").out()).startsWith("{");
    }
}

package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads whose compose file is wrong: the place, the message, the hint. And nothing is written. */
class ComposeMistakesTest {

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"yaml", "shapes", "values", "references", "variables", "whatAjjRefuses"})
    void everyMistakeIsReportedWithItsPlaceAndAHint(String compose, String expected) {
        Translated project = new Translated(directory).file("compose.yaml", compose);
        assertThat(project.mistakes())
                .isEqualTo(expected.replace("ROOT", project.path("").toString()));
        assertThat(project.path("aether.toml")).doesNotExist();
    }

    private static Stream<Arguments> pairs(String... texts) {
        List<Arguments> pairs = new ArrayList<>();
        for (int index = 0; index < texts.length; index += 2) {
            pairs.add(Arguments.of(texts[index], texts[index + 1]));
        }
        return pairs.stream();
    }

    static Stream<Arguments> yaml() {
        return pairs(
                "services:\n\tweb: {}\n",
                """
                compose.yaml:2:1 there is a tab, which YAML does not take here
                    indent with blanks
                """,
                "services:\n  web:\n    image: \"x\n",
                """
                compose.yaml:4:1 a text is not closed
                    close it with the same quotation mark
                """,
                "services:\n  web: [\n",
                """
                compose.yaml:3:1 a value is missing here
                    check that every [ and { above is closed
                """,
                "services:\n  web:\n    image: x\n   ports: [1]\n",
                """
                compose.yaml:4:4 this line does not fit the lines above it
                    indent what belongs together alike
                """,
                "services:\n  web:\n    command: a: b\n",
                """
                compose.yaml:3:15 a colon stands where no key can be
                    indent keys of one mapping alike; put a text with a colon in quotation marks
                """,
                "services:\n  web: {image: x}\nvolumes\n",
                """
                compose.yaml:4:1 a key lacks its colon
                    write key: value
                """,
                "services:\n  web: *nope\n",
                """
                compose.yaml:2:8 there is no anchor &nope
                    define it above this line: key: &nope
                """,
                "services:\n  web: {image: a\u0007b}\n",
                """
                compose.yaml:2:17 the character U+0007 cannot stand in YAML
                    remove it, or write it as an escape in double quotes
                """,
                "services:\n  web: {image: \"a\\0b\"}\n",
                """
                compose.yaml:2:16 the character U+0000 cannot stand in a value
                    remove it
                """,
                "services:\n  web: {image: *}\n",
                """
                compose.yaml:2:17 a name is missing behind & or *
                    write *anchor, or put the text in quotation marks
                """,
                "services:\n  web:\n    image: x\n    image: y\n",
                """
                compose.yaml:4:5 the key "image" stands here twice, first in line 3
                    remove one of the two
                """,
                "services:\n  web:\n    <<: {image: x}\n    <<: {user: y}\n",
                """
                compose.yaml:4:5 the key "<<" stands here twice
                    write <<: [*one, *other]
                """,
                "x-a: &a {x: *a}\nservices: {web: {image: x}}\n",
                """
                compose.yaml:1:6 an alias stands inside of what it stands for
                    write the part out once
                """,
                "services:\n  web:\n    <<: [1]\n    image: x\n",
                """
                compose.yaml:3:9 only mappings can be merged with <<, not a single value
                    write <<: *anchor
                """,
                "services: {[a]: {image: x}}\n",
                """
                compose.yaml:1:12 a key must be a single word
                    write key: value
                """,
                "x: " + "[".repeat(20_000),
                """
                compose.yaml:1:1 this is nested too deeply
                    check that it is the file you meant
                """);
    }

    static Stream<Arguments> shapes() {
        String reference =
                "\n    write it as the reference of compose has it: https://docs.docker.com/reference/compose-file/\n";
        return pairs(
                "just text\n",
                """
                compose.yaml:1:1 a compose file holds a mapping, and this is a single value
                    write services: and indent the services below it
                """,
                "",
                """
                compose.yaml:1:1 there are no services
                    write services: and the services below it
                """,
                "services:\n",
                """
                compose.yaml:1:1 there are no services
                    write services: and the services below it
                """,
                "name: a\nservices: {}\n",
                """
                compose.yaml:2:1 there are no services
                    write services: and the services below it
                """,
                "web: {image: x}\nservces: {}\n",
                """
                compose.yaml:1:1 compose has no key "web" here
                    services stand below services:, indented
                compose.yaml:2:1 compose has no key "servces" here
                    did you mean "services"?
                """,
                "services:\n  \"a b\\e[31m\\n\": {image: x}\n",
                """
                compose.yaml:2:3 services.a b\\u001B[31m\\n: compose takes no such name for a service
                    name it with letters, digits, ".", "_" and "-"
                """,
                "services: []\n",
                "compose.yaml:1:11 services: expected a mapping, found a list" + reference,
                "services:\n  web:\n  db: text\n",
                """
                compose.yaml:2:3 services.web: it says nothing
                    write image: and the image below it
                compose.yaml:3:7 services.db: expected a mapping, found a single value""" + reference,
                "services:\n  web:\n    image: [x]\n    ports: 80\n    environment: text\n    volumes: {a: b}\n",
                "compose.yaml:3:12 services.web.image: expected a single value, found a list" + reference
                        + "compose.yaml:4:12 services.web.ports: expected a list, found a single value" + reference
                        + "compose.yaml:5:18 services.web.environment: expected a mapping or a list, found a single value"
                        + reference + "compose.yaml:6:14 services.web.volumes: expected a list, found a mapping"
                        + reference,
                "services:\n  web:\n    image: x\n    healthcheck: yes\n    command: [[a]]\n    environment: {A: [1]}\n",
                "compose.yaml:4:18 services.web.healthcheck: expected a mapping, found a single value" + reference
                        + "compose.yaml:5:15 services.web.command: expected a list of single values, found a list"
                        + reference + """
                compose.yaml:6:22 services.web.environment: A cannot be a list
                    write the value in quotation marks
                """);
    }

    static Stream<Arguments> values() {
        return pairs("""
                services:
                  web:
                    image: x
                    ports: ["abc", "80:80:80:80", {published: 1}, [1]]
                    volumes: ["a:b:c:d", {type: bind}]
                """, """
                compose.yaml:4:13 services.web.ports: "abc" is not a port
                    write "8080:80", "80" or "53:53/udp"
                compose.yaml:4:20 services.web.ports: "80:80:80:80" is not a port
                    write "8080:80", "80" or "53:53/udp"
                compose.yaml:4:35 services.web.ports: a port has no target
                    write target: 80
                compose.yaml:4:51 services.web.ports: expected a port, found a list
                    write "8080:80", "80" or "53:53/udp"
                compose.yaml:5:15 services.web.volumes: "a:b:c:d" is not a volume
                    write "data:/path" or "./directory:/path:ro"
                compose.yaml:5:26 services.web.volumes: a volume has no target
                    write target: /path
                """, """
                services:
                  web:
                    image: x
                    command: "a 'b"
                    cpus: lots
                    healthcheck: {test: [pg_isready], interval: soon, retries: many}
                """, """
                compose.yaml:4:14 services.web.command: a quotation mark is not closed
                    write a list: ["program", "argument"]
                compose.yaml:5:11 services.web.cpus: this is no number of cores
                    write cpus: 1.5
                compose.yaml:6:25 services.web.healthcheck.test: it must begin with NONE, CMD or CMD-SHELL
                    write ["CMD", "program"], ["CMD-SHELL", "..."] or ["NONE"]
                compose.yaml:6:49 services.web.healthcheck.interval: this is no duration
                    write it like 30s or 1m30s
                compose.yaml:6:64 services.web.healthcheck.retries: this is no number
                    write retries: 3
                """);
    }

    static Stream<Arguments> references() {
        return pairs("""
                services:
                  web: {image: x, depends_on: [dbb]}
                  db: {image: y, depends_on: {web: {condition: healthy}}}
                """, """
                compose.yaml:2:32 there is no service "dbb" that web could wait for
                    did you mean "db"?
                compose.yaml:3:48 depends_on.web.condition: there is no such condition
                    write one of service_started, service_healthy, service_completed_successfully
                """, """
                services:
                  a: {extends: b}
                  b: {extends: a}
                  c: {extends: {service: cc}}
                  d: {extends: {file: no.yaml, service: x}}
                  e: {extends: {file: compose.yaml}}
                """, """
                compose.yaml:2:7 services extend each other in a circle
                    remove one of the extends of a
                compose.yaml:3:7 services extend each other in a circle
                    remove one of the extends of b
                compose.yaml:4:26 there is no service "cc" in compose.yaml
                    did you mean "c"?
                compose.yaml:5:23 there is no file no.yaml
                    make the file, or correct its path
                compose.yaml:6:16 extends names no service
                    write extends: { service: NAME }
                """, """
                include: [no.yaml, {project_directory: x}, compose.yaml]
                services: {a: {image: x, env_file: no.env}}
                """, """
                compose.yaml:1:11 there is no file no.yaml
                    make the file, or correct its path
                compose.yaml:1:20 an include names no path
                    write - path: other.yaml
                compose.yaml:1:44 files include each other in a circle
                    remove one of the includes
                compose.yaml:2:36 there is no file no.env
                    make the file, or correct its path
                """, "include: other.yaml\nservices: {a: {image: x}}\n", """
                compose.yaml:1:10 include must be a list
                    write include: ["other.yaml"]
                """);
    }

    static Stream<Arguments> variables() {
        return pairs("""
                services:
                  a:
                    image: "x:${"
                    command: a $1 b
                    user: ${A:?who runs it}
                    environment: {B: "${1}", C: "${X!y}"}
                """, """
                compose.yaml:3:12 ${ is not closed
                    write ${NAME}, or $$ for a plain dollar
                compose.yaml:4:14 a dollar must be followed by the name of a variable
                    write ${NAME}, or $$ for a plain dollar
                compose.yaml:5:11 the variable A must be set: who runs it
                    set it in .env, or for this run: A=... ajj init
                compose.yaml:6:22 ${ must be followed by the name of a variable
                    write ${NAME}, or $$ for a plain dollar
                compose.yaml:6:33 only :-, -, :?, ?, :+ and + can stand behind a name in ${}
                    write ${NAME}, or $$ for a plain dollar
                """);
    }

    /** Values that compose has no opinion on are judged by ajj's own reader, and shown where they stand here. */
    static Stream<Arguments> whatAjjRefuses() {
        return pairs("""
                services:
                  web:
                    image: X Y
                    user: "a b"
                    mem_limit: 1k
                    restart: sometimes
                    volumes: ["data:relative"]
                    environment:
                      "A=B": "1"
                """, """
                compose.yaml:3:12 image in [services.web]: "X Y" holds white space
                    write it like "postgres:15" or "ghcr.io/team/app:1.2"
                compose.yaml:4:11 user in [services.web]: "a b" is not a user
                    write user = "1000:1000" or a name that the image knows
                compose.yaml:5:16 memory in [services.web]: a container needs at least 6 MiB of memory
                    write "6m" or more
                compose.yaml:6:14 restart in [services.web]: "sometimes" is not possible
                    write one of no, always, on-failure, unless-stopped
                compose.yaml:7:15 volumes in [services.web]: "relative" is not an absolute path in the container
                    begin it with a slash
                compose.yaml:9:14 "A=B" in [services.web.env]: this cannot be the name of a variable
                    names are not empty and hold no "="
                """, """
                services:
                  a: {image: x, depends_on: [b]}
                  b: {image: x, depends_on: [a]}
                """, """
                compose.yaml:3:30 depends_on in [services.b]: services wait for each other in a circle: a -> b -> a
                    remove one of these dependencies
                """);
    }

    @Test
    void aFileThatIsNotThere() {
        assertThat(new Translated(directory).mistakes("nope.yaml")).isEqualTo("""
                there is no file nope.yaml
                    check the path given with --from, or in COMPOSE_FILE
                """);
    }

    @Test
    void aValueThatIsWrongBecauseAVariableIsNotSet() {
        assertThat(new Translated(directory)
                        .file("compose.yaml", "services: {a: {image: \"es:${STACK}\"}}\n")
                        .mistakes())
                .isEqualTo("""
                        compose.yaml:1:23 image in [services.a]: "es:" is not an image
                            write it like "postgres:15" or "ghcr.io/team/app:1.2"
                            taken for empty, since nothing sets them: STACK; set them in .env or in the environment
                        """);
    }

    @Test
    void standardInputIsNoFile() {
        assertThat(new Translated(directory).mistakes("-")).isEqualTo("""
                ajj reads no compose file from standard input
                    write it into a file: --from FILE
                """);
    }

    @Test
    void aDirectoryInPlaceOfAFile() {
        assertThat(new Translated(directory).file("sub/docker-compose.yml", "").mistakes("sub"))
                .isEqualTo("""
                sub:1:1 sub is a directory, not a file
                    name the file: sub/docker-compose.yml
                """);
    }

    @Test
    void aFileOfVariablesThatIsThereAsASampleOnly() {
        Translated project = new Translated(directory)
                .file("compose.yaml", "services: {a: {image: x, env_file: .env.dev}}\n")
                .file(".env.dev.example", "A=1\n");
        assertThat(project.mistakes())
                .isEqualTo(
                        "compose.yaml:1:36 there is no file .env.dev\n    make it from the sample: cp .env.dev.example .env.dev\n");
    }

    @Test
    void aFileOfVariablesThatCannotBeUnderstood() {
        Translated project = new Translated(directory)
                .file("compose.yaml", "services: {a: {image: x, env_file: a.env}}\n")
                .file("a.env", "OK=1\n  =nothing\nOPEN='x\n\nA=${\n");
        assertThat(project.mistakes()).isEqualTo("""
                a.env:2:3 this is no variable
                    write NAME=value
                a.env:3:1 a quotation mark is not closed
                    close it with the same quotation mark
                a.env:5:1 ${ is not closed
                    write ${NAME}, or $$ for a plain dollar
                """);
        project.file("a.env", "").file(".env", "A=${}\n");
        assertThat(project.mistakes()).startsWith(".env:1:1 ${ must be followed by the name of a variable\n");
    }

    @Test
    void aMistakeInAnotherFileIsShownThere() {
        Translated project = new Translated(directory)
                .file("compose.yaml", "include: [infra/db.yaml]\nservices: {a: {image: x}}\n")
                .file("infra/db.yaml", "services:\n  db:\n    image: y\n    ports: [x]\n");
        assertThat(project.mistakes()).startsWith("infra/db.yaml:4:13 services.db.ports: \"x\" is not a port\n");
    }

    /** A value may be a password that has got into the wrong place. */
    @Test
    void noMessageShowsTheValueOfAVariable() {
        Translated project = new Translated(directory)
                .file("compose.yaml", "services: {a: {image: x, environment: {A: \"${S:?${PASSWORD}}\"}}}\n")
                .ignored(".env", "PASSWORD=hunter2\n");
        assertThat(project.mistakes()).doesNotContain("hunter2");
        project.file("compose.yaml", "services: {a: {image: x, ports: [\"$PASSWORD\"], volumes: [\"$PASSWORD:\"]}}\n");
        assertThat(project.mistakes())
                .contains("this is not a port", "this is not a volume")
                .doesNotContain("hunter2");
    }
}

package dev.aether.ajj.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.PortSpec.Protocol;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec.Tmpfs;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.text.SourcePosition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    private static final Path FILE = Path.of("/repository/aether.toml");

    private static AetherConfig read(String toml) {
        AetherConfig config = WithoutTemplates.parse(FILE, toml);
        assertThat(ConfigSchemaTest.mistakes(toml)).as("mistakes by the schema").isEmpty();
        return config;
    }

    private static ServiceSpec service(String keys) {
        return read("[services.web]\nimage = \"web\"\n" + keys)
                .services()
                .sequencedValues()
                .getLast();
    }

    private static PortSpec tcp(int port) {
        return new PortSpec(port, Protocol.TCP, OptionalInt.empty());
    }

    @Test
    void anEmptyFileHasDefaultsAndNoServices() {
        assertThat(read(""))
                .isEqualTo(new AetherConfig(
                        FILE,
                        new BackendSpec.Docker(Optional.empty()),
                        PortRange.DEFAULT,
                        new java.util.LinkedHashMap<>(),
                        List.of(),
                        Optional.empty()));
    }

    @Test
    void aServiceNeedsOnlyAnImage() {
        ServiceSpec web = service("");

        assertThat(web.name()).isEqualTo("web");
        assertThat(web.position()).isEqualTo(new SourcePosition(FILE, 1, 1));
        assertThat(web.image()).isEqualTo("web");
        assertThat(web.container().process().lifetime().restart()).isEqualTo(ContainerSpec.Restart.NO);
        assertThat(web.pull()).isEqualTo(ServiceSpec.Pull.MISSING);
        assertThat(web.healthcheck()).isEqualTo(new Healthcheck(new Healthcheck.Default(), Duration.ofSeconds(60)));
        assertThat(web.ports()).isEmpty();
        assertThat(web.container().process().command()).isEmpty();
        assertThat(web.container().limits().memoryBytes()).isEmpty();
        assertThat(web.connection()).isEmpty();
    }

    @Test
    void readsEveryKeyOfAService() {
        ServiceSpec postgres = read("""
                [services.redis]
                image = "redis:7"
                [services.postgres]
                image = "postgres:15"
                ports = ["5432", "53/udp", "15432:5433", 8080]
                env = { PASSWORD = "secret", NUMBER = 3, YES = true, HALF = 0.5, BIG = 1e3, "with.dot" = "d" }
                volumes = ["data:/var/lib/data", "./conf:/etc/conf:ro", "../up:/up:rw", "/abs:/abs/"]
                command = ["postgres", "-c", "fsync=off"]
                entrypoint = "/bin/sh -c 'exec \\"$@\\"' --"
                user = 1000
                tmpfs = ["/run"]
                memory = "1.5g"
                cpus = 1.5
                platform = "linux/arm64/v8"
                restart = "unless-stopped"
                pull = "always"
                depends_on = ["redis"]
                connection = "postgres://{{ host }}"
                [services.postgres.healthcheck]
                command = ["pg_isready", "-U", "postgres"]
                timeout = "1m30s"
                """).services().sequencedValues().getLast();

        assertThat(postgres.position()).isEqualTo(new SourcePosition(FILE, 3, 1));
        assertThat(postgres.ports())
                .containsExactly(
                        tcp(5432),
                        new PortSpec(53, Protocol.UDP, OptionalInt.empty()),
                        new PortSpec(5433, Protocol.TCP, OptionalInt.of(15432)),
                        tcp(8080));
        assertThat(postgres.env())
                .containsExactly(
                        entry("PASSWORD", "secret"),
                        entry("NUMBER", "3"),
                        entry("YES", "true"),
                        entry("HALF", "0.5"),
                        entry("BIG", "1000.0"),
                        entry("with.dot", "d"));
        assertThat(postgres.volumes())
                .containsExactly(
                        new VolumeSpec.Named("data", "/var/lib/data", false),
                        new VolumeSpec.Bind("./conf", "/etc/conf", true, new SourcePosition(FILE, 7, 34)),
                        new VolumeSpec.Bind("../up", "/up", false, new SourcePosition(FILE, 7, 57)),
                        new VolumeSpec.Bind("/abs", "/abs", false, new SourcePosition(FILE, 7, 73)));
        assertThat(postgres.container().process().command()).containsExactly("postgres", "-c", "fsync=off");
        assertThat(postgres.container().process().entrypoint()).containsExactly("/bin/sh", "-c", "exec \"$@\"", "--");
        assertThat(postgres.container().process().user()).contains("1000");
        assertThat(postgres.container().storage().tmpfs())
                .extracting(Tmpfs::word)
                .containsExactly("/run");
        assertThat(postgres.container().limits().memoryBytes()).hasValue(1536L << 20);
        assertThat(postgres.container().limits().nanoCpus()).hasValue(1_500_000_000L);
        assertThat(postgres.container().platform()).contains("linux/arm64/v8");
        assertThat(postgres.container().process().lifetime().restart()).isEqualTo(ContainerSpec.Restart.UNLESS_STOPPED);
        assertThat(postgres.pull()).isEqualTo(ServiceSpec.Pull.ALWAYS);
        assertThat(postgres.dependsOn()).containsExactly(Map.entry("redis", ServiceSpec.Condition.READY));
        assertThat(postgres.connection().map(Template::text)).contains("postgres://{{ host }}");
        assertThat(postgres.healthcheck())
                .isEqualTo(new Healthcheck(
                        new Healthcheck.Command(List.of("pg_isready", "-U", "postgres")), Duration.ofSeconds(90)));
    }

    @Test
    void keepsTheOrderOfServicesAndReadsQuotedAndDottedKeys() {
        AetherConfig config = read("""
                services.zebra.image = "z"
                [services."my-db"]
                  image = "m"
                [services.a_1]
                image = "a"
                """);

        assertThat(config.services().keySet()).containsExactly("zebra", "my-db", "a_1");
        assertThat(config.services().values())
                .extracting(ServiceSpec::position)
                .containsExactly(
                        new SourcePosition(FILE, 1, 1), new SourcePosition(FILE, 2, 1), new SourcePosition(FILE, 4, 1));
    }

    @Test
    void readsBackendsAndPorts() {
        assertThat(read("[backend]\nsocket = \"unix:///run/docker.sock\"\n").backend())
                .isEqualTo(new BackendSpec.Docker(
                        Optional.of("unix:///run/docker.sock"),
                        SubnetRange.DEFAULT,
                        Map.of("socket", new SourcePosition(FILE, 2, 1))));
        assertThat(read("[backend]\ntype = \"ssh\"\nhost = \"h\"\n").backend())
                .isInstanceOfSatisfying(
                        BackendSpec.Ssh.class,
                        ssh -> assertThat(ssh.address().text()).isEqualTo("ssh://h"));
        assertThat(
                        read("[backend]\ntype = \"ssh\"\nhost = \"h\"\nuser = \"u\"\nport = 2222\nkey_path = \"/k 1\"\nsocket = \"/s\"\n")
                                .backend())
                .isInstanceOfSatisfying(
                        BackendSpec.Ssh.class,
                        ssh -> assertThat(ssh.address().text()).isEqualTo("ssh://u@h:2222/s?key_path=%2Fk+1"));
        assertThat(read("[backend]\ntype = \"ssh\"\nhost = \"[2001:db8::1]\"\n").backend())
                .isInstanceOfSatisfying(
                        BackendSpec.Ssh.class,
                        ssh -> assertThat(ssh.address().destination()).isEqualTo("2001:db8::1"));
        assertThat(read("[backend]\ntype = \"kubernetes\"\n").backend())
                .isEqualTo(new BackendSpec.Kubernetes(Optional.empty(), "aether"));
        assertThat(read("[ports]\nrange = \"1000 - 2000\"\n").ports()).isEqualTo(new PortRange(1000, 2000));
    }

    @Test
    void readsOneInjectionOrSeveral() {
        assertThat(read("[injection]\nfile = \"./conf/../.env\"\ntemplate = \"a\"\n")
                        .injections())
                .containsExactly(new Injection(
                        ".env",
                        new Template("a", List.of(new Template.Mark(0, new SourcePosition(FILE, 3, 13)))),
                        new SourcePosition(FILE, 1, 1)));
        assertThat(read("""
                        [[injection]]
                        file = ".env"
                        template = ""
                        [[injection]]
                        file = "conf/app.env"
                        template = ""
                        """).injections()).extracting(Injection::file).containsExactly(".env", "conf/app.env");
    }

    @Test
    void expandsTheHomeDirectory() {
        assertThat(service("volumes = [\"~/.aws:/root/.aws:ro\"]\n").volumes())
                .containsExactly(new VolumeSpec.Bind(
                        System.getProperty("user.home") + "/.aws",
                        "/root/.aws",
                        true,
                        new SourcePosition(FILE, 3, 12)));
    }

    @Test
    void doesNotQuoteTheValueOfAVariable() {
        for (String bad : List.of(
                "env = { PASSWORD = [\"hunter2\"] }",
                "env = { PASSWORD = { x = \"hunter2\" } }",
                "env = { PASSWORD = hunter2 }",
                "env = { PASSWORD = \"hunter2 }",
                "env = { PASSWORD = \"hunter2\\u0000\" }",
                "command = \"run --password 'hunter2\"",
                "command = \"run --password hunter2 | tee\"")) {
            assertThatThrownBy(() -> service(bad + "\n"))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.problems().toString())
                                    .doesNotContain("hunter")
                                    .isNotEmpty());
        }
    }
}

package dev.aether.ajj.config.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.aether.ajj.config.WithoutTemplates;
import dev.aether.ajj.model.service.ContainerSpec;
import dev.aether.ajj.model.service.ContainerSpec.Restart;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.Limits.Ulimit;
import dev.aether.ajj.model.service.NetworkSpec;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.Privileges.Device;
import dev.aether.ajj.model.service.ProcessSpec;
import dev.aether.ajj.model.service.ProcessSpec.Lifetime;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.StorageSpec;
import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.StorageSpec.Tmpfs;
import dev.aether.ajj.model.service.VolumeSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Valid notations of values. */
class ValueSyntaxTest {

    private static ServiceSpec read(String keys) {
        return WithoutTemplates.parse(Path.of("/repository/aether.toml"), "[services.web]\n" + keys)
                .services()
                .sequencedValues()
                .getLast();
    }

    private static ServiceSpec service(String keys) {
        return read("image = \"web\"\n" + keys);
    }

    @ParameterizedTest
    @CsvSource({
        "http://:8080/healthz,        8080, /healthz",
        "http://localhost:8080/x?a=b, 8080, /x?a=b",
        "http://127.0.0.1:8080,       8080, /",
        "http://localhost/ready,      80,   /ready",
    })
    void readsHttpHealthchecks(String address, int port, String path) {
        assertThat(service("ports = [\"80\", \"8080\"]\nhealthcheck.http = \"" + address + "\"\n")
                        .healthcheck()
                        .check())
                .isEqualTo(new Healthcheck.Http(port, path));
    }

    @Test
    void readsTcpHealthchecks() {
        assertThat(service("ports = [\"80\"]\nhealthcheck = { tcp = 80, timeout = \"500ms\" }\n")
                        .healthcheck())
                .isEqualTo(new Healthcheck(new Healthcheck.Tcp(80), Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "postgres",
        "postgres:15.2-alpine",
        "library/postgres",
        "ghcr.io/team/app:1.2",
        "localhost:5000/app",
        "REGISTRY.example.com/app",
        "a/b-c/d__e.f:V1",
        "redis@sha256:0123456789012345678901234567890123456789012345678901234567890123",
        "redis:7@sha256:0123456789012345678901234567890123456789012345678901234567890123",
    })
    void acceptsImagesWithARegistryATagAndADigest(String image) {
        assertThat(read("image = \"" + image + "\"\n").image()).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource({"6m, 6291456", "64MB, 67108864", "1GiB, 1073741824", "6291456, 6291456", "1 g, 1073741824"})
    void readsUnitsOfMemory(String memory, long bytes) {
        assertThat(service("memory = \"" + memory + "\"\n").container().limits().memoryBytes())
                .hasValue(bytes);
    }

    @ParameterizedTest
    @CsvSource({"'60s', 60000", "'500ms', 500", "'2m', 120000", "'1m30s', 90000", "'1h', 3600000", "'1s500ms', 1500"})
    void readsUnitsOfDurations(String text, long milliseconds) {
        assertThat(DurationSyntax.parse(text)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void splitsACommandLikeAShell() {
        assertThat(CommandSyntax.parse("redis-server  --save '' \"a \\\"b\\\"\" c\\ d e'f'g '&&' x|y"))
                .containsExactly("redis-server", "--save", "", "a \"b\"", "c d", "efg", "&&", "x|y");
    }

    @Test
    void readsFilesExternalVolumesAndNetworks() {
        ContainerSpec container = service("""
                        volumes = ["a:/a", { source = "b", target = "/b", driver_opts = { type = "tmpfs", size = 1 } },
                          { source = "c", target = "/c", external = true, read_only = true }]
                        external_networks = ["edge"]
                        gpus = "all"
                        healthcheck = { disable = true }
                        [services.web.files]
                        "/etc/x" = "text"
                        "/etc/y" = { content = "y", mode = "600", uid = 1, gid = 2 }
                        """).container();
        assertThat(container.storage().volumes())
                .containsExactly(
                        new VolumeSpec.Named("a", "/a", false),
                        new VolumeSpec.Named(
                                "b", "/b", false, new VolumeSpec.Driver("local", Map.of("type", "tmpfs", "size", "1"))),
                        new VolumeSpec.Shared("c", "/c", true));
        assertThat(container.storage().files())
                .containsExactly(new TextFile("/etc/x", "text", 0444, 0, 0), new TextFile("/etc/y", "y", 0600, 1, 2));
        assertThat(container.network().shared()).containsExactly("edge");
        assertThat(container.privileges().gpus()).isEqualTo(-1);
        assertThat(container.process().lifetime().unchecked()).isTrue();
    }

    @Test
    void readsKeysOfComposeIntoTheirGroups() {
        ContainerSpec container = service("""
                        working_dir = "/srv/app"
                        group_add = ["audio", 44]
                        init = true
                        stop_signal = "SIGINT"
                        stop_grace_period = "1m30s"
                        labels = { "com.example.team" = "a", tier = 2 }
                        hostname = "web-1"
                        network_aliases = ["db.internal", "my_db"]
                        dns = ["192.0.2.53", "2001:db8::53"]
                        read_only = true
                        shm_size = "64m"
                        sysctls = { "net.core.somaxconn" = 1024, "net.ipv4.ip_local_port_range" = "1024 65000" }
                        privileged = true
                        """).container();
        assertThat(container.labels()).containsExactly(entry("com.example.team", "a"), entry("tier", "2"));
        assertThat(container.process())
                .isEqualTo(new ProcessSpec(
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.of("/srv/app"),
                        Optional.empty(),
                        List.of("audio", "44"),
                        true,
                        new Lifetime(Restart.NO, Optional.of("SIGINT"), Optional.of(Duration.ofSeconds(90)), false)));
        assertThat(container.network())
                .isEqualTo(new NetworkSpec(
                        List.of(),
                        Optional.of("web-1"),
                        List.of("db.internal", "my_db"),
                        List.of(),
                        List.of("192.0.2.53", "2001:db8::53"),
                        List.of()));
        assertThat(container.storage()).isEqualTo(new StorageSpec(List.of(), List.of(), true, List.of()));
        assertThat(container.limits().shmBytes()).hasValue(64L << 20);
        assertThat(container.limits().sysctls())
                .containsExactly(
                        entry("net.core.somaxconn", "1024"), entry("net.ipv4.ip_local_port_range", "1024 65000"));
        assertThat(container.privileges().privileged()).isTrue();
        assertThat(container.privileges().positions()).containsKey("privileged");
    }

    @Test
    void readsUlimits() {
        assertThat(service("""
                        ulimits = { nofile = { soft = 20000, hard = 40000 }, nproc = 65535, memlock = -1, rss = { soft = 1, hard = -1 } }
                        """).container().limits().ulimits())
                .containsExactly(
                        new Ulimit("nofile", 20000, 40000),
                        new Ulimit("nproc", 65535, 65535),
                        new Ulimit("memlock", -1, -1),
                        new Ulimit("rss", 1, -1));
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.com:192.0.2.7, db.example.com:192.0.2.7",
        "db=192.0.2.7, db:192.0.2.7",
        "host.docker.internal:host-gateway, host.docker.internal:host-gateway",
        "my_db=host-gateway, my_db:host-gateway",
        "six:2001:db8::7, six:2001:db8::7",
        "six=[::1], six:::1",
    })
    void readsExtraHosts(String written, String meant) {
        assertThat(service("extra_hosts = [\"" + written + "\"]\n")
                        .container()
                        .network()
                        .extraHosts())
                .containsExactly(meant);
    }

    @ParameterizedTest
    @CsvSource({"/run, /run, ''", "/data/:size=64m, /data, size=64m", "'/t:ro,mode=1777', /t, 'ro,mode=1777'"})
    void readsTmpfsOptions(String written, String path, String options) {
        assertThat(service("tmpfs = [\"" + written + "\"]\n")
                        .container()
                        .storage()
                        .tmpfs())
                .containsExactly(new Tmpfs(path, options));
    }

    @ParameterizedTest
    @CsvSource({"SIGTERM", "term", "15", "64", "SIGRTMIN+3", "RTMAX-14", "SIGRTMIN"})
    void readsSignals(String signal) {
        assertThat(service("stop_signal = \"" + signal + "\"\n")
                        .container()
                        .process()
                        .lifetime()
                        .stopSignal())
                .contains(signal);
    }

    @Test
    void readsCapabilities() {
        Privileges privileges = service("""
                        cap_add = ["NET_ADMIN", "CAP_NET_ADMIN", "sys_ptrace"]
                        cap_drop = ["all"]
                        """).container().privileges();
        assertThat(privileges.capAdd()).containsExactly("NET_ADMIN", "SYS_PTRACE");
        assertThat(privileges.capDrop()).containsExactly("ALL");
    }

    @ParameterizedTest
    @CsvSource({
        "no-new-privileges, no-new-privileges",
        "no-new-privileges:true, no-new-privileges",
        "no-new-privileges=false, no-new-privileges=false",
        "seccomp:unconfined, seccomp=unconfined",
        "seccomp=builtin, seccomp=builtin",
        "label=type:container_t, label=type:container_t",
        "label:disable, label=disable",
        "apparmor=my-profile, apparmor=my-profile",
        "systempaths=unconfined, systempaths=unconfined",
    })
    void readsSecurityOptions(String written, String meant) {
        assertThat(service("security_opt = [\"" + written + "\"]\n")
                        .container()
                        .privileges()
                        .securityOpt())
                .containsExactly(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/kvm, /dev/kvm, /dev/kvm, rwm",
        "/dev/kvm:rw, /dev/kvm, /dev/kvm, rw",
        "/dev/sda:/dev/xvda, /dev/sda, /dev/xvda, rwm",
        "/dev/./sda:/xvda:r, /dev/sda, /xvda, r",
        "/dev, /dev, /dev, rwm",
    })
    void readsDevices(String written, String host, String container, String permissions) {
        assertThat(service("devices = [\"" + written + "\"]\n")
                        .container()
                        .privileges()
                        .devices())
                .containsExactly(new Device(host, container, permissions));
    }
}

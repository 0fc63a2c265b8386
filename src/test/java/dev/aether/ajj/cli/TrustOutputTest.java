package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact output of {@code ajj trust} and of commands that need it. */
class TrustOutputTest {
    private final FakeWorld world = new FakeWorld(asking());
    private final TypedCommand ajj = new TypedCommand(world);

    private static AetherConfig asking() {
        return Declarations.config(Declarations.withVolumes(
                FakeWorld.service("db", 5432, List.of()),
                new VolumeSpec.Bind("/no/such", "/host", false, new SourcePosition(Declarations.FILE, 4, 12)),
                new VolumeSpec.Bind("/no\u001b[31m", "/red", true, new SourcePosition(Declarations.FILE, 5, 12))));
    }

    @Test
    void upIsRefused() {
        Seen seen = ajj.type("up");
        assertThat(seen.out()).isEmpty();
        assertThat(seen.err()).isEqualTo("""
                        Error: /repo/main/aether.toml:4:12: service db mounts /no/such at /host (read-write), which you have not allowed: it can read and change these files of this machine
                        Error: /repo/main/aether.toml:5:12: service db mounts /no\\u001B[31m at /red (read-only), which you have not allowed: it can read these files of this machine
                        Hint: if you trust this repository, allow it: ajj trust
                        """);
        assertThat(seen.status()).isEqualTo(1);
        assertThat(ajj.type("workspace", "add", "/repo/one").err()).isEqualTo(seen.err());
    }

    @Test
    void upIsRefusedForPrograms() {
        world.userAnswer = Optional.of(true);
        world.declare(Declarations.config(Declarations.withVolumes(
                FakeWorld.service("db", 5432, List.of()),
                new VolumeSpec.Bind("/no/such", "/host", true, new SourcePosition(Declarations.FILE, 4, 12)))));
        Seen seen = ajj.type("up", "--json");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "error",
                          "operation" : "up",
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "CONFIG_UNTRUSTED",
                            "message" : "service db mounts /no/such at /host (read-only), which you have not allowed: it can read these files of this machine",
                            "hints" : [ "if you trust this repository, allow it: ajj trust" ],
                            "details" : {
                              "column" : 12,
                              "effect" : "it can read these files of this machine",
                              "file" : "/repo/main/aether.toml",
                              "kind" : "mount_read",
                              "line" : 4,
                              "what" : "service db mounts /no/such at /host (read-only)"
                            }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(1);
        assertThat(ajj.type("workspace", "add", "/repo/one", "--json").status()).isEqualTo(1);
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void trust() {
        Seen seen = ajj.type("trust");
        assertThat(seen.err()).isEmpty();
        assertThat(seen.out()).isEqualTo("""
                        Allowed for /repo/main, until `ajj trust --revoke`:
                          /repo/main/aether.toml:4:12: service db mounts /no/such at /host (read-write)
                            it can read and change these files of this machine
                          /repo/main/aether.toml:5:12: service db mounts /no\\u001B[31m at /red (read-only)
                            it can read these files of this machine
                        """);
        assertThat(ajj.type("up").status()).isZero();
        assertThat(ajj.type("trust", "--list").out()).isEqualTo("""
                        /repo/main
                          service db mounts /no/such at /host (read-write)
                          service db mounts /no\\u001B[31m at /red (read-only)
                        """);
        assertThat(ajj.type("trust", "--revoke").out()).isEqualTo("""
                        Revoked what was allowed for /repo/main; running containers keep it until `ajj down`
                        """);
        assertThat(ajj.type("trust", "--revoke").out()).isEqualTo("Nothing was allowed for /repo/main\n");
        assertThat(ajj.type("trust", "--list").out()).isEqualTo("Nothing is allowed for any repository\n");
        assertThat(ajj.type("up").status()).isEqualTo(1);
    }

    @Test
    void nothingToAllow() {
        world.declare(Declarations.config(FakeWorld.service("db", 5432, List.of())));
        assertThat(ajj.type("trust").out()).isEqualTo("/repo/main/aether.toml needs no permission\n");
        assertThat(world.trustStore.all()).isEmpty();
    }

    @Test
    void trustForPrograms() {
        assertThat(ajj.type("trust", "--json").out()).startsWith("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "trust",
                          "repository" : "/repo/main",
                          "allowed" : [ {
                            "kind" : "mount_write",
                            "what" : "service db mounts /no/such at /host (read-write)",
                            "effect" : "it can read and change these files of this machine",
                            "file" : "/repo/main/aether.toml",
                            "line" : 4,
                            "column" : 12
                          }, {
                        """);
        assertThat(ajj.type("trust", "--list", "--json").out()).startsWith("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "trust",
                          "repositories" : [ {
                            "id" : "a4f3b00000000000",
                            "root" : "/repo/main",
                            "allowed" : [ {
                              "kind" : "mount_write",
                              "what" : "service db mounts /no/such at /host (read-write)",
                              "approved" : "2026-01-02T03:04:05Z"
                            }, {
                        """);
        assertThat(ajj.type("trust", "--revoke", "--json").out()).contains("""
                          "repository" : "/repo/main",
                          "revoked" : 2,
                        """);
    }

    @Test
    void listAndRevokeExcludeEachOther() {
        Seen seen = ajj.type("trust", "--list", "--revoke");
        assertThat(seen.err()).isEqualTo("""
                        Error: --list and --revoke exclude each other
                        Hint: list everything: ajj trust --list
                        Hint: revoke for this repository: ajj trust --revoke
                        """);
        assertThat(seen.status()).isEqualTo(2);
    }

    @Test
    void anInvalidVariable() {
        world.environment.put("AJJ_TRUST", "yes");
        assertThat(ajj.type("up").err()).isEqualTo("""
                        Error: AJJ_TRUST has an unknown value
                        Hint: to allow everything that any repository asks for, as in CI: AJJ_TRUST=all
                        Hint: to decide for each repository: unset AJJ_TRUST
                        """);
    }

    @Test
    void privileges() {
        ServiceSpec service = Declarations.withPrivileges(
                FakeWorld.service("db", 5432, List.of()),
                new Privileges(
                        true,
                        List.of("NET_ADMIN"),
                        List.of(),
                        List.of("seccomp=unconfined"),
                        List.of(new Privileges.Device("/dev/sda", "/dev/sda", "rwm")),
                        0,
                        Map.of()));
        world.declare(Declarations.config(service));
        assertThat(ajj.type("trust").out()).isEqualTo("""
                        Allowed for /repo/main, until `ajj trust --revoke`:
                          /repo/main/aether.toml:1:1: service db runs privileged
                            it can use every device and change the kernel: it controls everything on this machine
                          /repo/main/aether.toml:1:1: service db gets the device /dev/sda at /dev/sda (rwm)
                            it can use this device of this machine directly
                          /repo/main/aether.toml:1:1: service db gets the capability NET_ADMIN
                            it gets rights that containers usually lack; some capabilities control everything on this machine
                          /repo/main/aether.toml:1:1: service db has the security option seccomp=unconfined
                            it is less isolated from this machine than other containers
                        """);
        assertThat(ajj.type("up").status()).isZero();
    }
}

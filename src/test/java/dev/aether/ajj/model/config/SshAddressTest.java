package dev.aether.ajj.model.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshAddressTest {

    private static SshAddress of(String host) {
        return new SshAddress(host, Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://build",
                "ssh://my_build.host",
                "ssh://192.0.2.1",
                "ssh://dev@build.example.com:2222",
                "ssh://[2001:db8::1]",
                "ssh://dev@[fe80::1%eth0]:65535/run/docker.sock",
                "ssh://build/run/user/1000/docker.sock",
                "ssh://build?key_path=%2Fhome%2Fdev%2F.ssh%2Fid+50%25",
                "ssh://dev@build:1/run/docker.sock?key_path=%2Fkey",
            })
    void parsesWhatItFormats(String text) {
        SshAddress address = SshAddress.parse(text).orElseThrow();
        assertThat(address.text()).isEqualTo(text);
        assertThat(URI.create(text)).hasToString(text);
    }

    @Test
    void parsesEveryPart() {
        SshAddress address = SshAddress.parse("ssh://dev@[2001:db8::1]:2222/run/d.sock?key_path=%2Fmy+keys%2F50%25%2Ba")
                .orElseThrow();
        assertThat(address)
                .isEqualTo(new SshAddress(
                        "2001:db8::1",
                        Optional.of("dev"),
                        OptionalInt.of(2222),
                        Optional.of("/my keys/50%+a"),
                        Optional.of("/run/d.sock")));
        assertThat(address.destination()).isEqualTo("dev@2001:db8::1");
        assertThat(address.engineSocket()).isEqualTo("/run/d.sock");
        assertThat(of("build").destination()).isEqualTo("build");
        assertThat(of("build").engineSocket()).isEqualTo("/var/run/docker.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/run/my docker.sock", "/run/50%.sock", "/run/a?b#c.sock", "/run/a+b", "/run/münchen", "/~a"})
    void formatsAnyPathForParsing(String path) {
        SshAddress address =
                new SshAddress("build", Optional.empty(), OptionalInt.empty(), Optional.of(path), Optional.of(path));
        assertThat(SshAddress.parse(address.text())).contains(address);
        assertThat(URI.create(address.text())).hasToString(address.text());
    }

    /** {@code DOCKER_HOST} may have one. */
    @Test
    void ignoresATrailingSlash() {
        assertThat(SshAddress.parse("ssh://build/")).contains(of("build"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "build",
                "tcp://build",
                "ssh://",
                "ssh://dev@",
                "ssh://@build",
                "ssh://-oProxyCommand=touch",
                "ssh://-l",
                "ssh://-o@build",
                "ssh://two words",
                "ssh://dev ops@build",
                "ssh://dev:secret@build",
                "ssh://a@b@build",
                "ssh://build:0",
                "ssh://build:65536",
                "ssh://build:999999",
                "ssh://build:",
                "ssh://build:-1",
                "ssh://build;id",
                "ssh://dev;id@build",
                "ssh://$(id)",
                "ssh://build\n",
                "ssh://bu\nild",
                "ssh://2001:db8::1",
                "ssh://[build]",
                "ssh://[2001:db8::1",
                "ssh://2001:db8::1]",
                "ssh://[[2001:db8::1]]",
                "ssh://[::1;id]",
                "ssh://build/run\nid",
                "ssh://build/run%00",
                "ssh://build/run%zz",
                "ssh://build#fragment",
                "ssh://build?other=1",
                "ssh://build?key_path=",
                "ssh://build?key_path=%zz",
                "ssh://build?key_path=relative",
                "ssh://build?key_path=-oProxyCommand%3Did",
                "ssh://build?key_path=%2Fa%0Ab",
                "ssh://build?key_path=%2Fa%00",
            })
    void refusesInvalidAddresses(String text) {
        assertThat(SshAddress.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oX=y", "a b", "a;b", "a@b", "a\n", "", "[::1]", "::1]", "host:22", "a/b"})
    void refusesInvalidHosts(String text) {
        assertThat(SshAddress.isHost(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-l", "a b", "a;b", "a:b", "a@b", "a\n", ""})
    void refusesInvalidUsers(String text) {
        assertThat(SshAddress.isUser(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/b", "~/a", "/a\u0000", "/a\nb"})
    void refusesInvalidPaths(String text) {
        assertThat(SshAddress.isPath(text)).isFalse();
    }
}

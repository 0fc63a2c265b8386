package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.StorageSpec.Tmpfs;
import dev.aether.ajj.model.VolumeSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes, directories and files: what a new workspace has, and what it would not have. */
class MountsTest {

    @TempDir
    Path directory;

    private Translated project;

    @BeforeEach
    void begin() {
        project = new Translated(directory);
    }

    private List<String> volumes() {
        return project.service("a").volumes().stream()
                .map(volume -> switch (volume) {
                    case VolumeSpec.Named named -> "volume " + named.name() + " " + named.target() + ro(named);
                    case VolumeSpec.Bind bind -> "path " + bind.source() + " " + bind.target() + ro(bind);
                })
                .toList();
    }

    private static String ro(VolumeSpec volume) {
        return volume.readOnly() ? " ro" : "";
    }

    private void mount(String... volumes) {
        project.file("compose.yaml", "services: {a: {image: x, volumes: [" + String.join(", ", volumes) + "]}}\n");
    }

    @Test
    void inShortAndInLong() {
        project.file("conf/a", "");
        mount(
                "data:/data/",
                "\"data:/again:ro,z\"",
                "./conf:/conf:ro",
                "conf.d:/named",
                "{type: bind, source: ./conf, target: /long, read_only: true, bind: {propagation: rslave}}",
                "{type: volume, source: data, target: /v, volume: {nocopy: true}}",
                "{type: volume, target: /nameless/one}",
                "/nameless/two",
                "{type: tmpfs, target: /t}",
                "{type: npipe, source: x, target: /p}");
        assertThat(volumes())
                .containsExactly(
                        "volume data /data",
                        "volume data /again ro",
                        "path ./conf /conf ro",
                        "volume conf-d /named",
                        "path ./conf /long ro",
                        "volume data /v",
                        "volume a-one /nameless/one",
                        "volume a-two /nameless/two");
        assertThat(project.service("a").container().storage().tmpfs())
                .extracting(Tmpfs::word)
                .containsExactly("/t");
        assertThat(project.notes("a"))
                .containsExactly(
                        "volumes: left out: mount option z",
                        "volumes: left out: details of /long: bind.propagation",
                        "volumes: left out: details of /v: volume.nocopy",
                        "volumes: the mount of type npipe on /p is left out: ajj has none such",
                        "volumes: the volume for /nameless/one needs a name: \"a-one\"",
                        "volumes: the volume for /nameless/two needs a name: \"a-two\"");
    }

    @Test
    void whatANewWorkspaceWouldNotHave() {
        project.ignored("data/db", "").ignored("secret.txt", "").file("init.sql", "");
        mount(
                "./data:/data",
                "./missing/dir:/missing",
                "./secret.txt:/s",
                "./init.sql:/i",
                "./nginx.conf:/n",
                ".:/all");
        assertThat(volumes())
                .containsExactly(
                        "volume data /data",
                        "volume missing-dir /missing",
                        "path ./secret.txt /s",
                        "path ./init.sql /i",
                        "path ./ /all");
        assertThat(project.notes("a"))
                .containsExactly(
                        "volumes: ./data is not in jj: each workspace has a volume \"data\" in its place, empty at first",
                        "volumes: ./missing/dir is not in jj: each workspace has a volume \"missing-dir\" in its place, empty at first",
                        "volumes: ./secret.txt is not in jj: a new workspace does not have it, and cannot start without it",
                        "volumes: ./nginx.conf is not there, and is left out; make it and run `ajj init --force` to have it");
    }

    @Test
    void aVolumeInPlaceOfADirectoryTakesNobodysName() {
        mount("data:/one", "./data:/two");
        project.file("other.yaml", "services: {b: {image: x, volumes: [\"./data:/three\"]}}\n");
        assertThat(project.service("a", "compose.yaml", "other.yaml").volumes())
                .containsExactly(
                        new VolumeSpec.Named("data", "/one", false), new VolumeSpec.Named("data-2", "/two", false));
        assertThat(project.service("b", "compose.yaml", "other.yaml").volumes())
                .as("the same directory")
                .containsExactly(new VolumeSpec.Named("data-2", "/three", false));
    }

    @Test
    void pathsBeginWhereTheComposeFileStands() {
        project.file("docker/conf/a", "").file("src/a", "");
        project.file("docker/compose.yaml", """
                services:
                  a:
                    image: x
                    volumes: ["./conf:/conf", "..:/all", "../src:/src", "../../shared:/shared", "%s/src:/absolute"]
                """.formatted(project.path("").normalize()));
        assertThat(project.service("a", "docker/compose.yaml").volumes())
                .map(volume -> ((VolumeSpec.Bind) volume).source())
                .containsExactly("./docker/conf", "./", "./src", "../shared", "./src");
        assertThat(project.notes("a", "docker/compose.yaml"))
                .containsExactly(
                        "volumes: ../../shared is outside of the repository: workspaces beside each other share it");
    }

    @Test
    void pathsOfThisMachine() {
        mount("/dev/null:/null:ro", "/no/such/place:/place", "~/no such file:/home");
        assertThat(volumes())
                .containsExactly(
                        "path /dev/null /null ro",
                        "path /no/such/place /place",
                        "path " + System.getProperty("user.home") + "/no such file /home");
        assertThat(project.notes("a"))
                .containsExactly(
                        "volumes: /no/such/place is not on this machine: make it, or write the name of a volume in its place; the service cannot start without",
                        "volumes: ~/no such file is not on this machine: make it, or write the name of a volume in its place; the service cannot start without");
    }

    @Test
    void volumesThatAreMoreThanAName() {
        project.file("compose.yaml", """
                services: {a: {image: x, volumes: ["e:/e", "n:/n", "d:/d", "old:/o"]}}
                volumes:
                  e: {external: true}
                  n: {name: shared-name}
                  d: {driver_opts: {type: nfs}}
                  old: {external: {name: other}}
                """);
        assertThat(project.notes("a"))
                .containsExactly(
                        "volumes: the external volume \"e\" is not used: each workspace has its own, empty at first",
                        "volumes: the volume \"d\" has no driver options any more: it is private to the workspace",
                        "volumes: the external volume \"old\" is not used: each workspace has its own, empty at first");
    }

    @Test
    void secretsAndConfigsThatAreFiles() {
        project.file("pw.txt", "").file("app.yaml", "");
        project.file("compose.yaml", """
                services:
                  a:
                    image: x
                    secrets: [pw, {source: pw, target: other}, {source: pw, target: /abs}, token, nowhere]
                    configs: [app, {source: app, target: /etc/app.yaml}, inline]
                secrets: {pw: {file: ./pw.txt}, token: {environment: TOKEN}}
                configs: {app: {file: ./app.yaml}, inline: {content: text}}
                """);
        assertThat(volumes())
                .containsExactly(
                        "path ./pw.txt /run/secrets/pw ro",
                        "path ./pw.txt /run/secrets/other ro",
                        "path ./pw.txt /abs ro",
                        "path ./app.yaml /app ro",
                        "path ./app.yaml /etc/app.yaml ro");
        assertThat(project.notes("a"))
                .containsExactly(
                        "secrets: \"token\" is no file of this machine, and is left out",
                        "secrets: \"nowhere\" is no file of this machine, and is left out",
                        "configs: \"inline\" is no file of this machine, and is left out");
    }
}

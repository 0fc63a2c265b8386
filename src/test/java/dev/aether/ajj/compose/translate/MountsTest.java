package dev.aether.ajj.compose.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.service.StorageSpec.TextFile;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.service.VolumeSpec.Driver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Volumes, mounted files and tmpfs mounts of compose files. */
class MountsTest {

    private static String line(PrintedModel model, String key) {
        assertThat(model.config().services()).as("valid in aether.toml").isNotEmpty();
        return model.toml()
                .lines()
                .filter(line -> line.startsWith(key + " = "))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: 'volume', source: 'data', target: '/d', volume: {}}                                        | data:/d
            {type: 'volume', source: 'data', target: '/d', read_only: true}                                   | data:/d:ro
            {type: 'volume', target: '/var/lib/x', volume: {}}                                                | web-x-be2243:/var/lib/x
            {type: 'volume', source: 'my volume', target: '/d'}                                               | my-volume-b15fbd:/d
            {type: 'bind', source: '/repository/conf', target: '/c', bind: {create_host_path: true}}          | ./conf:/c:create
            {type: 'bind', source: '/repository/conf', target: '/c', read_only: true, bind: {create_host_path: true}} | ./conf:/c:ro,create
            {type: 'bind', source: '/repository/my.cnf', target: '/c', bind: {create_host_path: true}}        | ./my.cnf:/c
            {type: 'bind', source: '/repository/.docker', target: '/c', bind: {create_host_path: true}}       | ./.docker:/c:create
            {type: 'bind', source: '/repository/conf', target: '/c', bind: {}}                                | ./conf:/c
            {type: 'bind', source: '/repository', target: '/c', bind: {}}                                     | .:/c
            {type: 'bind', source: '/repository/../other', target: '/c', bind: {}}                            | /other:/c
            {type: 'bind', source: '/var/run/docker.sock', target: '/s', bind: {}}                            | /var/run/docker.sock:/s
            """)
    void volumes(String mount, String expected) {
        assertThat(line(PrintedModel.web("volumes: [" + mount + "]"), "volumes"))
                .isEqualTo("volumes = [\"" + expected + "\"]");
    }

    @Test
    void translatesTmpfs() {
        PrintedModel model = PrintedModel.web("""
                tmpfs: ['/run', '/tmp:size=1m'], volumes: [{type: 'tmpfs', target: '/t', tmpfs: {size: '67108864', mode: 1023}},
                  {type: 'tmpfs', target: '/u'}]
                """);
        assertThat(line(model, "tmpfs"))
                .isEqualTo("tmpfs = [\"/run\", \"/tmp:size=1m\", \"/t:size=67108864,mode=1777\", \"/u\"]");
    }

    @Test
    void namesAnonymousVolumesByTheirTarget() {
        PrintedModel model = PrintedModel.of("""
                {services: {a: {image: 'a', volumes: [{type: 'volume', target: '/x/data'}, {type: 'volume', target: '/y/data'}]},
                  b: {image: 'b', volumes: [{type: 'volume', source: 'a-data', target: '/data'}]}}, volumes: {a-data: {}}}
                """);
        assertThat(model.toml())
                .contains("[\"a-data-a921b7:/x/data\", \"a-data-a64ae1:/y/data\"]", "[\"a-data:/data\"]");
    }

    /** Otherwise a change of the file could mount one volume's data as another's. */
    @Test
    void theNameOfAVolumeDoesNotDependOnOthers() {
        String alone =
                line(PrintedModel.web("volumes: [{type: 'volume', source: 'my.data', target: '/a'}]"), "volumes");
        assertThat(alone).isEqualTo("volumes = [\"my-data-44947a:/a\"]");
        assertThat(line(
                        PrintedModel.web("volumes: [{type: 'volume', source: 'my.data', target: '/a'},"
                                + " {type: 'volume', source: 'my-data', target: '/b'}]"),
                        "volumes"))
                .isEqualTo(alone.replace("]", ", \"my-data:/b\"]"));
    }

    @Test
    void notesUnsupportedOptionsOfVolumes() {
        PrintedModel model = PrintedModel.of("""
                {services: {web: {image: 'web', volumes: [
                  {type: 'volume', source: 'shared', target: '/a'}, {type: 'volume', source: 'shared', target: '/b'},
                  {type: 'volume', source: 'ram', target: '/c'}, {type: 'volume', source: 'nfs', target: '/d'},
                  {type: 'volume', source: 'local', target: '/e', volume: {subpath: 'p'}},
                  {type: 'bind', source: '/q', target: '/f', bind: {propagation: 'rslave'}},
                  {type: 'image', source: 'busybox', target: '/g'}]}},
                 volumes: {shared: {name: 'company_pg', external: true}, ram: {driver_opts: {type: 'tmpfs'}}, nfs: {driver: 'nfs'},
                  local: {driver: 'local', name: 'x'}}}
                """);
        assertThat(model.notes())
                .containsExactly(
                        "web volumes: the external volume company_pg is shared with everything that uses it",
                        "web volumes: the whole volume is mounted at /e, not a directory in it",
                        "web volumes: the propagation of mounts at /f is left out",
                        "web volumes: the mount of type image at /g is left out");
        assertThat(line(model, "volumes"))
                .startsWith("volumes = [{ source = \"company_pg\", external = true, target = \"/a\" },")
                .contains("{ source = \"ram\", driver_opts = { type = \"tmpfs\" }, target = \"/c\" }")
                .contains("{ source = \"nfs\", driver = \"nfs\", driver_opts = {}, target = \"/d\" }");
        assertThat(model.service("web").volumes())
                .contains(
                        new VolumeSpec.Shared("company_pg", "/b", false),
                        new VolumeSpec.Named("ram", "/c", false, new Driver("local", Map.of("type", "tmpfs"))),
                        new VolumeSpec.Named("nfs", "/d", false, new Driver("nfs", Map.of())),
                        new VolumeSpec.Named("local", "/e", false));
    }

    @Test
    void mountsFilesOfConfigsAndSecrets() {
        PrintedModel model = PrintedModel.of("""
                {services: {web: {image: 'web',
                  configs: [{source: 'site', target: '/etc/site.conf'}, {source: 'plain'}, {source: 'far'},
                    {source: 'inline', target: '/i', mode: '0440', uid: '101', gid: 'mail'}, {source: 'inline', target: '/data/i'}],
                  volumes: [{type: 'volume', source: 'data', target: '/data', volume: {}}],
                  secrets: [{source: 'pw', target: '/run/secrets/pw'}, {source: 'key', target: 'other'}, {source: 'token'}, {source: 'known'}]}},
                 configs: {site: {file: '/repository/site.conf'}, plain: {file: '/etc/plain'}, inline: {content: 'x$$y'}, far: {external: true}},
                 secrets: {pw: {file: '/repository/secrets/pw.txt'}, key: {file: '/repository/key'}, token: {environment: 'TOKEN'}, known: {environment: 'KNOWN', content: 's3cret'}}, volumes: {data: {}}}
                """);
        assertThat(line(model, "volumes"))
                .isEqualTo("volumes = "
                        + List.of(
                                "\"data:/data\"",
                                "\"./site.conf:/etc/site.conf:ro\"",
                                "\"/etc/plain:/plain:ro\"",
                                "\"./secrets/pw.txt:/run/secrets/pw:ro\"",
                                "\"./key:/run/secrets/other:ro\""));
        assertThat(model.service("web").container().storage().files())
                .containsExactly(
                        new TextFile("/i", "x$y", 0440, 101, 0),
                        new TextFile("/run/secrets/known", "s3cret", 0444, 0, 0));
        assertThat(model.notes())
                .containsExactly(
                        "web configs: far is left out: ajj supports only files, contents and variables",
                        "web configs: inline is left out: /data/i is in a volume or mount",
                        "web secrets: token is left out: TOKEN is not set");
    }
}

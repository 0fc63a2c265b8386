package dev.aether.ajj.lifecycle.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.lifecycle.trust.Grants.Place;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.config.SubnetRange;
import dev.aether.ajj.model.service.Privileges;
import dev.aether.ajj.model.service.Privileges.Device;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.Repositories;
import dev.aether.ajj.testing.Shell;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grants that an aether.toml needs, on a real file system. */
class GrantsTest {
    private static final SourcePosition SOCKET = new SourcePosition(Declarations.FILE, 2, 1);
    private static final SourcePosition SUBNETS = new SourcePosition(Declarations.FILE, 3, 1);

    @TempDir
    private Path temporary;

    private Path directory;
    private Path root;
    private Path engine;

    @BeforeEach
    void makeWorkspace() throws IOException {
        directory = temporary.toRealPath();
        root = Files.createDirectories(directory.resolve("main"));
        Files.createDirectories(root.resolve(".jj/repo"));
        Files.createDirectories(root.resolve("conf/inner"));
        Files.createDirectories(directory.resolve("shared"));
        engine = Files.createFile(
                Files.createDirectories(directory.resolve("run")).resolve("engine.sock"));
    }

    private List<Grant> grants(Place place, AetherConfig config) {
        return new Grants(config, place, List.of(URI.create("unix://" + engine))).all();
    }

    private List<String> asked(AetherConfig config) {
        return grants(Place.of(root), config).stream()
                .map(grant -> grant.kind().word() + ": " + grant.what().replace(directory.toString(), "DIR"))
                .toList();
    }

    private List<String> asked(String... mounts) {
        return asked(Declarations.config(service("a", mounts)));
    }

    /** Takes mounts as written in aether.toml. */
    private static ServiceSpec service(String name, String... mounts) {
        List<VolumeSpec> volumes = new ArrayList<>();
        for (String mount : mounts) {
            List<String> parts = List.of(mount.split(":"));
            volumes.add(new VolumeSpec.Bind(
                    parts.get(0), parts.get(1), parts.getLast().equals("ro"), Declarations.POSITION));
        }
        return Declarations.withVolumes(FakeWorld.service(name, 80, List.of()), volumes.toArray(VolumeSpec[]::new));
    }

    private static AetherConfig on(BackendSpec backend) {
        AetherConfig plain = Declarations.config(service("a"));
        return new AetherConfig(
                plain.file(), backend, plain.ports(), plain.services(), plain.injections(), Optional.empty());
    }

    private static BackendSpec docker(Optional<String> socket, String subnets) {
        return new BackendSpec.Docker(
                socket, SubnetRange.parse(subnets).orElseThrow(), Map.of("socket", SOCKET, "subnets", SUBNETS));
    }

    /** Its files and grants are not those of the outer workspace. */
    @Test
    void anInnerWorkspaceIsOutside() throws IOException {
        Path inner = Files.createDirectories(root.resolve("ws/inner/conf"));
        Files.createDirectories(root.resolve("ws/inner/.jj"));
        Files.writeString(inner.resolveSibling(".env"), "");

        assertThat(asked("./ws/inner/conf:/c", "./ws/inner/.env:/e:ro", "./ws/inner:/i", "./ws:/w:ro", ".:/all:ro"))
                .contains(
                        "mount_write: service a mounts ./ws/inner/conf at /c (read-write)",
                        "mount_read: service a mounts ./ws/inner/.env at /e (read-only)",
                        "mount_repository: service a mounts ./ws/inner at /i (read-write)",
                        "mount_read: service a mounts ./ws at /w (read-only)",
                        "mount_read: service a mounts . at /all (read-only)");
    }

    /** The workspace's own files, unless a container can replace them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            conf      | Dockerfile      | -            | -
            conf      | Dockerfile      | ./data:/d    | -
            conf      | Dockerfile      | ./conf:/d:ro | -
            ''        | conf/Dockerfile | ./data:/d    | build_replaceable: service a is built from .
            conf      | Dockerfile      | ./conf/inner:/d | build_replaceable: service a is built from ./conf
            conf/inner | Dockerfile     | ./conf:/d    | build_replaceable: service a is built from ./conf/inner
            ../shared | Dockerfile      | -            | build_read: service a is built from DIR/shared
            conf      | ../../shared/D  | -            | build_read: service a is built from DIR/shared/D
            link      | Dockerfile      | -            | build_read: service a is built from DIR/shared
            around/conf | Dockerfile    | -            | build_read: service a is built from ./conf
            conf      | ../around/D     | -            | build_read: service a is built from ./D
            .jj/repo  | Dockerfile      | -            | build_read: service a is built from ./.jj/repo
            store.git | Dockerfile      | -            | build_read: service a is built from ./store.git
            """)
    void imagesAreBuiltFromTheWorkspace(String context, String dockerfile, String mount, String asked)
            throws IOException {
        Files.createDirectories(root.resolve("data"));
        Repositories.bare(root.resolve("store.git"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("../shared"));
        linkAround();
        ComposeUse.Build build =
                new ComposeUse.Build("a", "0123", root.relativize(root.resolve(context)), Path.of(dockerfile), "{}");
        ServiceSpec service = (mount == null ? service("a") : service("a", mount)).withBuiltImage(build.image(""));
        AetherConfig plain = Declarations.config(service);
        AetherConfig config = new AetherConfig(
                plain.file(),
                plain.backend(),
                plain.ports(),
                plain.services(),
                plain.injections(),
                Optional.of(new ComposeUse(
                        List.of(root.resolve("compose.yaml")),
                        List.of(),
                        List.of("a"),
                        List.of(),
                        List.of(),
                        List.of(build))));
        assertThat(asked(config).stream()
                        .filter(found -> found.startsWith("build"))
                        .findFirst()
                        .orElse(null))
                .isEqualTo(asked);
        assertThat(asked(config).stream().filter(found -> found.startsWith("build_read")))
                .hasSize(asked != null && asked.startsWith("build_read") ? (dockerfile.endsWith("/D") ? 1 : 2) : 0);
    }

    @Test
    void privateServicesNeedNoGrants() {
        ServiceSpec named = Declarations.withVolume(FakeWorld.service("db", 5432, List.of()), "data");
        assertThat(asked(Declarations.config(named))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./conf:/conf",
                "./conf:/conf:ro",
                "./conf/../conf/inner:/x",
                "./missing:/x",
                "./:/src:ro",
                "../main/conf:/conf",
            })
    void whatIsInsideTheWorkspaceNeedsNoPermission(String mount) {
        assertThat(asked(mount)).isEmpty();
    }

    @Test
    void filesOutsideTheWorkspaceNeedGrants() {
        assertThat(asked("/etc:/x:ro", "../shared:/y", "/opt/x:/z"))
                .containsExactly(
                        "mount_read: service a mounts /etc at /x (read-only)",
                        "mount_write: service a mounts DIR/shared at /y (read-write)",
                        "mount_write: service a mounts /opt/x at /z (read-write)");
    }

    @Test
    void linksAreFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("etc"), Path.of("/etc"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("../nothing/here"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("inside"), Path.of("conf"));
        Files.createSymbolicLink(root.resolve("conf/up"), Path.of("../../shared"));
        assertThat(asked("./etc:/a", "./dangling:/b:ro", "./loop:/c:ro", "./inside:/d:ro", "./conf/up/x:/e:ro"))
                .containsExactly(
                        "mount_write: service a mounts ./etc -> /etc at /a (read-write)",
                        "mount_read: service a mounts ./dangling -> DIR/nothing/here at /b (read-only)",
                        "mount_unknown: service a mounts ./loop at /c (read-only)",
                        "mount_read: service a mounts ./conf/up/x -> DIR/shared/x at /e (read-only)");
    }

    /**
     * A link that leads back through a place outside, which may lead elsewhere for another program, as links in /proc
     * do.
     */
    private void linkAround() throws IOException {
        Files.createSymbolicLink(directory.resolve("shared/back"), root);
        Files.createSymbolicLink(root.resolve("around"), Path.of("../shared/back"));
    }

    @Test
    void aLinkOutsideLeavesTheWorkspace() throws IOException {
        linkAround();
        assertThat(asked("./around/conf:/a", "./around/conf:/b:ro", "./around/.jj:/c"))
                .containsExactly(
                        "mount_write: service a mounts ./around/conf -> ./conf at /a (read-write)",
                        "mount_read: service a mounts ./around/conf -> ./conf at /b (read-only)",
                        "mount_repository: service a mounts ./around/.jj -> ./.jj at /c (read-write)");
        Place added = new Place(directory.resolve("deep/er"), root, root);
        assertThat(grants(added, Declarations.config(service("a", "./conf:/a"))))
                .isEmpty();
    }

    /** Java normalises the text of links that it creates. */
    @ParameterizedTest
    @CsvSource({
        "../, ./l/shared, DIR/shared, mount_write",
        "..//shared, ./l, DIR/shared, mount_write",
        "..//..//..//..//..//..//..//..//..//..//..//..//etc, ./l, /etc, mount_write",
        ".//../shared//, ./l, DIR/shared, mount_write",
        "conf/..//../shared, ./l, DIR/shared, mount_write",
        "//etc//, ./l, /etc, mount_write",
        "..//run/, ./l, DIR/run, engine_socket",
        ".jj/, ./l, ./.jj, mount_repository",
        ".//, ./l, ., mount_repository",
    })
    void linksWithMoreSlashesThanTheyNeedAreFollowed(String target, String source, String real, String kind) {
        Shell.succeed(Map.of(), List.of("ln", "-s", target, root.resolve("l").toString()));
        assertThat(asked(source + ":/x"))
                .contains(kind + ": service a mounts " + source + " -> " + real + " at /x (read-write)");
    }

    @Test
    void unreadablePathsNeedAGrant() throws IOException {
        Path closed = Files.createDirectory(root.resolve("closed"));
        Files.createSymbolicLink(closed.resolve("x"), Path.of("/"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            Assumptions.assumeFalse(Files.isReadable(closed), "root sees everything");
            assertThat(asked("./closed/x:/x"))
                    .containsExactly("mount_unknown: service a mounts ./closed/x at /x (read-write)");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void everyPathToTheEngineNeedsAGrant() throws IOException {
        Files.createSymbolicLink(root.resolve("sock"), engine);
        assertThat(asked("../run/engine.sock:/a", "../run:/b:ro", "./sock:/c", "/:/host:ro"))
                .containsExactly(
                        "engine_socket: service a mounts DIR/run/engine.sock at /a (read-write)",
                        "engine_socket: service a mounts DIR/run at /b (read-only)",
                        "engine_socket: service a mounts ./sock -> DIR/run/engine.sock at /c (read-write)",
                        "engine_socket: service a mounts / at /host (read-only)");
    }

    @Test
    void socketsAndDevicesInTheWorkspaceNeedAGrant() throws IOException {
        Path socket = root.resolve("agent.sock");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
            assertThat(asked("./agent.sock:/a:ro", "/dev/null:/n"))
                    .containsExactly(
                            "mount_special: service a mounts ./agent.sock at /a (read-only)",
                            "mount_special: service a mounts /dev/null at /n (read-write)");
        }
    }

    @Test
    void writableRepositoryFilesNeedAGrant() throws IOException {
        Files.createDirectories(root.resolve("vendored/.git"));
        Files.createDirectories(root.resolve("work/team/one/.jj"));
        assertThat(asked("./.jj:/a", "./.git/hooks:/b", "./vendored:/c", "./work:/d", "./work:/e:ro"))
                .containsExactly(
                        "mount_repository: service a mounts ./.jj at /a (read-write)",
                        "mount_repository: service a mounts ./.git/hooks at /b (read-write)",
                        "mount_repository: service a mounts ./vendored at /c (read-write)",
                        "mount_repository: service a mounts ./work at /d (read-write)",
                        "mount_read: service a mounts ./work at /e (read-only)");
        assertThat(asked("./:/src")).containsExactly("mount_repository: service a mounts . at /src (read-write)");
    }

    /** The targets of a `.git` file, `commondir` and jj's `git_target` can have any name. */
    @ParameterizedTest
    @ValueSource(strings = {"HEAD objects refs", "HEAD commondir", "op_heads op_store store", "repo working_copy"})
    void aRepositoryIsRecognisedByItsContent(String content) throws IOException {
        for (String name : content.split(" ", -1)) {
            Files.createDirectories(root.resolve("deep/er/store").resolve(name));
        }
        for (String source : List.of("./deep/er/store", "./deep/er/store/hooks", "./deep")) {
            assertThat(asked(source + ":/x"))
                    .containsExactly("mount_repository: service a mounts " + source + " at /x (read-write)");
        }
        assertThat(asked("./deep/er/store/x:/x:ro", "./deep:/y:ro"))
                .containsExactly("mount_read: service a mounts ./deep/er/store/x at /x (read-only)");
        assertThat(asked("./deep/er/other:/x")).isEmpty();
    }

    /** A container can write the link itself, wherever it leads. */
    @Test
    void aReplaceableLinkNeedsAGrant() throws IOException {
        Files.createDirectories(root.resolve("other"));
        Files.createSymbolicLink(root.resolve("conf/up"), Path.of("../other"));
        Files.createSymbolicLink(root.resolve("through"), Path.of("conf/inner/../up"));
        for (String source : List.of("./conf/up", "./through", "./through/deeper")) {
            assertThat(asked(Declarations.config(service("a", "./conf:/w"), service("b", source + ":/x:ro"))))
                    .as(source)
                    .singleElement()
                    .asString()
                    .startsWith("mount_replaceable: service b mounts " + source + " -> ./other");
        }
        assertThat(asked(Declarations.config(service("a", "./other:/w"), service("b", "./conf/up:/x:ro"))))
                .isEmpty();
    }

    /** The container could give its command to another service with more grants. */
    @Test
    void aWritableDeclarationNeedsAGrant() throws IOException {
        AetherConfig config = Declarations.config(service("a", "./conf:/w", "./conf:/y:ro"));
        AetherConfig inConf = declaredIn(root.resolve("conf/aether.toml"), config);
        assertThat(asked(inConf)).containsExactly("mount_configuration: service a mounts ./conf at /w (read-write)");
        assertThat(asked(declaredIn(root.resolve("aether.toml"), config))).isEmpty();

        Place added = new Place(directory.resolve("new"), root, root);
        Place made = new Place(Files.createDirectory(directory.resolve("made")), directory.resolve("made"), root);
        List<String> digests =
                grants(Place.of(root), inConf).stream().map(Grant::digest).toList();
        assertThat(grants(added, inConf)).extracting(Grant::digest).isEqualTo(digests);
        assertThat(grants(made, inConf)).extracting(Grant::digest).isEqualTo(digests);
    }

    /** The container could make the link lead to its own file. */
    @Test
    void aWritableLinkToADeclarationNeedsAGrant() throws IOException {
        Files.createDirectories(root.resolve("other"));
        Files.createSymbolicLink(root.resolve("conf/current"), Path.of("../other"));
        Files.createSymbolicLink(root.resolve("aether.toml"), Path.of("conf/current/aether.toml"));
        for (String mount : List.of("./conf", "./conf/current", "./other")) {
            AetherConfig config = Declarations.config(service("a", mount + ":/w"));
            assertThat(asked(declaredIn(root.resolve("aether.toml"), config)))
                    .as(mount)
                    .singleElement()
                    .asString()
                    .startsWith("mount_configuration: service a mounts " + mount);
        }
        assertThat(asked(declaredIn(root.resolve("aether.toml"), Declarations.config(service("a", "./conf/inner:/w")))))
                .isEmpty();
    }

    /** The other file may be written by a container. */
    @Test
    void aGrantCoversOnlyItsFile() {
        AetherConfig config = Declarations.config(service("a", "../shared:/x:ro"));
        assertThat(List.of("aether.toml", "compose.yaml", "sub/aether.toml", "other/aether.toml").stream()
                        .map(file -> grants(Place.of(root), declaredIn(root.resolve(file), config))
                                .getFirst()
                                .digest())
                        .distinct())
                .hasSize(3);
    }

    private static AetherConfig declaredIn(Path file, AetherConfig config) {
        return new AetherConfig(
                file, config.backend(), config.ports(), config.services(), config.injections(), Optional.empty());
    }

    @Test
    void readableRepositoryFilesNeedAGrant() {
        assertThat(asked("./.jj:/a:ro", "./.git/config:/b:ro", "./:/c:ro"))
                .containsExactly(
                        "mount_read: service a mounts ./.jj at /a (read-only)",
                        "mount_read: service a mounts ./.git/config at /b (read-only)");
    }

    /** `ajj run` passes its content to commands on this machine. */
    @Test
    void aWritableInjectedFileNeedsAGrant() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("conf"));
        AetherConfig mounted = Declarations.config(service("a", "./conf:/w", "./conf/inner:/x:ro"));
        for (String file : List.of("conf/.env", "link/.env", "conf/inner/new.env")) {
            assertThat(asked(Declarations.injecting(file, mounted)))
                    .as(file)
                    .contains("mount_environment: service a mounts ./conf at /w (read-write)");
        }
        assertThat(asked(Declarations.injecting("conf.env", Declarations.config(service("a", "./conf:/w")))))
                .isEmpty();
    }

    /** The main workspace's file supplies variables to compose files of all workspaces. */
    @Test
    void aWritableEnvFileNeedsAGrant() {
        assertThat(asked(Declarations.injecting("other", Declarations.config(service("a", "./.env:/e")))))
                .containsExactly("mount_configuration: service a mounts ./.env at /e (read-write)");
        assertThat(asked("./.env:/e:ro")).isEmpty();
        assertThat(asked("./compose.yaml:/c", "./aether.ci.toml:/t"))
                .allMatch(line -> line.startsWith("mount_configuration: "))
                .hasSize(2);
    }

    /** A line `!.env` makes jj record the file with its secrets. */
    @Test
    void aWritableGitignoreNeedsAGrant() throws IOException {
        Files.createDirectories(root.resolve("other"));
        Files.createSymbolicLink(root.resolve("conf/.gitignore"), Path.of("../other/ignored"));
        for (String mount : List.of("./.gitignore", "./conf/.gitignore", "./other", "./conf/inner/.gitignore")) {
            assertThat(asked(Declarations.injecting(
                            "conf/inner/.env", Declarations.config(service("a", mount + ":/w")))))
                    .as(mount)
                    .anyMatch(line -> line.startsWith("mount_environment: service a mounts " + mount));
            assertThat(asked(Declarations.injecting(
                            "conf/inner/.env", Declarations.config(service("a", mount + ":/w:ro")))))
                    .as(mount)
                    .isEmpty();
        }
        for (String mount : List.of("./conf/inner/.gitignore", "./other", "./gitignore")) {
            assertThat(asked(Declarations.injecting(".env", Declarations.config(service("a", mount + ":/w")))))
                    .as(mount)
                    .isEmpty();
        }
    }

    /** Otherwise one container could turn a directory that another one mounts into a link. */
    @Test
    void aReplaceablePathNeedsAGrant() {
        assertThat(asked(Declarations.config(service("a", "./conf:/w"), service("b", "./conf/inner:/x:ro"))))
                .containsExactly("mount_replaceable: service b mounts ./conf/inner at /x (read-only)");
        assertThat(asked("./conf:/w", "./conf/inner:/x"))
                .containsExactly("mount_replaceable: service a mounts ./conf/inner at /x (read-write)");
        assertThat(asked("../shared:/w", "../shared/x:/x:ro"))
                .contains("mount_replaceable: service a mounts DIR/shared/x at /x (read-only)");
        assertThat(asked("./conf:/w:ro", "./conf/inner:/x")).isEmpty();
        assertThat(asked("../run:/w", "../run/x:/x:ro")).noneMatch(line -> line.startsWith("mount_replaceable"));
        assertThat(asked(Declarations.config(service("a", "./conf:/w"), service("b", "./conf:/x"))))
                .isEmpty();
    }

    private static ServiceSpec with(Privileges privileges) {
        return Declarations.withPrivileges(service("a"), privileges);
    }

    private static Privileges options(String... securityOpt) {
        return new Privileges(false, List.of(), List.of(), List.of(securityOpt), List.of(), 0, Map.of());
    }

    @Test
    void additionalPrivilegesNeedGrants() {
        Privileges all = new Privileges(
                true,
                List.of("NET_ADMIN", "SYS_PTRACE"),
                List.of("NET_RAW"),
                List.of("seccomp=unconfined"),
                List.of(new Device("/dev/sda", "/dev/xvda", "r")),
                2,
                Map.of("privileged", SOCKET, "cap_add", SUBNETS));
        assertThat(asked(Declarations.config(with(all))))
                .containsExactly(
                        "device: service a gets the device /dev/sda at /dev/xvda (r)",
                        "gpus: service a gets GPUs (2)",
                        "security_option: service a has the security option seccomp=unconfined",
                        "privileged: service a runs privileged",
                        "capability: service a gets the capability NET_ADMIN",
                        "capability: service a gets the capability SYS_PTRACE");
        assertThat(grants(Place.of(root), Declarations.config(with(all))))
                .extracting(Grant::position)
                .containsExactly(
                        Declarations.POSITION, Declarations.POSITION, Declarations.POSITION, SOCKET, SUBNETS, SUBNETS);
    }

    @Test
    void droppedPrivilegesNeedNoGrants() {
        Privileges fewer = new Privileges(
                false,
                List.of(),
                List.of("ALL"),
                List.of("no-new-privileges", "apparmor=docker-default", "seccomp=builtin"),
                List.of(),
                0,
                Map.of());
        assertThat(asked(Declarations.config(with(fewer)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seccomp=unconfined",
                "apparmor=unconfined",
                "apparmor=my-profile",
                "label=disable",
                "label=type:spc_t",
                "systempaths=unconfined",
                "no-new-privileges=false",
            })
    void aSecurityOptionThatWeakensTheSeparation(String option) {
        assertThat(asked(Declarations.config(with(options("no-new-privileges", option)))))
                .containsExactly("security_option: service a has the security option " + option);
    }

    @Test
    void grantsAreCheckedAgainBeforeTheContainerStarts() {
        ServiceSpec service = with(options("seccomp=unconfined"));
        Grants grants = new Grants(Declarations.config(service), Place.of(root), List.of());
        assertThat(grants.of(service)).isEqualTo(grants.all()).hasSize(1);
    }

    @Test
    void anotherEngineNeedsAGrant() {
        assertThat(asked(on(docker(Optional.of("unix://" + engine), "10.213.0.0/16"))))
                .isEmpty();
        List<Grant> grants =
                grants(Place.of(root), on(docker(Optional.of("tcp://203.0.113.5:2375"), "203.0.113.0/24")));
        assertThat(grants)
                .extracting(Grant::what)
                .containsExactly(
                        "services run on the engine tcp://203.0.113.5:2375",
                        "networks use addresses in 203.0.113.0/24");
        assertThat(grants).extracting(Grant::position).containsExactly(SOCKET, SUBNETS);
        for (String other : List.of("unix:///run/user/0/other.sock", "tcp://[", "unix://relative")) {
            assertThat(asked(on(docker(Optional.of(other), "10.0.0.0/8")))).hasSize(1);
        }
    }

    /** ssh logs in with the user's keys. */
    @Test
    void aRemoteEngineNeedsAGrant() {
        BackendSpec ssh = new BackendSpec.Ssh(
                SshAddress.parse("ssh://dev@build:2222/run/d.sock?key_path=%2Fkey")
                        .orElseThrow(),
                SubnetRange.parse("203.0.113.0/24").orElseThrow(),
                Map.of("host", SOCKET, "subnets", SUBNETS));
        List<Grant> grants = grants(Place.of(root), on(ssh));
        assertThat(grants).extracting(Grant::kind).containsExactly(Grant.Kind.ENGINE, Grant.Kind.SUBNETS);
        assertThat(grants)
                .extracting(Grant::what)
                .containsExactly(
                        "services run on the engine ssh://dev@build:2222/run/d.sock?key_path=%2Fkey",
                        "networks use addresses in 203.0.113.0/24");
        assertThat(grants).extracting(Grant::position).containsExactly(SOCKET, SUBNETS);
    }

    /** The engine of DOCKER_HOST or of the docker context. */
    @ParameterizedTest
    @CsvSource({
        "ssh://dev@build, 0",
        "ssh://build, 1",
        "ssh://dev@build:2222, 1",
        "ssh://dev@build/run/d.sock, 1",
        "ssh://dev@build?key_path=%2Fkey, 1",
        "ssh://dev@build.evil, 1"
    })
    void onlyTheUsersOwnEngineOnAnotherMachineNeedsNoPermission(String address, int asked) {
        BackendSpec ssh = new BackendSpec.Ssh(
                SshAddress.parse(address).orElseThrow(), SubnetRange.DEFAULT, Map.of("host", SOCKET));
        assertThat(new Grants(on(ssh), Place.of(root), List.of(URI.create("ssh://dev@build"))).all())
                .hasSize(asked);
    }

    /** A grant covers one value only, and the shown text does not reveal the password. */
    @Test
    void maskedValuesAreDistinguished() {
        List<Grant> grants = Stream.of("one", "two")
                .flatMap(password -> Stream.of(
                        on(docker(Optional.of("tcp://me:" + password + "@203.0.113.5:2375"), "10.213.0.0/16")),
                        Declarations.config(Declarations.withVolumes(
                                service("a"),
                                new VolumeSpec.Named(
                                        "v",
                                        "/v",
                                        false,
                                        new VolumeSpec.Driver(
                                                "local", Map.of("o", "username=u,password=" + password)))))))
                .flatMap(config -> grants(Place.of(root), config).stream())
                .toList();
        assertThat(grants)
                .extracting(Grant::what)
                .hasSize(4)
                .containsOnly(
                        "services run on the engine tcp://me:******@203.0.113.5:2375",
                        "service a has the volume v created by the driver local o=username=u,password=******");
        assertThat(grants).extracting(Grant::digest).doesNotHaveDuplicates();
    }

    @Test
    void aLinkToTheUsersEngineNeedsNoGrant() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.sock"), engine);
        assertThat(asked(on(docker(Optional.of("unix://" + link), "172.16.0.0/12"))))
                .isEmpty();
        Path inside = Files.createSymbolicLink(root.resolve("engine"), engine);
        assertThat(asked(on(docker(Optional.of("unix://" + inside), "172.16.0.0/12"))))
                .as("a commit or a container can change where it leads")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, true",
        "10.213.0.0/16, true",
        "172.31.0.0/16, true",
        "192.168.7.0/24, true",
        "11.0.0.0/8, false",
        "172.32.0.0/16, false",
        "172.0.0.0/8, false",
        "192.0.0.0/8, false",
        "8.8.8.0/24, false",
    })
    void whichAddressesArePrivate(String range, boolean expected) {
        assertThat(SubnetRange.parse(range).orElseThrow().isPrivate()).isEqualTo(expected);
    }

    @Test
    void workspacesOfARepositoryNeedTheSameGrants() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        for (Path workspace : List.of(root, other)) {
            Files.createSymbolicLink(workspace.resolve("link"), Path.of("/etc"));
        }
        AetherConfig config = Declarations.config(service("a", "../shared:/s", "./:/src", "./link:/l"));
        List<String> here = digests(Place.of(root), config);
        assertThat(here).hasSize(4).isEqualTo(digests(Place.of(other), config));
        Path away = Files.createDirectories(directory.resolve("deep/er"));
        assertThat(digests(Place.of(away), config)).doesNotContain(here.getFirst());
    }

    /** A new workspace has the links of the one that it is added from. */
    @Test
    void linksOfAFutureWorkspaceAreResolved() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc"));
        AetherConfig config = Declarations.config(service("a", "../shared:/s", "./:/src", "./link:/l", "./conf:/c"));
        Path next = directory.resolve("next");
        assertThat(digests(new Place(next, root, root), config)).isEqualTo(digests(Place.of(root), config));
        assertThat(digests(new Place(directory.resolve("deep/er"), root, root), config))
                .hasSize(5)
                .doesNotContain(digests(Place.of(root), config).getFirst());
    }

    private List<String> digests(Place place, AetherConfig config) {
        return grants(place, config).stream().map(Grant::digest).toList();
    }

    @Test
    void theDigestDependsOnlyOnTheParts() {
        Map<String, String> seen = new LinkedHashMap<>();
        Stream.of("/etc:/x", "/etc:/x:ro", "/etc:/y", "/opt:/x").forEach(mount -> seen.put(digest("a", mount), mount));
        seen.put(digest("b", "/etc:/x"), "of b");
        assertThat(seen).hasSize(5);
        assertThat(digest("a", "/etc/../etc:/x")).isEqualTo(digest("a", "/etc:/x"));
    }

    private String digest(String service, String mount) {
        return grants(Place.of(root), Declarations.config(service(service, mount)))
                .getFirst()
                .digest();
    }
}

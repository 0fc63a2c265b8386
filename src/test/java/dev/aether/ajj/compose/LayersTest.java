package dev.aether.ajj.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.PortSpec;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.StorageSpec.Tmpfs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several definitions that become one: merge keys, documents, overrides, extended services, included files. */
class LayersTest {

    @TempDir
    Path directory;

    private Translated project;

    @BeforeEach
    void begin() {
        project = new Translated(directory);
    }

    @Test
    void mergeKeysAreJoinedTheFirstOneCounts() {
        project.file("compose.yaml", """
                x-env: &env {A: "1", B: two}
                x-more: &more {B: more, C: three}
                x-svc: &svc
                  image: img:1
                  user: root
                services:
                  a:
                    <<: *svc
                    user: me
                    environment:
                      A: own
                      <<: [*env, *more]
                """);
        ServiceSpec service = project.service("a");
        assertThat(service.image()).isEqualTo("img:1");
        assertThat(service.container().process().user()).contains("me");
        assertThat(service.env()).isEqualTo(Map.of("A", "own", "B", "two", "C", "three"));
    }

    /** A file with a hundred services that share one anchor, each of it with anchors inside. */
    @Test
    void manyAliasesAreNoHarm() {
        StringBuilder compose = new StringBuilder("x-a: &a {image: x}\nx-b: &b {<<: *a, user: me}\nservices:\n");
        for (int index = 0; index < 100; index++) {
            compose.append("  s").append(index).append(": {<<: *b}\n");
        }
        project.file("compose.yaml", compose.toString());
        assertThat(project.draft().services()).hasSize(100);
    }

    /** Each line stands for ten times the one before: ten billion, if it were written out. */
    @Test
    void aliasesInAliasesAreMadeOnce() {
        StringBuilder compose = new StringBuilder("x-0: &x0 [\"$A\", \"b\"]\n");
        for (int index = 1; index <= 10; index++) {
            String one = "*x" + (index - 1);
            compose.append("x-").append(index).append(": &x").append(index).append(" [");
            compose.append(String.join(", ", java.util.Collections.nCopies(10, one)))
                    .append("]\n");
        }
        project.file(
                "compose.yaml", compose.append("services: {a: {image: x}}\n").toString());
        assertThat(project.draft().services()).hasSize(1);
    }

    @Test
    void documentsOfOneFileAreMerged() {
        project.file("compose.yaml", "services: {a: {image: x}}\n---\n---\nservices: {a: {user: me}, b: {image: y}}\n");
        assertThat(project.service("a").container().process().user()).contains("me");
        assertThat(project.service("b").image()).isEqualTo("y");
    }

    @Test
    void theOverrideBesideTheFileCounts() {
        project.file("docker-compose.yml", """
                services:
                  a:
                    image: x
                    command: [one]
                    ports: ["80:80"]
                    environment: [A=1, B=2]
                    depends_on: [b]
                    tmpfs: /one
                    volumes: ["data:/data"]
                  b: {image: y}
                  c: {image: z}
                """).file("docker-compose.override.yml", """
                services:
                  a:
                    image: other
                    command: [two]
                    ports: ["81:81"]
                    environment: {B: three}
                    depends_on: {c: {condition: service_healthy}}
                    tmpfs: [/two]
                    volumes: ["more:/data"]
                """);
        ServiceSpec service = project.service("a");
        assertThat(service.image()).isEqualTo("other");
        assertThat(service.container().process().command()).containsExactly("two");
        assertThat(service.ports()).map(PortSpec::key).containsExactly("80", "81");
        assertThat(service.env()).isEqualTo(Map.of("A", "1", "B", "three"));
        assertThat(service.dependsOn().keySet()).containsExactly("b", "c");
        assertThat(service.container().storage().tmpfs())
                .extracting(Tmpfs::word)
                .containsExactly("/one", "/two");
        assertThat(project.draft().text()).contains("volumes = [\"more:/data\"]");
        assertThat(project.draft().sources()).hasSize(2);
    }

    @Test
    void aFileThatIsNamedStandsAlone() {
        project.file("compose.yaml", "services: {a: {image: x}}\n")
                .file("compose.override.yaml", "services: {a: {user: me}}\n")
                .file("more.yaml", "services: {a: {user: you}}\n");
        assertThat(project.service("a", "compose.yaml").container().process().user())
                .isEmpty();
        assertThat(project.service("a", "compose.yaml", "more.yaml")
                        .container()
                        .process()
                        .user())
                .contains("you");
    }

    @Test
    void resetAndOverride() {
        project.file("a.yaml", """
                services:
                  a:
                    image: x
                    command: [one]
                    ports: ["80:80"]
                    environment: {A: "1", B: "2"}
                  b: {image: y}
                """).file("b.yaml", """
                services:
                  a:
                    command: !reset null
                    ports: !override ["81:81"]
                    environment: {A: !reset null}
                  b: !reset null
                """);
        ServiceSpec service = project.service("a", "a.yaml", "b.yaml");
        assertThat(service.container().process().command()).isEmpty();
        assertThat(service.ports()).map(PortSpec::key).containsExactly("81");
        assertThat(service.env()).isEqualTo(Map.of("B", "2"));
        assertThat(project.draft("a.yaml", "b.yaml").services()).hasSize(1);
    }

    @Test
    void servicesExtendOthersAlsoOfOtherFiles() {
        project.file("compose.yaml", """
                services:
                  top:
                    extends: {file: common/base.yaml, service: middle}
                    environment: {LEVEL: top}
                """)
                .file("common/base.yaml", """
                services:
                  bottom:
                    image: base
                    env_file: base.env
                    volumes: ["./assets:/assets:ro"]
                  middle:
                    extends: bottom
                    user: me
                    environment: [LEVEL=middle, OTHER=x]
                """)
                .file("common/base.env", "FROM_FILE=yes\n")
                .file("common/assets/a", "");
        ServiceSpec service = project.service("top");
        assertThat(service.image()).isEqualTo("base");
        assertThat(service.container().process().user()).contains("me");
        assertThat(service.env()).isEqualTo(Map.of("FROM_FILE", "yes", "LEVEL", "top", "OTHER", "x"));
        assertThat(project.draft().text()).contains("volumes = [\"./common/assets:/assets:ro\"]");
    }

    @Test
    void includedFilesHaveTheirOwnDirectoryAndVariables() {
        project.file("compose.yaml", """
                include:
                  - infra/compose.yaml
                  - {path: [other/a.yaml, other/b.yaml], env_file: vars.env}
                services:
                  app: {image: "app:${TAG:-none}", depends_on: [db]}
                """)
                .file("infra/compose.yaml", "services: {db: {image: \"db:${TAG}\", volumes: [\"./init:/init\"]}}\n")
                .file("infra/.env", "TAG=infra\n")
                .file("infra/init/1.sql", "")
                .file("other/a.yaml", "services: {c: {image: \"c:${TAG}\"}}\n")
                .file("other/b.yaml", "services: {c: {user: me}}\n")
                .file("vars.env", "TAG=vars\n");
        assertThat(project.service("app").image()).isEqualTo("app:none");
        assertThat(project.service("db").image()).isEqualTo("db:infra");
        assertThat(project.service("c").image()).isEqualTo("c:vars");
        assertThat(project.service("c").container().process().user()).contains("me");
        assertThat(project.draft().text()).contains("\"./infra/init:/init\"");
    }

    @Test
    void whatIsIncludedFromElsewhereIsLeftOut() {
        project.file("compose.yaml", """
                include: ["oci://registry.example.com/stack:1", "https://github.com/team/repo.git"]
                services: {a: {image: x}}
                """);
        assertThat(project.notes(""))
                .containsExactly(
                        "include: oci://registry.example.com/stack:1 is not on this machine and was not taken over",
                        "include: https://github.com/team/repo.git is not on this machine and was not taken over");
    }

    @Test
    void filesAreFoundAsComposeFindsThem() {
        project.file("sub/compose.yaml", "services: {sub: {image: x}}\n")
                .file("docker-compose.yaml", "services: {last: {image: x}}\n");
        assertThat(project.config().services()).containsKey("last");
        project.file("docker-compose.yml", "services: {third: {image: x}}\n");
        assertThat(project.config().services()).containsKey("third");
        project.file("compose.yml", "services: {second: {image: x}}\n");
        assertThat(project.config().services()).containsKey("second");
        project.file("compose.yaml", "services: {first: {image: x}}\n");
        assertThat(project.config().services()).containsKey("first");
        project.ignored(".env", "COMPOSE_FILE=sub/compose.yaml:extra.yaml\n")
                .file("extra.yaml", "services: {extra: {image: x}}\n");
        assertThat(project.config().services().keySet()).containsExactly("sub", "extra");
    }

    @Test
    void theSearchGoesUpToTheRootOfTheWorkspace() {
        project.file("compose.yaml", "services: {a: {image: x}}\n").file("deep/down/x", "");
        Path root = project.path("").normalize();
        assertThat(ComposeFinder.find(root.resolve("deep/down"), root, Variables.of(Map.of())))
                .containsExactly(root.resolve("compose.yaml"));
        assertThat(ComposeFinder.find(root.resolve("deep/down"), root.resolve("deep"), Variables.of(Map.of())))
                .isEqualTo(List.of());
    }

    @Test
    void withoutAComposeFileThereIsAnExample() {
        assertThat(project.config().services().keySet()).containsExactly("postgres");
        assertThat(project.draft().sources()).isEmpty();
        String whole = project.draft().text().replaceAll("(?m)^# (?=\\[services\\.redis|\\w+ = )", "");
        assertThat(new dev.aether.ajj.config.ConfigReader(new dev.aether.ajj.inject.QuteTemplates())
                        .parse(directory, whole)
                        .services()
                        .keySet())
                .containsExactly("postgres", "redis");
    }
}

package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeHealth;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exact output of {@code ajj doctor}. */
class DoctorOutputTest {
    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final FakeHealth health = new FakeHealth(world);
    private final TypedCommand ajj = new TypedCommand(world, health);

    @BeforeEach
    void oneWorkspace() {
        ajj.type("workspace", "add", "/repo/feature");
    }

    @Test
    void noProblems() {
        List<String> before = world.contents();

        Seen seen = ajj.type("doctor");

        assertThat(seen.out()).isEqualTo("""
                        ok  jj             jj 1.0
                        ok  repository     2 workspaces of /repo/main
                        ok  configuration  /repo/main/aether.toml declares db
                        ok  engine         Fake Engine 1.0
                        ok  registry       readable
                        ok  ledger         readable
                        ok  leftovers      no orphaned resources
                        ok  services       every service in the registry has its container (for their state: `ajj status`)
                        ok  ports          no other program uses a reserved port
                        ok  identity       this repository is a4f3b00000000000
                        ok  ignored        jj ignores .env
                        No problems found
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void quietOmitsChecksThatAreOk() {
        assertThat(ajj.type("doctor", "-q")).isEqualTo(new Seen("", "", 0));
    }

    @Test
    void reportsAnUnreachableEngineOnce() {
        world.engine.answering = false;

        Seen seen = ajj.type("doctor", "-q");

        assertThat(seen.out()).isEqualTo("""
                        broken   engine     the engine does not answer
                                 Hint: start it
                        warning  leftovers  could not be checked: see engine
                                 Hint: fix that first, then run again: ajj doctor
                        warning  services   could not be checked: see engine
                        warning  ports      could not be checked: see engine
                        warning  identity   could not be checked: see engine
                        """);
        assertThat(seen.status()).isEqualTo(1);
        assertThat(ajj.type("doctor").out()).contains("ok       jj ").endsWith("1 broken, 4 warnings\n");
    }

    @Test
    void warningsDoNotChangeTheExitStatus() {
        world.engine.removeContainer("aether-a4f3b-feature-db");
        health.portsOfOtherPrograms.add(20000);
        health.unexcluded.add(".env");
        health.nested.add(".env");
        health.hasOldRegistry = true;

        Seen seen = ajj.type("doctor", "-q");

        assertThat(seen.out()).isEqualTo("""
                        warning  services  the workspace feature has no container for db; its ports stay reserved
                                 Hint: recreate them: ajj -R /repo/feature up
                        warning  ports     another program uses port 20000 of the workspace feature
                                 Hint: choose another port: ajj -R /repo/feature up
                                 Hint: see which program it is: ss -lntup | grep 20000
                        warning  ignored   no line /.env in info/exclude: unless a .gitignore has it, jj records the file's secrets
                                 Hint: echo /.env >> /repo/main/.git/info/exclude
                        warning  ignored   /repo/feature/.env is in another repository inside the workspace, which would commit its secrets
                                 Hint: name another file under [injection] in aether.toml, then run: ajj -R /repo/feature up
                                 Hint: check that the other repository has not recorded it
                        warning  ignored   /repo/main/.aether is from an earlier version of ajj and no longer used
                                 Hint: check that nothing in it is yours, then remove it: rm -r /repo/main/.aether
                        """);
        assertThat(seen.status()).isZero();
    }

    @Test
    void namesTheProgramThatUsesAReservedPort() {
        world.engine.removeContainer("aether-a4f3b-feature-db");
        health.portsOfOtherPrograms.add(20000);
        health.programs.put(20000, "pid 812, nginx");

        assertThat(ajj.type("doctor", "-q").out())
                .contains("another program (pid 812, nginx) uses port 20000 of the workspace feature\n");
    }

    @Test
    void aRenamedContainerIsNamedOnce() {
        world.engine.renameContainer("aether-a4f3b-feature-db", "mine");
        health.portsOfOtherPrograms.add(20000);

        assertThat(ajj.type("doctor", "-q").out()).isEqualTo("""
                        warning  services  the container of db in the workspace feature was renamed to mine, so ajj does not find it
                                 Hint: restore its name: docker rename mine aether-a4f3b-feature-db
                        """);
    }

    @Test
    void listsOrphans() {
        world.forgetWorkspaces(world.repository, List.of("feature"));

        assertThat(ajj.type("doctor", "-q").out()).isEqualTo("""
                        warning  leftovers  entry feature, container aether-a4f3b-feature-db, network aether-a4f3b-feature and 1 more are orphaned: jj does not know the workspace feature; its directory stays
                                 Hint: see why, then remove them: ajj cleanup, ajj cleanup --force
                        """);
    }

    @Test
    void aWorkspaceInCreationIsNotAnOrphan() {
        WorkspaceId owner = world.repository.workspace("late");
        world.reserve(
                owner,
                world.engine.location(),
                List.of(new PortLedger.Request("db", FakeWorld.tcp(5432))),
                PortRange.DEFAULT);
        assertThat(ajj.type("doctor", "-q").out()).contains("port 20001 is orphaned");

        WorkspaceEntry made = world.find(world.repository, "feature").orElseThrow();
        WorkspaceEntry late = new WorkspaceEntry(
                "late",
                Path.of("/repo/late"),
                "aether-a4f3b-late",
                made.location(),
                Phase.CREATING,
                made.services(),
                made.envFiles(),
                made.created(),
                ProcessOwner.current("ajj workspace add"),
                Optional.empty(),
                Optional.empty());
        // Between the query of the ports and the last query of the registry.
        world.faults.runBefore("list ports", () -> world.change(world.repository, "late", _ -> Optional.of(late)));

        assertThat(ajj.type("doctor", "-q").out()).doesNotContain("20001");
    }

    @Test
    void aRegistryThatHasLostAWorkspace() {
        world.change(world.repository, "feature", _ -> Optional.empty());

        assertThat(ajj.type("doctor", "-q").out()).isEqualTo("""
                        warning  services  the registry has lost the workspace feature, whose containers exist
                                 Hint: rebuild the entry from their labels: ajj cleanup
                        """);
    }

    @Test
    void secretsInTheHistoryAreBroken() {
        world.trackedFiles.addAll(List.of(".env", ".aether"));
        health.hasOldRegistry = true;

        Seen seen = ajj.type("doctor", "-q");

        assertThat(seen.out()).isEqualTo("""
                        broken  ignored  jj tracks .env in /repo/feature, so its secrets are in the history
                                Hint: stop tracking it: add it to .gitignore, then run jj -R /repo/feature file untrack 'root:".env"'
                        broken  ignored  injected file .env: jj tracks it in this revision, so its secrets would be committed
                                Hint: stop tracking it: add it to .gitignore, then run jj file untrack 'root:".env"'
                                Hint: or name another file under [injection] in aether.toml, which ajj init writes
                        broken  ignored  jj tracks .aether in /repo/main: ajj does not use it, and its passwords are in the history
                                Hint: remove it and commit that: rm -r /repo/main/.aether
                        """);
        assertThat(seen.status()).isEqualTo(1);
    }

    /** The file has no secrets yet, and {@code ajj up} refuses it with the same words. */
    @Test
    void aTrackedFileThatIsNotInjectedYetIsBroken() {
        ajj.type("workspace", "remove", "feature");
        world.trackedFiles.add(".env");

        assertThat(ajj.type("doctor", "-q").out()).isEqualTo("""
                        broken  ignored  injected file .env: jj tracks it in this revision, so its secrets would be committed
                                Hint: stop tracking it: add it to .gitignore, then run jj file untrack 'root:".env"'
                                Hint: or name another file under [injection] in aether.toml, which ajj init writes
                        """);
        assertThat(ajj.type("up", "--dry-run").err()).isEqualTo("""
                        Error: injected file .env: jj tracks it in this revision, so its secrets would be committed
                        Hint: stop tracking it: add it to .gitignore, then run jj file untrack 'root:".env"'
                        Hint: or name another file under [injection] in aether.toml, which ajj init writes
                        """);
    }

    @Test
    void forPrograms() {
        Seen seen = ajj.type("doctor", "--json");

        assertThat(seen.out()).startsWith("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "doctor",
                          "checks" : [ {
                            "name" : "jj",
                            "status" : "ok",
                            "message" : "jj 1.0",
                            "hints" : [ ],
                            "details" : { }
                          }, {
                            "name" : "repository",
                            "status" : "ok",
                            "message" : "2 workspaces of /repo/main",
                            "hints" : [ ],
                            "details" : {
                              "id" : "a4f3b00000000000",
                              "root" : "/repo/main",
                              "workspaces" : [ "default", "feature" ]
                            }
                          }, {
                        """).endsWith("""
                          } ],
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
    }

    @Test
    void brokenChecksForPrograms() {
        world.trackedFiles.add(".aether");
        health.hasOldRegistry = true;

        Seen seen = ajj.type("doctor", "--json");

        assertThat(seen.out()).contains("\"status\" : \"error\"").endsWith("""
                            "name" : "ignored",
                            "status" : "broken",
                            "message" : "jj tracks .aether in /repo/main: ajj does not use it, and its passwords are in the history",
                            "hints" : [ "remove it and commit that: rm -r /repo/main/.aether" ],
                            "details" : {
                              "file" : ".aether"
                            }
                          } ],
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "CONTEXT_INJECTION_FAILED",
                            "message" : "jj tracks .aether in /repo/main: ajj does not use it, and its passwords are in the history",
                            "hints" : [ "remove it and commit that: rm -r /repo/main/.aether" ],
                            "details" : {
                              "file" : ".aether"
                            }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(1);
    }

    @Test
    void help() {
        Seen seen = ajj.type("doctor", "--help");
        assertThat(seen.out()).startsWith("Usage: ajj doctor [OPTIONS]\n").contains("the exit status is then 1");
        assertThat(seen.out().lines()).allMatch(line -> line.length() <= 80);
    }
}

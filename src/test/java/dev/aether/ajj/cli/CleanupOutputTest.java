package dev.aether.ajj.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.TypedCommand.Seen;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exact output of {@code ajj cleanup}. */
class CleanupOutputTest {
    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final TypedCommand ajj = new TypedCommand(world);

    @BeforeEach
    void forgetWithPlainJj() {
        ajj.type("workspace", "add", "/repo/feature");
        world.forgetWorkspaces(world.repository, List.of("feature"));
    }

    @Test
    void dryRunForPeople() {
        Seen seen = ajj.type("cleanup");
        assertThat(seen.out()).isEqualTo("""
                        entry      feature                  jj does not know the workspace feature; its directory stays
                        container  aether-a4f3b-feature-db  jj does not know the workspace feature
                        network    aether-a4f3b-feature     jj does not know the workspace feature
                        port       20000                    jj does not know the workspace feature
                        Run `ajj cleanup --force` to remove these
                        """);
        assertThat(seen.err()).isEmpty();
        assertThat(seen.status()).isZero();
    }

    @Test
    void withoutTheEngineNothingIsKnown() {
        world.engine.answering = false;

        Seen seen = ajj.type("cleanup");

        assertThat(seen.out()).doesNotContain("No orphaned resources");
        assertThat(seen.status()).isNotZero();
    }

    @Test
    void dryRunForPrograms() {
        Seen seen = ajj.type("cleanup", "--json");
        assertThat(seen.out()).isEqualTo("""
                        {
                          "schema_version" : 1,
                          "status" : "success",
                          "operation" : "cleanup",
                          "orphans" : [ {
                            "kind" : "entry",
                            "name" : "feature",
                            "workspace" : "feature",
                            "reason" : "jj does not know the workspace feature; its directory stays"
                          }, {
                            "kind" : "container",
                            "name" : "aether-a4f3b-feature-db",
                            "workspace" : "feature",
                            "reason" : "jj does not know the workspace feature"
                          }, {
                            "kind" : "network",
                            "name" : "aether-a4f3b-feature",
                            "workspace" : "feature",
                            "reason" : "jj does not know the workspace feature"
                          }, {
                            "kind" : "port",
                            "name" : "20000",
                            "workspace" : "feature",
                            "reason" : "jj does not know the workspace feature"
                          } ],
                          "removed" : [ ],
                          "warnings" : [ ],
                          "errors" : [ ]
                        }
                        """);
        assertThat(seen.status()).isZero();
    }

    @Test
    void removal() {
        Seen seen = ajj.type("cleanup", "--force");
        assertThat(seen.out()).isEqualTo("""
                        Removed container aether-a4f3b-feature-db
                        Removed network aether-a4f3b-feature
                        Removed entry feature
                        Removed port 20000
                        """);
        assertThat(seen.status()).isZero();
        assertThat(ajj.type("cleanup", "--force").out()).isEqualTo("No orphaned resources\n");
        assertThat(ajj.type("cleanup", "--all").out()).isEqualTo("No orphaned resources\n");
    }

    @Test
    void removalThatFails() {
        world.engine.stuck.add("aether-a4f3b-feature-db");
        Seen seen = ajj.type("cleanup", "--force");
        assertThat(seen.out()).isEqualTo("Removed network aether-a4f3b-feature\n");
        assertThat(seen.err()).isEqualTo("""
                        Error: cannot remove container aether-a4f3b-feature-db: it is stuck
                        Hint: fix the cause, then run again: ajj cleanup --force
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void removalThatFailsForPrograms() {
        world.engine.stuck.add("aether-a4f3b-feature-db");
        Seen seen = ajj.type("--json", "cleanup", "--force");
        assertThat(seen.out()).startsWith("""
                        {
                          "schema_version" : 1,
                          "status" : "partial",
                          "operation" : "cleanup",
                          "orphans" : [ {
                        """).endsWith("""
                          "removed" : [ {
                            "kind" : "network",
                            "name" : "aether-a4f3b-feature",
                            "workspace" : "feature",
                            "reason" : "jj does not know the workspace feature"
                          } ],
                          "warnings" : [ ],
                          "errors" : [ {
                            "code" : "BACKEND_DEPROVISION_FAILED",
                            "message" : "cannot remove container aether-a4f3b-feature-db: it is stuck",
                            "hints" : [ "fix the cause, then run again: ajj cleanup --force" ],
                            "details" : {
                              "reason" : "it is stuck",
                              "resource" : "container aether-a4f3b-feature-db"
                            }
                          } ]
                        }
                        """);
        assertThat(seen.status()).isEqualTo(3);
    }

    @Test
    void listsAnAbandonedWorkspaceAsIncomplete() {
        ajj.type("workspace", "add", "/repo/half");
        world.change(
                world.repository,
                "half",
                entry -> entry.map(found -> found.withPhase(Phase.CREATING)
                        .withOwner(new ProcessOwner(Long.MAX_VALUE, "ajj workspace add"))));
        Seen seen = ajj.type("list");
        assertThat(seen.out()).isEqualTo("""
                        WORKSPACE  SERVICES  HEALTH         AGE  CHANGE              PATH
                        * default  -         -              -    kkmpptxz Add login  /repo/main
                          feature  db:20000  unknown to jj  now  -                   /repo/feature
                          half     db:20001  incomplete     now  kkmpptxz Add login  /repo/half
                        """);
        assertThat(seen.err()).isEqualTo("""
                        Hint: feature is forgotten in jj: remove its services with `ajj workspace forget feature`, or list its resources with `ajj cleanup`
                        Hint: half is incomplete: remove it with `ajj workspace forget half`, or list its resources with `ajj cleanup`
                        """);
        assertThat(seen.status()).isZero();
        assertThat(ajj.type("list", "--json").out()).contains("""
                            "name" : "half",
                            "root" : "/repo/half",
                            "health" : "failed",
                            "current" : false,
                            "backend" : "docker",
                            "namespace" : "aether-a4f3b-half",
                            "location" : {
                              "address" : "unix:///engine.sock",
                              "id" : "ENGINE"
                            },
                            "phase" : "creating",
                        """);
    }

    @Test
    void help() {
        Seen seen = ajj.type("cleanup", "--help");
        assertThat(seen.out()).startsWith("Usage: ajj cleanup [OPTIONS]\n").contains("--force", "--all");
        assertThat(seen.out().lines()).allMatch(line -> line.length() <= 80);
    }
}

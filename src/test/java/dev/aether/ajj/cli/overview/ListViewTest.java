package dev.aether.ajj.cli.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.cli.terminal.Screen;
import dev.aether.ajj.cli.terminal.Style;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces.Listing;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.vcs.Vcs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListViewTest {
    private static final Style PLAIN = new Screen(System.out, false, false).style();

    @Test
    void aNarrowTerminalShowsThePath() {
        WorkspaceView workspace = new WorkspaceView(
                "feature",
                Optional.of(Path.of("/work/feature")),
                Location.unknown(Location.DOCKER),
                "",
                Health.NONE,
                true,
                true,
                false,
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.of(new Vcs.Change("kkmpptxz", "Add login", false, false)));
        ListView view = new ListView(new Listing(List.of(workspace), List.of()), Path.of("/work/main"));

        assertThat(view.lines(80, PLAIN))
                .containsExactly(
                        "WORKSPACE  SERVICES  HEALTH  AGE  CHANGE              PATH",
                        "* feature  -         -       -    kkmpptxz Add login  ../feature");
        assertThat(view.lines(51, PLAIN))
                .containsExactly(
                        "WORKSPACE  SERVICES  HEALTH  CHANGE      PATH",
                        "* feature  -         -       kkmpptxz \u2026  ../feature");
        assertThat(view.lines(44, PLAIN))
                .containsExactly("WORKSPACE  SERVICES  HEALTH  PATH", "* feature  -         -       ../feature");
    }
}

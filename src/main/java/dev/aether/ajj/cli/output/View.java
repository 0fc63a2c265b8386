package dev.aether.ajj.cli.output;

import dev.aether.ajj.lifecycle.Brought;
import dev.aether.ajj.lifecycle.CleanUp;
import dev.aether.ajj.lifecycle.Diagnosis;
import dev.aether.ajj.lifecycle.ForgetPreview;
import dev.aether.ajj.lifecycle.Forgotten;
import dev.aether.ajj.lifecycle.InitConfig;
import dev.aether.ajj.lifecycle.ListWorkspaces.Listing;
import dev.aether.ajj.lifecycle.Logs;
import dev.aether.ajj.lifecycle.RenameWorkspace;
import dev.aether.ajj.lifecycle.ShowEnvironment;
import dev.aether.ajj.lifecycle.ShowStatus;
import dev.aether.ajj.lifecycle.TakenDown;
import dev.aether.ajj.lifecycle.TrustRepository;
import dev.aether.ajj.lifecycle.WorkspaceView;
import java.util.List;
import java.util.SequencedMap;

/** The answer of a command. Each output knows how to print each of them. */
public sealed interface View {

    /** A workspace that has been made. */
    record Added(WorkspaceView workspace) implements View {}

    /** What became of the workspaces that were to be forgotten; at least one. */
    record Forgot(List<Forgotten> workspaces) implements View {}

    /** What would become of the workspaces if they were forgotten or removed; at least one. */
    record ForgetPreviewed(List<ForgetPreview> workspaces) implements View {}

    /** The current workspace, by another name. */
    record Renamed(RenameWorkspace.Renamed renamed) implements View {}

    /** The current workspace, matching aether.toml. */
    record Up(Brought brought) implements View {}

    /** The current workspace, without its services. */
    record Down(TakenDown takenDown) implements View {}

    /** All workspaces. */
    record Listed(Listing listing) implements View {}

    /** The current workspace. */
    record Status(ShowStatus.Status status) implements View {}

    /** What belongs to nobody, and what became of it. */
    record CleanedUp(CleanUp.Outcome outcome) implements View {}

    /** How everything is that ajj works with. */
    record Diagnosed(Diagnosis diagnosis) implements View {}
    /**
     * The variables of the current workspace.
     *
     * @param shell whether they are to be read by a shell
     */
    record Environment(ShowEnvironment.Shown shown, boolean shell) implements View {
        public SequencedMap<String, String> variables() {
            return shown.variables();
        }
    }

    /**
     * What services have printed and print; the output closes it.
     *
     * @param timestamps whether people see when
     * @param prefix whether people see who
     */
    record Logged(Logs logs, boolean timestamps, boolean prefix) implements View {}
    /** What repositories may ask for. */
    record Trust(TrustRepository.Outcome outcome) implements View {}

    /** A first aether.toml. */
    record Initialized(InitConfig.Initialized initialized) implements View {}
    /** What a shell loads to complete command lines. */
    record Script(String shell, String text) implements View {}

    /** Names for a shell to offer. */
    record Names(List<String> names) implements View {}

    /** Another program has answered: nothing to print, and its exit status is ours. */
    record PassedOn(int exitStatus) implements View {}
}

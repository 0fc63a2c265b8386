package dev.aether.ajj.cli.workspace;

import dev.aether.ajj.cli.option.AbandonOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.lifecycle.forget.ForgetRequest;
import dev.aether.ajj.lifecycle.forget.ForgetWorkspace;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The common options of {@code ajj workspace forget} and {@code remove}. */
public final class RemovalOptions {

    @Option(
            names = "--dry-run",
            description = "Only show what would be removed and which data and files would be lost.")
    boolean dryRun;

    @Mixin
    AbandonOption abandon = new AbandonOption();

    /**
     * Forgets the workspaces, or shows what that would remove.
     *
     * @param removal whether the directories of the workspaces are deleted, too
     */
    View run(ForgetWorkspace forgetWorkspace, Session session, List<String> workspaces, boolean removal, boolean yes) {
        ForgetRequest request = new ForgetRequest(
                session.directory(),
                session.path(Path.of("")),
                session.config(),
                workspaces,
                removal,
                yes || session.json(),
                abandon.isSet(),
                session.deadline());
        return dryRun
                ? new ForgetPreviewView(forgetWorkspace.preview(request, session.progress()))
                : new ForgetView(forgetWorkspace.forget(request, session.progress()));
    }
}

package dev.aether.ajj.cli.workspace;

import dev.aether.ajj.cli.option.AbandonOption;
import dev.aether.ajj.cli.output.View;
import dev.aether.ajj.cli.session.Session;
import dev.aether.ajj.lifecycle.forget.ForgetRequest;
import dev.aether.ajj.lifecycle.forget.ForgetWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
     * @param removeFrom the current directory, to delete the directories of the workspaces too
     */
    View run(
            ForgetWorkspace forgetWorkspace,
            Session session,
            List<String> workspaces,
            Optional<Path> removeFrom,
            boolean yes) {
        ForgetRequest request = new ForgetRequest(
                session.directory(),
                session.config(),
                workspaces,
                removeFrom,
                yes || session.json(),
                abandon.isSet(),
                session.deadline());
        return dryRun
                ? new ForgetPreviewView(forgetWorkspace.preview(request, session.progress()))
                : new ForgetView(forgetWorkspace.forget(request, session.progress()));
    }
}

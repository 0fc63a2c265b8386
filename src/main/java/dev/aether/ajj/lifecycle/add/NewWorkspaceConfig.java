package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.environment.ConfigHash;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.config.ConfigSource.ConfigText;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.RevisionFile;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The aether.toml of a workspace to be added, read from its revision before anything is created. Without one there,
 * the calling workspace's file is used, so that a first try needs no commit.
 */
final class NewWorkspaceConfig {
    private final AddRequest request;
    private final Repository repository;
    private final Vcs vcs;
    private final ConfigSource configs;
    private @Nullable RevisionFile committed;
    private @Nullable String used;

    NewWorkspaceConfig(AddRequest request, Repository repository, Vcs vcs, ConfigSource configs) {
        this.request = request;
        this.repository = repository;
        this.vcs = vcs;
        this.configs = configs;
    }

    /**
     * Returns the configuration of the new workspace; {@code --config} has precedence.
     *
     * @throws Failure {@code CONFIG_NOT_FOUND}, {@code CONFIG_INVALID}; {@code JJ_FAILED} for a revision that does not
     *     exist
     */
    AetherConfig load(Progress progress) {
        if (request.config().isPresent()) {
            return ofCaller();
        }
        Optional<RevisionFile> found = vcs.readNewWorkspaceFile(repository, request.revisions(), places());
        committed = found.orElse(null);
        Optional<String> text = found.flatMap(RevisionFile::text);
        Optional<ConfigText> calling = callersText();
        used = text.or(() -> calling.map(ConfigText::text)).orElse(null);
        boolean isReadable = text.isPresent() || (found.isEmpty() && calling.isEmpty());
        if (!request.revisions().isEmpty() && isReadable) {
            RevisionTree tree = new RevisionTree(vcs, repository, request.revisions());
            Optional<AetherConfig> config = ofRevision(tree, found);
            if (config.isPresent()) {
                return config.get();
            }
        }
        if (text.isEmpty() || text.equals(calling.map(ConfigText::text))) {
            return ofCaller();
        }
        if (request.revisions().isEmpty()) {
            calling.ifPresent(changed -> warnOfChanges(changed.file(), progress));
        }
        return ofRevision(found.get(), text.get(), Optional.empty());
    }

    /** Reads aether.toml and compose files of the revision; empty without one, or when a file shows only in a checkout. */
    private Optional<AetherConfig> ofRevision(RevisionTree tree, Optional<RevisionFile> committed) {
        try {
            Optional<AetherConfig> config = committed.isPresent()
                    ? Optional.of(
                            ofRevision(committed.get(), committed.get().text().orElse(""), Optional.of(tree)))
                    : configs.ofCompose(request.directory(), repository.workspaceRoot(), tree);
            return config.filter(_ -> !tree.hasUnreadable());
        } catch (Failure failure) {
            if (tree.hasUnreadable()) {
                return Optional.empty();
            }
            throw withHints(failure, tree);
        }
    }

    /** Adds hints to problems in compose files, which differ from those in the calling workspace. */
    private Failure withHints(Failure failure, RevisionTree tree) {
        return new Failure(
                failure.problems().stream()
                        .map(problem -> problem instanceof ConfigProblem.Invalid invalid
                                ? tree.file(invalid.position().file())
                                        .map(file -> withRevisionHint(problem, file))
                                        .orElse(problem)
                                : problem)
                        .toList(),
                failure);
    }

    private static void warnOfChanges(Path file, Progress progress) {
        progress.warn(file.getFileName() + " has uncommitted changes, and the new workspace uses the committed file."
                + " To use the changes, run `jj commit` first, or name the file: --config "
                + ShellWord.quoted(file.toString()));
    }

    private AetherConfig ofCaller() {
        try {
            return configs.loadWithTemplates(request.config(), request.directory(), repository.workspaceRoot());
        } catch (Failure failure) {
            throw request.config().isEmpty() && failure.first() instanceof ConfigProblem.NotFound missing
                    ? new Failure(
                            missing.or("or add it without services: ajj workspace add --no-services DEST"), failure)
                    : failure;
        }
    }

    private List<String> places() {
        return configs.places(request.directory(), repository.workspaceRoot()).stream()
                .map(place -> repository.workspaceRoot().relativize(place).toString())
                .toList();
    }

    /** Returns the calling workspace's file; empty if unreadable, because the revision's file may replace it. */
    private Optional<ConfigText> callersText() {
        return Failure.orEmpty(() -> configs.find(request.directory(), repository.workspaceRoot()))
                .flatMap(found -> found);
    }

    private AetherConfig ofRevision(RevisionFile committed, String text, Optional<CommittedFiles> files) {
        try {
            Path here = repository.workspaceRoot().resolve(committed.path());
            return configs.parse(
                    request.destination().resolve(committed.path()),
                    text,
                    here.resolveSibling(""),
                    repository.workspaceRoot(),
                    files);
        } catch (Failure failure) {
            throw new Failure(
                    failure.problems().stream()
                            .map(problem -> isIn(problem, committed) ? withRevisionHint(problem, committed) : problem)
                            .toList(),
                    failure);
        }
    }

    private boolean isIn(Problem problem, RevisionFile committed) {
        return problem instanceof ConfigProblem.Invalid invalid
                && invalid.position().file().equals(request.destination().resolve(committed.path()));
    }

    private Problem withRevisionHint(Problem problem, RevisionFile committed) {
        if (!(problem instanceof ConfigProblem.Invalid invalid)) {
            return problem;
        }
        List<String> hints = new ArrayList<>(invalid.hints());
        hints.add("this is the file in the new workspace's revision: jj file show -r " + committed.revision() + " "
                + ShellWord.quoted(JjWord.below(committed.path())));
        SourcePosition position = new SourcePosition(
                request.destination().resolve(committed.path()),
                invalid.position().line(),
                invalid.position().column());
        return new ConfigProblem.Invalid(position, invalid.message(), hints);
    }

    /** Warns if {@code ajj up} in the new workspace would fail or change the services. */
    void report(AetherConfig config, Progress progress) {
        try {
            Optional<Path> file = configs.locate(newDirectory(), request.destination());
            if (file.isEmpty()) {
                warnOfMissing(config.file(), progress);
            } else if (differs(config)) {
                progress.warn("the services do not match " + file.get() + ". To update them, run there: ajj up");
            }
        } catch (Failure unreadable) {
            progress.warn("`ajj up` in the new workspace will fail: "
                    + unreadable.first().message());
        }
    }

    /** Whether the new workspace's file differs from the one used. Its compose files did not exist before. */
    private boolean differs(AetherConfig config) {
        if (config.compose().isPresent()) {
            return !hashes(configs.load(Optional.empty(), newDirectory(), request.destination()))
                    .equals(hashes(config));
        }
        Optional<ConfigText> found = configs.find(newDirectory(), request.destination());
        return used != null && found.isPresent() && !found.get().text().equals(used);
    }

    private Map<String, String> hashes(AetherConfig config) {
        return config.services().values().stream()
                .collect(Collectors.toMap(ServiceSpec::name, service -> ConfigHash.of(service, request.destination())));
    }

    /** Returns the directory in the new workspace that corresponds to the current one. */
    private Path newDirectory() {
        Path calling = repository.workspaceRoot();
        return request.directory().startsWith(calling)
                ? request.destination().resolve(calling.relativize(request.directory()))
                : request.destination();
    }

    private void warnOfMissing(Path file, Progress progress) {
        if (committed != null) {
            progress.warn(
                    committed.path() + " is in the revision, but not in the sparse patterns of the new workspace, so"
                            + " `ajj up` there will not find it. To add it: `jj sparse set --add "
                            + ShellWord.quoted(committed.path()) + "` in " + request.destination());
        } else if (file.startsWith(repository.workspaceRoot())) {
            progress.warn(file.getFileName() + " is not in the new workspace's revision, so `ajj up` there"
                    + " will not find it. To add it: `jj commit -m 'Add services' "
                    + ShellWord.quoted(file.getFileName().toString())
                    + "` here unless it is committed, then `jj rebase -d " + parentOfCalling() + "` there");
        }
    }

    /** Returns a revset for the parent of the calling workspace's working copy, valid in every workspace. */
    private String parentOfCalling() {
        String name = vcs.workspaces(repository).stream()
                .filter(VcsWorkspace::current)
                .map(VcsWorkspace::name)
                .findFirst()
                .orElse("default");
        return ShellWord.quoted(name + "@-");
    }
}

package dev.aether.ajj.lifecycle.add;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.environment.ConfigHash;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.text.ShellWord;
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
 * The aether.toml of a workspace that is to be added: what its own revision declares, read before anything is created. A
 * revision that has none gets the calling workspace's, so that a first try needs no commit.
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
     * The configuration for the new workspace; {@code --config} has precedence.
     *
     * @throws Failure {@code CONFIG_NOT_FOUND}, {@code CONFIG_INVALID}; {@code JJ_FAILED} for a revision that does not exist
     */
    AetherConfig load(Progress progress) {
        if (request.config().isPresent()) {
            return ofCaller();
        }
        Optional<RevisionFile> found = vcs.readNewWorkspaceFile(repository, request.revisions(), places());
        committed = found.orElse(null);
        Optional<String> text = found.flatMap(RevisionFile::text);
        Optional<ConfigText> calling = callers();
        used = text.or(() -> calling.map(ConfigText::text)).orElse(null);
        if (text.isEmpty() || text.equals(calling.map(ConfigText::text))) {
            return ofCaller();
        }
        if (request.revisions().isEmpty()) {
            calling.ifPresent(changed -> warnOfChanges(changed.file(), progress));
        }
        return ofRevision(found.get(), text.get());
    }

    private static void warnOfChanges(Path file, Progress progress) {
        progress.warn(file.getFileName() + " has changes that are not committed, and the new workspace uses what is"
                + " committed. To have the changes there, `jj commit` first; or use the file as it is: --config "
                + ShellWord.quoted(file.toString()));
    }

    private AetherConfig ofCaller() {
        return configs.loadWithTemplates(request.config(), request.directory(), repository.workspaceRoot());
    }

    private List<String> places() {
        return configs.places(request.directory(), repository.workspaceRoot()).stream()
                .map(place -> repository.workspaceRoot().relativize(place).toString())
                .toList();
    }

    /** What is wrong with the caller's file is of no interest when the revision has another one. */
    private Optional<ConfigText> callers() {
        try {
            return configs.find(request.directory(), repository.workspaceRoot());
        } catch (Failure unreadable) {
            return Optional.empty();
        }
    }

    private AetherConfig ofRevision(RevisionFile committed, String text) {
        try {
            Path here = repository.workspaceRoot().resolve(committed.path());
            return configs.parse(
                    request.root().resolve(committed.path()),
                    text,
                    here.resolveSibling(""),
                    repository.workspaceRoot());
        } catch (Failure failure) {
            throw new Failure(
                    failure.problems().stream()
                            .map(problem -> explained(problem, committed))
                            .toList(),
                    failure);
        }
    }

    private static Problem explained(Problem problem, RevisionFile committed) {
        if (!(problem instanceof ConfigProblem.Invalid invalid)) {
            return problem;
        }
        List<String> hints = new ArrayList<>(invalid.hints());
        hints.add("this is the file as the new workspace's revision has it: jj file show -r " + committed.revision()
                + " " + ShellWord.quoted(JjWord.below(committed.path())));
        return new ConfigProblem.Invalid(invalid.position(), invalid.message(), hints);
    }

    /** Warns of what {@code ajj up} in the new workspace will not find, or would do otherwise. */
    void report(AetherConfig config, Progress progress) {
        try {
            Optional<Path> file = configs.locate(newDirectory(), request.root());
            if (file.isEmpty()) {
                warnOfMissing(config.file(), progress);
            } else if (differs(config)) {
                progress.warn(
                        "the services were not started from " + file.get() + ". To make them match it: `ajj up` there");
            }
        } catch (Failure unreadable) {
            progress.warn("`ajj up` in the new workspace will fail: "
                    + unreadable.first().message());
        }
    }

    /** Compose files are read where ajj was called, because the new workspace does not exist at that time. */
    private boolean differs(AetherConfig config) {
        if (config.compose().isPresent()) {
            return !hashes(configs.load(Optional.empty(), newDirectory(), request.root()))
                    .equals(hashes(config));
        }
        Optional<ConfigText> found = configs.find(newDirectory(), request.root());
        return used != null && found.isPresent() && !found.get().text().equals(used);
    }

    private Map<String, String> hashes(AetherConfig config) {
        return config.services().values().stream()
                .collect(Collectors.toMap(ServiceSpec::name, service -> ConfigHash.of(service, request.root())));
    }

    /** The place in the new workspace that is the user's in the calling one. */
    private Path newDirectory() {
        Path calling = repository.workspaceRoot();
        return request.directory().startsWith(calling)
                ? request.root().resolve(calling.relativize(request.directory()))
                : request.root();
    }

    private void warnOfMissing(Path file, Progress progress) {
        if (committed != null) {
            progress.warn(
                    committed.path() + " is in the revision, but not in the sparse patterns of the new workspace, so"
                            + " `ajj up` there will not find it. To have it there: `jj sparse set --add "
                            + ShellWord.quoted(committed.path()) + "` in " + request.root());
        } else if (file.startsWith(repository.workspaceRoot())) {
            progress.warn(file.getFileName() + " is not in the revision that was checked out, so `ajj up` in the new"
                    + " workspace will not find it. To have it there: `jj commit -m 'Add services' "
                    + ShellWord.quoted(file.getFileName().toString())
                    + "` here, then `jj rebase -d " + parentOfCalling() + "` there");
        }
    }

    /** A revset: what is committed in the calling workspace, as seen from every workspace. */
    private String parentOfCalling() {
        String name = vcs.workspaces(repository).stream()
                .filter(VcsWorkspace::current)
                .map(VcsWorkspace::name)
                .findFirst()
                .orElse("default");
        return ShellWord.quoted(name + "@-");
    }
}

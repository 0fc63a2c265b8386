package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools;
import dev.aether.ajj.spi.vcs.Tools.Exposure;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that injected files and ajj's own directory, which may hold secrets, stay out of the history. */
public record SecrecyCheck(
        Repository repository, Optional<AetherConfig> config, Vcs vcs, Tools tools, StateFiles files) {
    private static final String NAME = "ignored";

    public Check check() {
        Problem late = new JjProblem.ToolUnusable(
                "jj does not list its files in time", List.of("find the cause: jj file list"), Map.of());
        return new Check(NAME, List.of(Tools.JJ, StateFiles.REGISTRY), late, this::findings);
    }

    private List<Finding> findings() {
        List<VcsWorkspace> workspaces = vcs.workspaces(repository);
        Map<Path, Set<String>> injected = injected(workspaces);
        List<Finding> findings = new ArrayList<>();
        injected.forEach((root, of) -> findings.addAll(exposed(root, tools.exposure(repository, root, of))));
        if (isKnown(repository.workspaceRoot(), workspaces)) {
            findings.addAll(declaredHere(injected.getOrDefault(repository.workspaceRoot(), Set.of())));
        }
        findings.addAll(formerDirectory(workspaces));
        return findings.isEmpty() ? List.of(allIgnored(injected)) : findings;
    }

    private Finding allIgnored(Map<Path, Set<String>> injected) {
        Set<String> names = new TreeSet<>();
        injected.values().forEach(names::addAll);
        return Finding.ok(NAME, names.isEmpty() ? "no file is injected" : "jj ignores " + String.join(", ", names));
    }

    private static boolean isKnown(Path root, List<VcsWorkspace> workspaces) {
        return workspaces.stream()
                .anyMatch(workspace -> workspace.root().filter(root::equals).isPresent());
    }

    /** Returns the injected files by workspace root, for workspaces that jj knows. */
    private Map<Path, Set<String>> injected(List<VcsWorkspace> workspaces) {
        Map<Path, Set<String>> injected = new TreeMap<>();
        for (WorkspaceRef target : WorkspaceRefs.all(workspaces, files.entries(repository))) {
            List<String> of = target.entry().map(WorkspaceEntry::envFiles).orElse(List.of());
            if (target.knownToJj() && !of.isEmpty()) {
                target.root()
                        .filter(root -> isKnown(root, workspaces))
                        .ifPresent(root -> injected.put(root, new TreeSet<>(of)));
            }
        }
        return injected;
    }

    /** Checks files that are declared but not injected yet: injecting a tracked file is refused. */
    private List<Finding> declaredHere(Set<String> injected) {
        Path root = repository.workspaceRoot();
        List<String> declared = config.map(AetherConfig::injections).orElse(List.of()).stream()
                .map(Injection::file)
                .filter(file -> !injected.contains(file))
                .toList();
        return tools.exposure(repository, root, declared).tracked().stream()
                .map(file -> Finding.broken(NAME, InjectedFiles.tracked(file)))
                .toList();
    }

    private static List<Finding> exposed(Path root, Exposure exposure) {
        List<Finding> findings = new ArrayList<>(tracked(root, exposure));
        for (String line : exposure.unnamed()) {
            findings.add(Finding.warning(
                    NAME,
                    "no line " + line + " in info/exclude: unless a .gitignore has it, jj records the file's secrets",
                    exposure.excludes().stream()
                            .map(exclude ->
                                    "echo " + ShellWord.quoted(line) + " >> " + ShellWord.quoted(exclude.toString()))
                            .toList()));
        }
        for (String file : exposure.nested()) {
            findings.add(Finding.warning(
                    NAME,
                    root.resolve(file)
                            + " is in another repository inside the workspace, which would commit its secrets",
                    List.of(
                            "name another file under [injection] in aether.toml, then run: ajj -R "
                                    + ShellWord.quoted(root.toString()) + " up",
                            "check that the other repository has not recorded it")));
        }
        return findings;
    }

    private static List<Finding> tracked(Path root, Exposure exposure) {
        return exposure.tracked().stream()
                // A bare name as fileset would be relative to the current directory, even with -R.
                .map(file -> Finding.broken(
                        NAME,
                        new InjectionProblem.Exposed(
                                file,
                                "jj tracks " + file + " in " + root + ", so its secrets are in the history",
                                List.of("stop tracking it: add it to .gitignore, then run jj -R "
                                        + ShellWord.quoted(root.toString()) + " file untrack "
                                        + ShellWord.quoted(JjWord.below(file))))))
                .toList();
    }

    /** Checks the registry of version 1.0, which holds passwords and is not used any more. */
    private List<Finding> formerDirectory(List<VcsWorkspace> workspaces) {
        if (!files.hasFormerDirectory(repository)) {
            return List.of();
        }
        Path root = repository.mainRoot();
        String name = StateFiles.FORMER_DIRECTORY;
        String path = ShellWord.quoted(root.resolve(name).toString());
        List<String> tracked = isKnown(root, workspaces)
                ? tools.exposure(repository, root, List.of(name)).tracked()
                : List.of();
        return tracked.isEmpty()
                ? List.of(Finding.warning(
                        NAME,
                        root.resolve(name) + " is from an earlier version of ajj and no longer used",
                        List.of("check that nothing in it is yours, then remove it: rm -r " + path)))
                : List.of(Finding.broken(
                        NAME,
                        new InjectionProblem.Exposed(
                                tracked.getFirst(),
                                "jj tracks " + tracked.getFirst() + " in " + root
                                        + ": ajj does not use it, and its passwords are in the history",
                                List.of("remove it and commit that: rm -r " + path))));
    }
}

package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.lifecycle.cleanup.OrphanGroup.WorkspaceAction;
import dev.aether.ajj.lifecycle.cleanup.OrphanRules.Verdict;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The orphans of a repository that exists, by workspace. */
public final class RepositoryOrphans {
    private final Repository repository;
    private final Predicate<String> hasEntryNow;
    private final Directories directories;
    private final List<WorkspaceEntry> entries;
    private final List<VcsWorkspace> workspaces;
    private final Map<String, Verdict> verdicts = new TreeMap<>();
    private final Map<String, String> namesInJj = new TreeMap<>();

    /**
     * @param hasEntryNow whether the registry has an entry for a name by now
     * @param entries read after the engine
     * @param workspaces read after the entries
     */
    public RepositoryOrphans(
            Repository repository,
            Predicate<String> hasEntryNow,
            Directories directories,
            List<WorkspaceEntry> entries,
            List<VcsWorkspace> workspaces) {
        this.repository = repository;
        this.hasEntryNow = hasEntryNow;
        this.directories = directories;
        this.entries = entries;
        this.workspaces = workspaces;
        OrphanRules rules = new OrphanRules(directories);
        // Joined with jj: a workspace renamed with plain jj still owns its entry.
        for (WorkspaceRef target : WorkspaceRefs.all(workspaces, entries)) {
            target.entry().ifPresent(entry -> {
                namesInJj.put(entry.name(), target.name());
                Optional<Verdict> verdict =
                        target.doubt().isPresent() ? Optional.empty() : rules.verdict(entry, target.jj());
                verdict.ifPresent(found -> verdicts.put(entry.name(), found));
            });
        }
    }

    /** Returns the orphans among all resources and reservations of this machine. */
    public List<OrphanGroup> find(List<Located<Resource>> resources, List<Reservation> reservations) {
        List<Located<Resource>> own = resources.stream()
                .filter(located -> located.item().stack().repository().equals(repository.id()))
                .toList();
        Set<String> renamed = own.stream()
                .map(Located::item)
                .filter(this::isRenamed)
                .map(this::workspaceOf)
                .collect(Collectors.toSet());
        Map<String, List<Located<Resource>>> unownedResources = own.stream()
                .filter(located ->
                        isUnowned(workspaceOf(located.item())) && !isRenamed(located.item()) && !stays(located.item()))
                .collect(Collectors.groupingBy(located -> workspaceOf(located.item())));
        Map<String, List<Reservation>> unownedPorts = reservations.stream()
                .filter(port -> port.owner().repository().equals(repository.id()))
                .filter(port -> isUnowned(port.owner().workspace())
                        && !renamed.contains(port.owner().workspace())
                        && !stays(port.owner().workspace()))
                .collect(Collectors.groupingBy(port -> port.owner().workspace(), TreeMap::new, Collectors.toList()));
        // Ports are reserved a moment before their entry is written.
        unownedPorts
                .keySet()
                .removeIf(name ->
                        !unownedResources.containsKey(name) && entry(name).isEmpty() && hasEntryNow.test(name));
        Set<String> names = new TreeSet<>(verdicts.keySet());
        names.addAll(unownedResources.keySet());
        names.addAll(unownedPorts.keySet());
        return names.stream()
                .map(name -> group(
                        name,
                        unownedResources.getOrDefault(name, List.of()),
                        unownedPorts.getOrDefault(name, List.of())))
                .toList();
    }

    boolean isUnchanged(OrphanGroup group) {
        return group.entry().isPresent()
                ? verdicts.containsKey(group.workspace())
                        && verdicts.get(group.workspace()).action() == group.action()
                : isUnowned(group.workspace());
    }

    /** Whether it may be a renamed workspace's: jj has one in its directory, or one without a directory. */
    private boolean isRenamed(Resource resource) {
        Stack stack = resource.stack();
        return entries.stream().noneMatch(entry -> entry.namespace().equals(stack.namespace()))
                && !directories.isGone(stack.root())
                && workspaces.stream()
                        .anyMatch(workspace -> workspace.root().isEmpty()
                                ? workspace.recorded().isEmpty()
                                : workspace.root().get().equals(stack.root()));
    }

    /** Whether the resource stays with its workspace: all but containers and network of its own stack. */
    private boolean stays(Resource resource) {
        String name = workspaceOf(resource);
        boolean isOwn = entry(name)
                .filter(entry -> entry.namespace().equals(resource.stack().namespace()))
                .isPresent();
        boolean holdsData = resource.kind() == Backend.Kind.VOLUME || resource.kind() == Backend.Kind.IMAGE;
        return stays(name) && (!isOwn || holdsData);
    }

    private boolean stays(String name) {
        return verdicts.containsKey(name) && verdicts.get(name).action() == WorkspaceAction.STOP;
    }

    /** Returns the workspace of a resource: the entry with its namespace decides, not the label. */
    private String workspaceOf(Resource resource) {
        return entries.stream()
                .filter(entry -> entry.namespace().equals(resource.stack().namespace()))
                .findFirst()
                .map(WorkspaceEntry::name)
                .orElse(resource.stack().workspace());
    }

    /** Whether neither jj nor an entry owns it. jj's workspaces keep their data without an entry or a directory. */
    private boolean isUnowned(String name) {
        return verdicts.containsKey(name)
                || (entry(name).isEmpty()
                        && workspaces.stream()
                                .noneMatch(workspace -> workspace.name().equals(name)));
    }

    private OrphanGroup group(String name, List<Located<Resource>> resources, List<Reservation> ports) {
        Optional<WorkspaceEntry> entry = entry(name);
        Verdict verdict = verdicts.getOrDefault(
                name, new Verdict("the registry has no entry for the workspace " + name, "", WorkspaceAction.NONE));
        List<Orphan> orphans = new ArrayList<>();
        entry.ifPresent(
                _ -> orphans.add(new Orphan(Orphan.Kind.ENTRY, name, name, verdict.reason() + verdict.consequence())));
        resources.forEach(located -> orphans.add(Orphan.of(located.item(), name, verdict.reason())));
        ports.forEach(port -> orphans.add(Orphan.of(port, verdict.reason())));
        return new OrphanGroup(
                repository.workspace(name),
                Optional.of(repository),
                entry,
                namesInJj.getOrDefault(name, name),
                verdict.action(),
                entry.map(this::ownsItsRoot).orElse(false),
                Located.stacks(resources),
                orphans);
    }

    /** Whether no other workspace is in the entry's directory. */
    private boolean ownsItsRoot(WorkspaceEntry entry) {
        return entries.stream()
                        .noneMatch(other -> !other.name().equals(entry.name())
                                && other.root().equals(entry.root()))
                && workspaces.stream()
                        .noneMatch(other -> !other.name().equals(namesInJj.get(entry.name()))
                                && other.root().filter(entry.root()::equals).isPresent());
    }

    private Optional<WorkspaceEntry> entry(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}

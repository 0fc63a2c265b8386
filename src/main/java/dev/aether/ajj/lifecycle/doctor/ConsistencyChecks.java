package dev.aether.ajj.lifecycle.doctor;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.cleanup.Orphan;
import dev.aether.ajj.lifecycle.cleanup.OrphanRules;
import dev.aether.ajj.lifecycle.cleanup.RepositoryOrphans;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRef;
import dev.aether.ajj.lifecycle.workspace.WorkspaceRefs;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.OwnedService;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.state.PortLedger.Reservation;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Compares ajj's records of a repository with the engine, jj and the ports of this machine. */
record ConsistencyChecks(
        Repository repository,
        Supplier<Snapshot> snapshot,
        StateFiles files,
        Directories directories,
        PortProbe probe) {
    private static final String LEFTOVERS = "leftovers";
    private static final String SERVICES = "services";
    private static final String PORTS = "ports";
    private static final int NAMED = 3;

    List<Check> all() {
        List<String> sources = List.of(Backend.CHECK, Tools.JJ, StateFiles.REGISTRY, StateFiles.LEDGER);
        List<String> also = new ArrayList<>(sources);
        also.add(LEFTOVERS);
        Problem late = new BackendProblem.Unavailable(
                "the engine, jj or the disk does not answer in time", List.of("see which: ajj list --verbose"));
        return List.of(
                new Check(LEFTOVERS, sources, late, this::leftovers),
                new Check(SERVICES, also, late, this::services),
                Check.of(PORTS, also, late, this::ports));
    }

    /**
     * Finds orphans as {@code ajj cleanup} does, without its lock: a port that was just reserved has its entry by now.
     */
    private List<Finding> leftovers() {
        Snapshot now = snapshot.get();
        List<Finding> findings = new ArrayList<>();
        now.misnamed().forEach(each -> findings.add(Finding.warning(LEFTOVERS, each.message(), each.hints())));
        List<Orphan> orphans = new RepositoryOrphans(
                        repository, this::hasEntryNow, directories, now.entries(), now.workspaces())
                .find(now.resources(), now.reservations()).stream()
                        .filter(found -> now.misnamed().stream().noneMatch(each -> each.owns(found)))
                        .flatMap(abandoned -> abandoned.orphans().stream())
                        .toList();
        if (!orphans.isEmpty()) {
            findings.add(orphaned(orphans));
        }
        return findings.isEmpty() ? List.of(Finding.ok(LEFTOVERS, "no orphaned resources")) : findings;
    }

    private static Finding orphaned(List<Orphan> orphans) {
        List<String> names = orphans.stream().map(Orphan::what).toList();
        return Finding.warning(
                LEFTOVERS,
                some(names)
                        + (names.size() == 1 ? " is orphaned: " : " are orphaned: ")
                        + orphans.getFirst().reason(),
                List.of("see why, then remove them: ajj cleanup, ajj cleanup --force"),
                Map.of("orphans", names));
    }

    private boolean hasEntryNow(String name) {
        return files.entries(repository).stream().anyMatch(entry -> entry.name().equals(name));
    }

    private List<Finding> services() {
        List<Finding> findings = new ArrayList<>(missing());
        findings.addAll(lost());
        if (findings.isEmpty()) {
            int workspaces = snapshot.get().entries().size();
            return List.of(Finding.ok(
                    SERVICES,
                    workspaces == 0
                            ? "no workspace has services"
                            : "every service in the registry has its container (for their state: `ajj status`)"));
        }
        return findings;
    }

    /** Finds services whose containers were removed or renamed without ajj. */
    private List<Finding> missing() {
        Snapshot now = snapshot.get();
        OrphanRules rules = new OrphanRules(directories);
        List<Finding> findings = new ArrayList<>();
        for (WorkspaceRef target : WorkspaceRefs.all(now.workspaces(), now.entries())) {
            target.entry()
                    .filter(entry -> target.knownToJj() && entry.phase() == Phase.READY)
                    .filter(entry -> rules.verdict(entry, target.jj()).isEmpty())
                    .ifPresent(entry -> findings.addAll(missing(target, entry, now)));
        }
        return findings;
    }

    private static List<String> missingOf(WorkspaceEntry entry, Snapshot now) {
        Set<String> there = now.servicesIn(entry.namespace()).stream()
                .map(service -> service.observed().service())
                .collect(Collectors.toSet());
        return entry.services().keySet().stream()
                .filter(service -> !there.contains(service))
                .toList();
    }

    private static List<Finding> missing(WorkspaceRef target, WorkspaceEntry entry, Snapshot now) {
        List<Finding> findings = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (String service : missingOf(entry, now)) {
            now.renamedOf(entry.namespace(), service)
                    .ifPresentOrElse(
                            container -> findings.add(Finding.warning(
                                    SERVICES,
                                    "the container of " + service + " in the workspace " + target.name()
                                            + " was renamed to " + container.name() + ", so ajj does not find it",
                                    container.hints(),
                                    Map.of("workspace", target.name(), "container", container.name()))),
                            () -> removed.add(service));
        }
        if (!removed.isEmpty()) {
            findings.add(missing(target, removed));
        }
        return findings;
    }

    private static Finding missing(WorkspaceRef target, List<String> services) {
        return Finding.warning(
                SERVICES,
                "the workspace " + target.name() + " has no container for " + String.join(", ", services)
                        + "; its ports stay reserved",
                List.of(target.root()
                        .map(root -> "recreate them: ajj -R " + ShellWord.quoted(root.toString()) + " up")
                        .orElse("recreate them there: ajj up")),
                Map.of("workspace", target.name(), "services", services));
    }

    /** Finds containers of workspaces that jj knows and that have no entry. */
    private List<Finding> lost() {
        Snapshot now = snapshot.get();
        Set<String> lost = new TreeSet<>();
        for (OwnedService service : now.services()) {
            Stack stack = service.stack();
            if (stack.repository().equals(repository.id())
                    && now.owner(stack.namespace()).isEmpty()
                    && isKnown(stack, now)) {
                lost.add(stack.workspace());
            }
        }
        return lost.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        SERVICES,
                        "the registry has lost the workspace" + (lost.size() == 1 ? " " : "s ")
                                + String.join(", ", lost) + ", whose containers exist",
                        List.of("rebuild the entry from their labels: ajj cleanup"),
                        Map.of("lost", List.copyOf(lost))));
    }

    private static boolean isKnown(Stack stack, Snapshot now) {
        return now.workspaces().stream()
                .anyMatch(workspace -> workspace.name().equals(stack.workspace())
                        || workspace.root().filter(stack.root()::equals).isPresent());
    }

    /** Finds reserved ports that another program uses. */
    private Finding ports() {
        Snapshot now = snapshot.get();
        List<Reservation> own = now.reservations().stream()
                .filter(reservation -> reservation.owner().repository().equals(repository.id()))
                .toList();
        List<Reservation> taken = own.stream()
                .filter(reservation ->
                        !now.isServed(reservation) && !probe.isFree(reservation.hostPort(), reservation.protocol()))
                .toList();
        if (taken.isEmpty()) {
            return Finding.ok(PORTS, own.isEmpty() ? "no ports are reserved" : "no other program uses a reserved port");
        }
        Map<String, Object> details = new TreeMap<>();
        details.put("ports", taken.stream().map(Reservation::port).toList());
        Optional<String> user = taken.size() > 1
                ? Optional.empty()
                : probe.user(taken.getFirst().hostPort(), taken.getFirst().protocol());
        return Finding.warning(
                PORTS,
                "another program" + user.map(program -> " (" + program + ")").orElse("") + " uses "
                        + some(names(taken)),
                hints(taken, now),
                details);
    }

    private static List<String> names(List<Reservation> taken) {
        return taken.stream()
                .map(reservation -> "port " + reservation.port() + " of the workspace "
                        + reservation.owner().workspace())
                .toList();
    }

    private static List<String> hints(List<Reservation> taken, Snapshot now) {
        Set<String> hints = new TreeSet<>();
        for (WorkspaceRef target : WorkspaceRefs.all(now.workspaces(), now.entries())) {
            boolean isHit = taken.stream()
                    .anyMatch(reservation -> reservation.owner().workspace().equals(target.entryName()));
            if (isHit && target.knownToJj()) {
                target.root()
                        .ifPresent(root ->
                                hints.add("choose another port: ajj -R " + ShellWord.quoted(root.toString()) + " up"));
            }
        }
        List<String> all = new ArrayList<>(hints);
        all.add("see which program it is: ss -lntup | grep " + taken.getFirst().hostPort());
        return all;
    }

    private static String some(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}

package dev.aether.ajj.testing;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.ConfigFaults;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.trust.Trust;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.BackendProvider;
import dev.aether.ajj.spi.config.CommittedFiles;
import dev.aether.ajj.spi.config.ConfigSource;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Injector;
import dev.aether.ajj.spi.directory.Templates;
import dev.aether.ajj.spi.machine.Probe;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.state.RepositoryRoots;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.spi.vcs.Identities;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** jj, the engine, the registry, the ledger and the disk, in memory. {@link #contents()} lists what exists. */
public final class FakeWorld
        implements Vcs,
                ConfigSource,
                Templates,
                WorkspaceRegistry,
                PortLedger,
                Injector,
                Directories,
                Probe,
                Confirmation,
                Identities,
                RepositoryRoots,
                BackendProvider {
    public final Faults faults = new Faults();
    public final FakeEngine engine = new FakeEngine(faults, new Location("docker", "unix:///engine.sock", "ENGINE"));
    /** A second engine, unused at first. */
    public final FakeEngine otherEngine = new FakeEngine(faults, new Location("docker", "unix:///other.sock", "OTHER"));
    /** The engine selected by aether.toml and the environment. */
    public FakeEngine declaredEngine = engine;
    /** Ids of existing repositories, by the roots of their workspaces. */
    public final Map<Path, String> identities = new TreeMap<>();
    /** The last known roots of repositories, by their ids. */
    public final Map<String, Path> roots = new TreeMap<>();

    public final Repository repository;
    private AetherConfig config;
    private final Set<String> jjWorkspaces = new TreeSet<>(Set.of("default"));
    private final Map<String, Path> destinations = new TreeMap<>();
    private final Set<String> withoutDirectory = new TreeSet<>();
    private final Set<String> directories = new TreeSet<>();
    private final Map<Path, String> files = new TreeMap<>();
    private final Map<String, WorkspaceEntry> entries = new TreeMap<>();
    private final Map<Integer, WorkspaceId> ports = new TreeMap<>();
    private final Map<Integer, String> portServices = new TreeMap<>();
    private final Map<Integer, Location> places = new TreeMap<>();
    private int nextPort = 20000;

    /** Host ports on which no service answers. */
    public final Set<Integer> silentPorts = new TreeSet<>();

    /** Actions run when a service is probed, by its own port. */
    public final Map<Integer, Runnable> onProbe = new TreeMap<>();

    /** Files that jj tracks in every workspace. */
    public final Set<String> trackedFiles = new TreeSet<>();

    /** Files that jj ignores for ajj. */
    public final Set<String> ignoredFiles = new TreeSet<>();

    public final Set<String> permanentlyIgnoredFiles = new TreeSet<>();

    /** Files that jj has not recorded, in every workspace. */
    public final Set<String> unrecordedFiles = new TreeSet<>();

    /** Injected files with the user's own lines. */
    public final Set<String> editedFiles = new TreeSet<>();
    /** Runs while the user is asked the first question. */
    public Runnable whileAsked = () -> {};
    /** The user's own variables in the injected file. */
    public final SequencedMap<String, String> ownVariables = new LinkedHashMap<>();
    /** Warnings about unreadable lines in the injected file. */
    public final List<String> ignoredLines = new ArrayList<>();
    /** How references in the injected file are expanded. */
    public References references = (_, inFile) -> inFile;

    /** Runs while the caller's aether.toml is read. */
    public Runnable whileLoaded = () -> {};

    /** The obstacle to deleting any directory. */
    public Optional<Obstacle> obstacle = Optional.empty();

    /** A bare repository in a workspace's directory, as a relative path. */
    public Optional<Path> bareRepository = Optional.empty();

    /** Identities of workspaces' directories in the file system; unknown for the others. */
    public final Map<Path, String> directoryIdentities = new HashMap<>();

    /** The failure of {@link #status}. */
    public Optional<Failure> statusFailure = Optional.empty();
    /** Directories that replaced others. */
    public final Set<Path> replaced = new ConcurrentSkipListSet<>();

    /** The marks of unfinished removals, by workspace directory. */
    public final Map<Path, Mark> marks = new HashMap<>();

    /** Files changed since, in every directory marked as recorded. */
    public final Set<String> changedFiles = new TreeSet<>();

    /** Git's directories of submodules, by workspace directory. */
    public final Map<Path, Path> submodules = new HashMap<>();

    /** Workspaces with moved directories, by their current paths. */
    public final Map<Path, String> movedWorkspaces = new TreeMap<>();

    /** The text of the main workspace's aether.toml. */
    public String configText = "here";

    /** The aether.toml in the revision of a new workspace; empty: it has none. */
    public Optional<RevisionFile> committed =
            Optional.of(new RevisionFile("aether.toml", "1f2e3d4c5b6a", Optional.of("here")));

    /** The text of aether.toml in the checkout of a new workspace; empty: it has none. */
    public Optional<String> checkedOut = Optional.of("here");

    /** Declarations by text of aether.toml, for texts not declared with {@link #declare}. */
    public final Map<String, AetherConfig> declarations = new TreeMap<>();
    /** Runs whenever a command locates the repository. */
    public Runnable onLocate = () -> {};

    /** Whether aether.toml is in the main workspace only. */
    public boolean uncommitted;

    public FakeWorld(AetherConfig config) {
        this(config, Path.of("/repo/main"));
    }

    /** Creates a world whose main workspace is a real directory. */
    public FakeWorld(AetherConfig config, Path mainRoot) {
        this.config = config;
        this.repository = new Repository(mainRoot, mainRoot, "a4f3b00000000000");
    }

    /** Changes what aether.toml declares. */
    public void declare(AetherConfig changed) {
        config = changed;
    }

    /** Adds a workspace with plain jj. */
    public void addPlainWorkspace(String name) {
        jjWorkspaces.add(name);
    }

    /** Returns all that exists besides the default workspace. */
    public synchronized List<String> contents() {
        List<String> contents = new ArrayList<>(engine.contents());
        jjWorkspaces.stream().filter(name -> !name.equals("default")).forEach(name -> contents.add("jj " + name));
        directories.forEach(directory -> contents.add("directory " + directory));
        files.keySet().forEach(file -> contents.add("file " + file));
        entries.keySet().forEach(name -> contents.add("entry " + name));
        ports.keySet().forEach(port -> contents.add("port " + port));
        return contents;
    }

    /** Returns the content of a file; empty if it does not exist. */
    public synchronized Optional<String> content(Path file) {
        return Optional.ofNullable(files.get(file));
    }

    /** Renames a workspace with plain jj; its directory keeps its name. */
    public synchronized void renameInJj(String name, String next) {
        jjWorkspaces.remove(name);
        jjWorkspaces.add(next);
        destinations.put(next, recordedRoot(name));
        destinations.remove(name);
    }

    /**
     * Undoes a rename in jj: the workspace's directory keeps the new name, and jj has no directory for the former one.
     */
    public synchronized void undoRenameInJj(String name, String former) {
        jjWorkspaces.remove(name);
        jjWorkspaces.add(former);
        withoutDirectory.add(former);
    }

    private void operation(String name, Runnable effect) {
        faults.before(name);
        synchronized (this) {
            effect.run();
        }
        faults.after(name);
    }

    @Override
    public boolean adopt(Path directory) {
        return false;
    }

    @Override
    public Repository locate(Path directory) {
        onLocate.run();
        boolean other = jjWorkspaces.stream().anyMatch(name -> rootOf(name).equals(directory))
                || directories.contains(directory.toString());
        return other ? new Repository(repository.mainRoot(), directory, repository.id()) : repository;
    }

    @Override
    public List<VcsWorkspace> workspaces(Repository repository) {
        faults.before("jj workspace list");
        return jjWorkspaces.stream()
                .map(name -> new VcsWorkspace(
                        name,
                        Optional.of(rootOf(name))
                                .filter(root -> !withoutDirectory.contains(name)
                                        && movedWorkspaces
                                                .getOrDefault(root, name)
                                                .equals(name)),
                        Optional.of(recordedRoot(name)).filter(_ -> !withoutDirectory.contains(name)),
                        rootOf(name).equals(repository.workspaceRoot()),
                        Optional.of(new Change("kkmpptxz", "Add login", false, false)),
                        directoryIdentity(rootOf(name))))
                .toList();
    }

    @Override
    public Optional<String> nameAt(Path root) {
        return jjWorkspaces.stream()
                .filter(name -> rootOf(name).equals(root)
                        && movedWorkspaces.getOrDefault(root, name).equals(name))
                .findFirst();
    }

    @Override
    public Optional<String> directoryIdentity(Path root) {
        return Optional.ofNullable(directoryIdentities.get(root));
    }

    @Override
    public Optional<Path> submodulesLost(Repository repository, Collection<Path> roots) {
        return roots.stream()
                .filter(submodules::containsKey)
                .map(submodules::get)
                .findFirst();
    }

    private Path rootOf(String name) {
        return movedWorkspaces.entrySet().stream()
                .filter(moved -> moved.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(recordedRoot(name));
    }

    private Path recordedRoot(String name) {
        return name.equals("default")
                ? repository.mainRoot()
                : destinations.getOrDefault(name, repository.mainRoot().resolveSibling(name));
    }

    @Override
    public void addWorkspace(Repository repository, NewWorkspace workspace) {
        operation("jj workspace add", () -> {
            jjWorkspaces.add(workspace.name());
            destinations.put(workspace.name(), workspace.destination());
            directories.add(workspace.destination().toString());
        });
    }

    @Override
    public Optional<RevisionFile> readNewWorkspaceFile(
            Repository repository, List<String> revisions, List<String> files) {
        faults.before("read revision");
        return committed.filter(file -> files.contains(file.path()));
    }

    @Override
    public void checkAddOptions(Repository repository, List<String> options) {}

    @Override
    public boolean rollBackAddWorkspace(Repository repository, NewWorkspace workspace) {
        operation("undo jj workspace add", () -> jjWorkspaces.remove(workspace.name()));
        return true;
    }

    @Override
    public void forgetWorkspaces(Repository repository, Collection<String> names) {
        operation("jj workspace forget", () -> jjWorkspaces.removeAll(names));
    }

    @Override
    public List<String> unrecorded(Path workspaceRoot) {
        faults.before("snapshot");
        return List.copyOf(unrecordedFiles);
    }

    @Override
    public void renameWorkspace(Repository repository, String name) {
        operation("jj workspace rename", () -> {
            String former = repository.workspaceRoot().getFileName().toString();
            renameInJj(former.equals("main") ? "default" : former, name);
        });
    }

    @Override
    public void ignore(Repository repository, Collection<String> files) {
        operation("ignore", () -> ignoredFiles.addAll(files));
    }

    @Override
    public void ignorePermanently(Repository repository, Collection<String> files) {
        operation("ignore for good", () -> permanentlyIgnoredFiles.addAll(files));
    }

    @Override
    public void stopIgnoring(Repository repository, Collection<String> files, Predicate<String> needed) {
        ignoredFiles.removeAll(files.stream().filter(needed.negate()).toList());
    }

    @Override
    public List<String> tracked(Path workspaceRoot, Collection<String> files) {
        faults.before("tracked");
        return files.stream().filter(trackedFiles::contains).toList();
    }

    @Override
    public List<String> recorded(Path workspaceRoot, Collection<String> files) {
        return files.stream().filter(trackedFiles::contains).toList();
    }

    @Override
    public List<String> trackedBelow(Path workspaceRoot, Collection<String> paths) {
        return tracked(workspaceRoot, paths);
    }

    @Override
    public String status(Path workspaceRoot, List<String> arguments, boolean color) {
        statusFailure.ifPresent(failure -> {
            throw failure;
        });
        return "The working copy has no changes.\n";
    }

    @Override
    public Revision revision(Path workspaceRoot) {
        return new Revision(
                "kkmpptxzrspxrzommnulwmwkkqwworpl",
                "9a345cc514b93c891b47f3a396465b1e3759e556",
                "Add login\n\nWith a form.",
                List.of("login"),
                false,
                false,
                List.of(new FileChange("added", "login.html")));
    }

    @Override
    public AetherConfig load(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        return config;
    }

    @Override
    public List<Path> places(Path directory, Path workspaceRoot) {
        return List.of(workspaceRoot.resolve("aether.toml"));
    }

    @Override
    public Optional<ConfigText> find(Path directory, Path workspaceRoot) {
        Optional<String> text = workspaceRoot.equals(repository.mainRoot()) ? Optional.of(configText) : checkedOut;
        return text.map(found -> new ConfigText(workspaceRoot.resolve("aether.toml"), found));
    }

    @Override
    public AetherConfig loadWithTemplates(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        whileLoaded.run();
        return config;
    }

    @Override
    public BackendSpec backend(Optional<Path> explicit, Path directory, Path workspaceRoot) {
        return load(explicit, directory, workspaceRoot).backend();
    }

    @Override
    public Optional<Path> locate(Path directory, Path workspaceRoot) {
        return find(directory, workspaceRoot).map(ConfigText::file);
    }

    @Override
    public AetherConfig parse(
            Path file, String text, Path directory, Path workspaceRoot, Optional<CommittedFiles> committed) {
        faults.before("parse " + text);
        return declarations.getOrDefault(text, config);
    }

    @Override
    public Optional<AetherConfig> ofCompose(Path directory, Path workspaceRoot, CommittedFiles committed) {
        return Optional.empty();
    }

    @Override
    public void check(AetherConfig config, Set<String> incomplete, ConfigFaults problems) {}

    @Override
    public String render(Injection injection, Map<String, Object> values) {
        return render(injection.template(), values);
    }

    @Override
    public String render(Template template, Map<String, Object> values) {
        faults.before("render");
        return template.text().replace("{{ services }}", String.valueOf(values.get("services")));
    }

    @Override
    public <T> T holding(
            Repository repository, String name, Duration limit, Consumer<String> waiting, Supplier<T> work) {
        faults.before("lock " + name);
        return work.get();
    }

    @Override
    public List<WorkspaceEntry> entries(Repository repository) {
        faults.before("read registry");
        return List.copyOf(entries.values());
    }

    @Override
    public void restore(Repository repository) {
        faults.before("restore");
    }

    @Override
    public void change(
            Repository repository, String name, Function<Optional<WorkspaceEntry>, Optional<WorkspaceEntry>> change) {
        faults.before("lock registry");
        Optional<WorkspaceEntry> next = change.apply(Optional.ofNullable(entries.get(name)));
        String phase = next.map(entry -> entry.phase().toString()).orElse("none");
        operation("registry " + phase, () -> {
            entries.remove(name);
            next.ifPresent(entry -> entries.put(name, entry));
        });
    }

    @Override
    public void change(
            Repository repository,
            String name,
            BiFunction<Optional<WorkspaceEntry>, List<WorkspaceEntry>, Optional<WorkspaceEntry>> change) {
        change(repository, name, existing -> change.apply(existing, List.copyOf(entries.values())));
    }

    @Override
    public boolean rename(Repository repository, String name, String next, Runnable also) {
        faults.before("lock registry");
        if (!entries.containsKey(name) || entries.containsKey(next)) {
            return false;
        }
        also.run();
        operation(
                "registry rename", () -> entries.put(next, entries.remove(name).withName(next)));
        return true;
    }

    @Override
    public void transfer(WorkspaceId from, WorkspaceId to) {
        operation("transfer ports", () -> ports.replaceAll((_, owner) -> owner.equals(from) ? to : owner));
    }

    @Override
    public List<Integer> reserve(WorkspaceId owner, Location location, List<Request> requests, PortRange range) {
        List<Integer> reserved = new ArrayList<>();
        operation("reserve ports", () -> {
            for (Request request : requests) {
                while (range.except().contains(nextPort)) {
                    nextPort++;
                }
                int port = request.port().fixedHostPort().orElseGet(() -> nextPort++);
                refuseHeld(owner, request.service(), port);
                ports.put(port, owner);
                portServices.put(port, request.service());
                places.put(port, location);
                reserved.add(port);
            }
        });
        return reserved;
    }

    @Override
    public void check(WorkspaceId owner, Location location, List<Request> requests, PortRange range) {
        requests.forEach(request ->
                request.port().fixedHostPort().ifPresent(port -> refuseHeld(owner, request.service(), port)));
    }

    private void refuseHeld(WorkspaceId owner, String service, int port) {
        WorkspaceId holder = ports.getOrDefault(port, owner);
        boolean isOther = ports.containsKey(port) && !service.equals(portServices.get(port));
        if (!holder.equals(owner) || isOther) {
            throw new Failure(new BackendProblem.PortAllocationFailed(
                    "port " + port + " is reserved for " + holder.workspace(),
                    List.of("run this there: ajj down"),
                    Map.of("port", port)));
        }
    }

    @Override
    public synchronized void release(WorkspaceId owner, int hostPort) {
        ports.remove(hostPort, owner);
    }

    @Override
    public void releaseOthers(WorkspaceId owner, Collection<Integer> hostPorts) {
        operation(
                "release other ports",
                () -> ports.entrySet()
                        .removeIf(port -> port.getValue().equals(owner) && !hostPorts.contains(port.getKey())));
    }

    @Override
    public synchronized List<Reservation> reservations() {
        faults.before("list ports");
        return ports.entrySet().stream()
                .map(port -> new Reservation(
                        port.getValue(),
                        "",
                        port.getKey(),
                        PortSpec.Protocol.TCP,
                        Objects.requireNonNull(places.get(port.getKey())),
                        port.getKey() < 20000))
                .toList();
    }

    @Override
    public void check(Path root, String file) {
        faults.before("check " + file);
    }

    @Override
    public boolean prepare(Path root, String file) {
        boolean missing = !files.containsKey(root.resolve(file));
        operation("prepare " + file, () -> files.putIfAbsent(root.resolve(file), ""));
        return missing;
    }

    @Override
    public synchronized boolean isUpToDate(Path root, String file, String content) {
        return content.equals(files.get(root.resolve(file)));
    }

    @Override
    public void inject(Path root, String file, String content) {
        operation("inject " + file, () -> files.put(root.resolve(file), content));
    }

    @Override
    public boolean hasOnlyAjjText(Path root, String file) {
        return !editedFiles.contains(file);
    }

    @Override
    public void withdraw(Path root, String file) {
        operation(
                "withdraw " + file,
                () -> files.computeIfPresent(
                        root.resolve(file), (_, text) -> hasOnlyAjjText(root, file) ? null : text));
    }

    @Override
    public Variables variables(Path root, String file, References references) {
        this.references = references;
        SequencedMap<String, String> variables = new LinkedHashMap<>(Map.of("INJECTED", file));
        variables.putAll(ownVariables);
        return new Variables(variables, List.copyOf(ignoredLines));
    }

    @Override
    public boolean isMissingOrEmpty(Path directory) {
        return !directories.contains(directory.toString());
    }

    @Override
    public Optional<Obstacle> obstacle(Path directory, Predicate<Path> recorded) {
        return obstacle.or(() -> bareRepository
                .filter(recorded.negate())
                .map(bare -> new Obstacle(bare, "the repository in " + bare, "move it away")));
    }

    @Override
    public Optional<String> identity(Path root) {
        return Optional.of(replaced.contains(root) ? "another " + root : root.toString());
    }

    @Override
    public synchronized void mark(Path root, Mark mark) {
        marks.put(root, mark);
    }

    @Override
    public synchronized Mark marked(Path root) {
        return marks.getOrDefault(root, Mark.NONE);
    }

    @Override
    public List<String> changes(Path root) {
        return marked(root) == Mark.RECORDED ? List.copyOf(changedFiles) : List.of("src/");
    }

    @Override
    public boolean isGone(Path directory) {
        return !files.containsKey(directory)
                && !directories.contains(directory.toString())
                && !repository.mainRoot().startsWith(directory);
    }

    @Override
    public void delete(Path directory, boolean keepItself) {
        operation("delete directory", () -> directories.remove(directory.toString()));
    }

    @Override
    public void delete(Path directory, String last, Predicate<Path> recorded) {
        obstacle(directory, recorded).ifPresent(found -> {
            throw new NotDeleted(found.path(), "it is " + found.what(), false, new IOException(found.what()));
        });
        delete(directory, false);
    }

    @Override
    public Answer tcp(String host, int hostPort, int containerPort, Map<String, String> environment) {
        faults.before("probe " + containerPort);
        onProbe.getOrDefault(containerPort, () -> {}).run();
        return silentPorts.contains(hostPort)
                ? new Answer(false, "connection refused")
                : new Answer(true, "it answers");
    }

    @Override
    public Answer http(String host, int hostPort, String path) {
        return new Answer(true, "it answers");
    }

    /** The user's answer; empty if no question can be asked. */
    public Optional<Boolean> userAnswer = Optional.empty();

    /** The losses that the user was asked about. */
    public final List<String> losses = new ArrayList<>();

    /** The user's permissions. */
    public final FakeTrustStore trustStore = new FakeTrustStore();

    /** The environment, for {@code AJJ_TRUST}. */
    public final Map<String, String> environment = new TreeMap<>();

    public final Trust trust = new Trust(
            trustStore, this, new Backends(List.of(this), this), new ProcessContext(environment, Path.of("/")));

    @Override
    public boolean isPossible() {
        return userAnswer.isPresent();
    }

    @Override
    public boolean confirm(String heading, List<String> lines, String question) {
        losses.addAll(lines);
        whileAsked.run();
        whileAsked = () -> {};
        return userAnswer.orElseThrow();
    }

    @Override
    public boolean supports(BackendSpec spec) {
        return true;
    }

    @Override
    public Backend open(BackendSpec spec, Location at, Progress progress) {
        String address = at.isKnown()
                ? at.address()
                : ((BackendSpec.Docker) spec).socket().orElse(declaredEngine.address());
        return address.equals(otherEngine.address()) ? otherEngine : engine;
    }

    @Override
    public List<URI> configuredAddresses() {
        return List.of(URI.create(engine.address()), URI.create(otherEngine.address()));
    }

    @Override
    public Optional<String> identify(Path workspaceRoot) {
        return Optional.ofNullable(identities.get(workspaceRoot));
    }

    @Override
    public List<Former> former(Repository repository) {
        return List.of();
    }

    @Override
    public void adopt(Repository repository, String id) {}

    @Override
    public void record(String repository, Path root) {
        roots.put(repository, root);
    }

    @Override
    public Optional<Path> find(String repository) {
        return Optional.ofNullable(roots.get(repository));
    }

    /** Returns a minimal service that publishes one TCP port. */
    public static ServiceSpec service(String name, int port, List<String> dependsOn) {
        return Declarations.service(name, List.of(Declarations.tcp(port)), dependsOn);
    }

    /** Returns a TCP port with a host port chosen by ajj. */
    public static PortSpec tcp(int port) {
        return Declarations.tcp(port);
    }
}

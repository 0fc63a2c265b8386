package dev.aether.ajj;

import static java.util.Map.entry;

import dev.aether.ajj.cli.AjjApplication;
import dev.aether.ajj.cli.AjjCommand;
import dev.aether.ajj.cli.AjjVersion;
import dev.aether.ajj.cli.Machine;
import dev.aether.ajj.cli.completion.CompletionCommand;
import dev.aether.ajj.cli.completion.NamesCommand;
import dev.aether.ajj.cli.help.HelpCommand;
import dev.aether.ajj.cli.overview.ListCommand;
import dev.aether.ajj.cli.overview.StatusCommand;
import dev.aether.ajj.cli.repository.CleanupCommand;
import dev.aether.ajj.cli.repository.DoctorCommand;
import dev.aether.ajj.cli.repository.InitCommand;
import dev.aether.ajj.cli.repository.TrustCommand;
import dev.aether.ajj.cli.service.DownCommand;
import dev.aether.ajj.cli.service.EnvCommand;
import dev.aether.ajj.cli.service.ExecCommand;
import dev.aether.ajj.cli.service.LogsCommand;
import dev.aether.ajj.cli.service.RunCommand;
import dev.aether.ajj.cli.service.UpCommand;
import dev.aether.ajj.cli.session.CurrentCommand;
import dev.aether.ajj.cli.session.CurrentDeadline;
import dev.aether.ajj.cli.session.CurrentJjOptions;
import dev.aether.ajj.cli.session.CurrentProgress;
import dev.aether.ajj.cli.workspace.AddCommand;
import dev.aether.ajj.cli.workspace.ForgetCommand;
import dev.aether.ajj.cli.workspace.RemoveCommand;
import dev.aether.ajj.cli.workspace.RenameCommand;
import dev.aether.ajj.cli.workspace.WorkspaceCommand;
import dev.aether.ajj.compose.ComposeServices;
import dev.aether.ajj.compose.draft.ComposeDrafts;
import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.config.ConfigWriter;
import dev.aether.ajj.docker.DockerBackends;
import dev.aether.ajj.forward.ForwardClient;
import dev.aether.ajj.inject.file.FileInjector;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.jj.JujutsuTools;
import dev.aether.ajj.jj.JujutsuVcs;
import dev.aether.ajj.jj.command.JujutsuCommand;
import dev.aether.ajj.jj.identity.JujutsuIdentities;
import dev.aether.ajj.lifecycle.add.AddWorkspace;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.ServiceSearch;
import dev.aether.ajj.lifecycle.cleanup.CleanUp;
import dev.aether.ajj.lifecycle.doctor.ConfigurationCheck;
import dev.aether.ajj.lifecycle.doctor.Diagnose;
import dev.aether.ajj.lifecycle.doctor.RecordChecks;
import dev.aether.ajj.lifecycle.doctor.RepositoryChecks;
import dev.aether.ajj.lifecycle.forget.ForgetWorkspace;
import dev.aether.ajj.lifecycle.init.InitConfig;
import dev.aether.ajj.lifecycle.inject.InjectedVariables;
import dev.aether.ajj.lifecycle.logs.ShowLogs;
import dev.aether.ajj.lifecycle.overview.ExecInService;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces;
import dev.aether.ajj.lifecycle.overview.RunInWorkspace;
import dev.aether.ajj.lifecycle.overview.ShowEnvironment;
import dev.aether.ajj.lifecycle.overview.ShowStatus;
import dev.aether.ajj.lifecycle.recovery.AdoptStacks;
import dev.aether.ajj.lifecycle.recovery.RecoverFromLabels;
import dev.aether.ajj.lifecycle.recovery.RepositoryLocator;
import dev.aether.ajj.lifecycle.service.Provisioning;
import dev.aether.ajj.lifecycle.trust.Trust;
import dev.aether.ajj.lifecycle.trust.TrustRepository;
import dev.aether.ajj.lifecycle.up.DownWorkspace;
import dev.aether.ajj.lifecycle.up.UpWorkspace;
import dev.aether.ajj.lifecycle.workspace.Checkouts;
import dev.aether.ajj.lifecycle.workspace.CurrentEntry;
import dev.aether.ajj.lifecycle.workspace.KnownNames;
import dev.aether.ajj.lifecycle.workspace.Records;
import dev.aether.ajj.lifecycle.workspace.RenameWorkspace;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.PortProbe;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.Recovery;
import dev.aether.ajj.spi.state.StateFiles;
import dev.aether.ajj.spi.state.TrustStore;
import dev.aether.ajj.spi.state.WorkspaceRegistry;
import dev.aether.ajj.spi.terminal.Confirmation;
import dev.aether.ajj.spi.vcs.Vcs;
import dev.aether.ajj.state.JsonPortLedger;
import dev.aether.ajj.state.JsonStateFiles;
import dev.aether.ajj.state.JsonTrustStore;
import dev.aether.ajj.state.JsonWorkspaceRegistry;
import dev.aether.ajj.state.LedgerFile;
import dev.aether.ajj.system.directory.LocalDirectories;
import dev.aether.ajj.system.probe.SocketPortProbe;
import dev.aether.ajj.system.probe.SocketProbe;
import dev.aether.ajj.system.process.ProcessHandover;
import dev.aether.ajj.system.signal.SignalInterruptions;
import dev.aether.ajj.system.terminal.PosixConsole;
import dev.aether.ajj.system.terminal.PosixTerminal;
import dev.aether.ajj.system.terminal.TerminalConfirmation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Creates the parts of ajj and connects them: by hand, because a container of beans takes a tenth of a short command to
 * start. No part reads files, or calls jj or an engine, before a command runs.
 */
public final class Wiring {

    private Wiring() {}

    /** Returns ajj as it runs in this process. */
    static AjjApplication application() {
        ProcessContext process = ProcessContext.current();
        return application(new Machine(
                process,
                new PosixTerminal(process),
                new PosixConsole(),
                new ProcessHandover(),
                new SignalInterruptions()));
    }

    /** Returns an ajj whose contact with the process that it runs in is given. */
    public static AjjApplication application(Machine machine) {
        CurrentCommand current =
                new CurrentCommand(new CurrentProgress(), new CurrentJjOptions(), new CurrentDeadline());
        return new AjjApplication(commands(machine, current), machine, current);
    }

    /** Returns how commands and the version are created: a native image may not let picocli create them by reflection. */
    private static Map<Class<?>, Supplier<?>> commands(Machine machine, CurrentCommand current) {
        ProcessContext process = machine.process();
        Progress progress = current.progress();
        Deadline deadline = current.deadline();

        QuteTemplates templates = new QuteTemplates();
        ComposeServices compose = new ComposeServices(process, deadline);
        ConfigReader configs = new ConfigReader(templates, compose);
        Backends backends = new Backends(
                List.of(new DockerBackends(process, new ForwardClient(process, deadline), deadline)), configs);

        LedgerFile ledger = new LedgerFile(process, progress, deadline);
        StateFiles files = new JsonStateFiles(ledger, progress);
        TrustStore approvals = new JsonTrustStore(process, progress);
        JujutsuCommand jujutsu = new JujutsuCommand(progress, current.jjOptions(), process, deadline);
        JujutsuIdentities identities = new JujutsuIdentities(jujutsu, ledger);
        Vcs vcs = new JujutsuVcs(jujutsu, identities);
        RepositoryLocator locator = new RepositoryLocator(identities, ledger, files);

        Recovery recovery = new RecoverFromLabels(vcs, backends, configs, files, progress);
        WorkspaceRegistry registry = new JsonWorkspaceRegistry(recovery, progress, deadline);
        PortProbe ports = new SocketPortProbe();
        Records records = new Records(registry, new JsonPortLedger(ledger, ports, recovery, progress));

        LocalDirectories directories = new LocalDirectories();
        FileInjector injector = new FileInjector();
        Checkouts checkouts = new Checkouts(vcs, directories, injector);
        CurrentEntry entry = new CurrentEntry(vcs, registry);
        ServiceSearch search = new ServiceSearch(entry, configs);
        InjectedVariables variables = new InjectedVariables(entry, injector);
        Confirmation confirmation = new TerminalConfirmation(progress);
        Trust trust = new Trust(approvals, confirmation, backends, process);
        Provisioning tools = new Provisioning(records, checkouts, templates, new SocketProbe(), trust);

        RunInWorkspace run = new RunInWorkspace(variables, machine.handover(), backends);
        ListWorkspaces list = new ListWorkspaces(vcs, backends, registry, locator, directories);
        ForgetWorkspace forget = new ForgetWorkspace(checkouts, records, backends, confirmation);
        return Map.ofEntries(
                entry(
                        InitCommand.class,
                        () -> new InitCommand(
                                new InitConfig(vcs, new ComposeDrafts(compose), configs, new ConfigWriter()))),
                entry(AddCommand.class, () -> new AddCommand(new AddWorkspace(configs, compose, backends, tools))),
                entry(ListCommand.class, () -> new ListCommand(list)),
                entry(RenameCommand.class, () -> new RenameCommand(new RenameWorkspace(vcs, records))),
                entry(ForgetCommand.class, () -> new ForgetCommand(forget)),
                entry(RemoveCommand.class, () -> new RemoveCommand(forget)),
                entry(UpCommand.class, () -> new UpCommand(new UpWorkspace(configs, compose, backends, tools))),
                entry(DownCommand.class, () -> new DownCommand(new DownWorkspace(checkouts, records, backends))),
                entry(RunCommand.class, () -> new RunCommand(run)),
                entry(
                        ExecCommand.class,
                        () -> new ExecCommand(new ExecInService(search, backends, machine.console()), run)),
                entry(LogsCommand.class, () -> new LogsCommand(new ShowLogs(search, backends))),
                entry(EnvCommand.class, () -> new EnvCommand(new ShowEnvironment(variables))),
                entry(StatusCommand.class, () -> new StatusCommand(new ShowStatus(vcs, list))),
                entry(
                        TrustCommand.class,
                        () -> new TrustCommand(new TrustRepository(vcs, configs, approvals, backends))),
                entry(
                        CleanupCommand.class,
                        () -> new CleanupCommand(new CleanUp(checkouts, records, backends, locator))),
                entry(
                        DoctorCommand.class,
                        () -> new DoctorCommand(
                                new Diagnose(
                                        new RepositoryChecks(vcs, new JujutsuTools(jujutsu), files),
                                        new ConfigurationCheck(configs),
                                        backends,
                                        new RecordChecks(vcs, files, directories, ports, locator)),
                                new AdoptStacks(vcs, backends, registry, locator, approvals))),
                entry(AjjCommand.class, AjjCommand::new),
                entry(AjjVersion.class, AjjVersion::new),
                entry(WorkspaceCommand.class, WorkspaceCommand::new),
                entry(CompletionCommand.class, CompletionCommand::new),
                entry(HelpCommand.class, HelpCommand::new),
                entry(NamesCommand.class, () -> new NamesCommand(new KnownNames(entry, configs))));
    }
}

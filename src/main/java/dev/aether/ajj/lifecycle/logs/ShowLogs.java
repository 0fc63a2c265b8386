package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.backend.CurrentServices;
import dev.aether.ajj.lifecycle.backend.ServiceSearch;
import dev.aether.ajj.lifecycle.backend.StackBackends;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.backend.Backend.ObservedService;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.time.Duration;
import java.util.List;

/**
 * {@code ajj logs}: shows and follows the logs of the current workspace's services.
 *
 * @param grace how long an ended container may take to restart before following it ends
 */
public record ShowLogs(ServiceSearch search, Backends backends, Duration grace) {
    public ShowLogs(ServiceSearch search, Backends backends) {
        this(search, backends, LogFollower.GRACE);
    }

    /**
     * Opens the logs. The caller closes them.
     *
     * @throws Failure {@code USAGE} for an unknown service, {@code SERVICE_NOT_READY} for one without a container,
     *     {@code WORKSPACE_NOT_FOUND}, {@code BACKEND_UNAVAILABLE}
     */
    public Logs open(LogsRequest request, Progress progress) {
        Repository repository = search.locate(request.directory());
        StackBackends open = backends.forStacks(repository, request.config(), request.directory(), progress);
        try {
            CurrentServices services = search.find(repository, open, request.directory(), request.config());
            return new Logs(services, open, containers(services, request.services(), progress), request.range(), grace);
        } catch (RuntimeException failed) {
            open.close();
            throw failed;
        }
    }

    private static List<ObservedService> containers(CurrentServices services, List<String> named, Progress progress) {
        if (!named.isEmpty()) {
            return services.named(named);
        }
        List<ObservedService> all = services.all();
        if (all.isEmpty()) {
            throw services.withoutContainers();
        }
        services.names().stream()
                .filter(name -> !services.observed().containsKey(name))
                .forEach(name -> progress.warn(
                        "the service " + name + " has no container; start it: ajj up " + ShellWord.quoted(name)));
        return all;
    }
}

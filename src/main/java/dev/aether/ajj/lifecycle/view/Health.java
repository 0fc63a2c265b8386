package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.model.text.Word;
import java.util.List;

/** The state of a workspace's services, in one word. */
public enum Health implements Word {
    /** All services run and are healthy. */
    HEALTHY,
    /** All services run, and some are not ready yet. */
    STARTING,
    /** Some services run and are not known to be unhealthy, others are. */
    DEGRADED,
    /** No service is, and at least one has failed or is missing. */
    FAILED,
    /** All are stopped without a failure: after {@code ajj down}, or after a restart of the machine. */
    STOPPED,
    /** It has no services. */
    NONE,
    /** The engine does not answer. */
    UNKNOWN,
    /** A running ajj is creating it. */
    CREATING,
    /** A running ajj is removing it. */
    REMOVING;

    static Health of(List<ServiceView> services) {
        if (services.isEmpty()) {
            return NONE;
        }
        if (services.stream().anyMatch(service -> service.status() == ServiceView.Status.UNKNOWN)) {
            return UNKNOWN;
        }
        long well = services.stream().filter(ServiceView::isWell).count();
        if (well == services.size()) {
            return HEALTHY;
        }
        long starting = services.stream().filter(ServiceView::isStarting).count();
        if (well + starting == services.size()) {
            return STARTING;
        }
        if (well + starting > 0) {
            return DEGRADED;
        }
        return services.stream().allMatch(ServiceView::isStopped) ? STOPPED : FAILED;
    }
}

package dev.aether.ajj.lifecycle.view;

import java.util.List;
import java.util.Locale;

/** How a workspace's services are, in one word. */
public enum Health {
    /** All that should run runs, and nothing says that it is unwell. */
    HEALTHY,
    /** Some of it. */
    DEGRADED,
    /** None of it, and something has died or is missing. */
    FAILED,
    /** Nothing runs and nothing has died: after {@code ajj down}, or after a restart of the machine. */
    STOPPED,
    /** It has no services. */
    NONE,
    /** The engine does not answer. */
    UNKNOWN,
    /** An ajj that runs is creating it. */
    CREATING,
    /** An ajj that runs is removing it. */
    REMOVING;

    /** As JSON and people read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

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
        if (well > 0) {
            return DEGRADED;
        }
        return services.stream().allMatch(ServiceView::isStopped) ? STOPPED : FAILED;
    }
}

package dev.aether.ajj.lifecycle;

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
    /** Nothing runs as far as can be told, and nothing has died: as after a restart of the machine, or with the engine off. */
    STOPPED;

    /** As JSON and people read it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Health of(List<ServiceView> services) {
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

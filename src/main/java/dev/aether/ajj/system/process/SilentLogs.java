package dev.aether.ajj.system.process;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Discards what Java logs: ajj reports each failure itself. Java asks for a log whenever it starts a process; without
 * this class it would start the log manager of Quarkus, which takes time and prints a message of its own to stderr when
 * two threads start a process at once.
 */
public final class SilentLogs extends System.LoggerFinder {
    /** Used by Java, which finds this class under {@code META-INF/services}. */
    public SilentLogs() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new SilentLog(name);
    }

    private record SilentLog(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {}

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object... parameters) {}
    }
}

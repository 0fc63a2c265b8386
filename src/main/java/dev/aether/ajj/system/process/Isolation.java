package dev.aether.ajj.system.process;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.nio.file.Path;

/**
 * Keeps the framework's configuration to what was built into ajj. Without it, {@code ./.env} (which ajj itself writes),
 * {@code ./config/application.properties} and variables such as {@code QUARKUS_LOG_LEVEL} of the user's own project would
 * steer ajj. Found by the configuration through {@code META-INF/services}; does nothing before {@link #begin()}, so that
 * the build and its tests read their configuration as usual.
 */
@StaticInitSafe
public final class Isolation implements SmallRyeConfigBuilderCustomizer {
    private static final String WORKING_DIRECTORY = "user.dir";
    private static final Path NOWHERE = Path.of("/dev/null");
    private static volatile boolean active;
    private static volatile String workingDirectory = "";

    /** To be called before Quarkus starts. */
    public static void begin() {
        active = true;
        // Saves looking up the names of the machine and of the process, which only a server would need.
        System.setProperty("jboss.host.name", "localhost");
        System.setProperty("jboss.qualified.host.name", "localhost");
        System.setProperty("jboss.node.name", "localhost");
        System.setProperty("jboss.process.name", "ajj");
        // Quarkus also looks for stray files in ./config, and fails when it must not read it. A native image takes the
        // directory for relative paths from the property at first use: that has to be before the property changes.
        Path _ = Path.of("").toAbsolutePath();
        workingDirectory = System.getProperty(WORKING_DIRECTORY, "");
        System.setProperty(WORKING_DIRECTORY, NOWHERE.toString());
    }

    /** To be called as soon as Quarkus has started: the working directory is the user's again. */
    public static void end() {
        System.setProperty(WORKING_DIRECTORY, workingDirectory);
    }

    /** Leaves only what was recorded when ajj was built. */
    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (active) {
            builder.setAddDefaultSources(false).setAddSystemSources(false).setAddPropertiesSources(false);
        }
    }
}

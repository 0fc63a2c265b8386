package dev.aether.ajj.system.process;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import java.nio.file.Path;

/**
 * Limits Quarkus' configuration to what was built into ajj. Otherwise {@code ./.env}, {@code
 * ./config/application.properties} and variables such as {@code QUARKUS_LOG_LEVEL} of the user's project would
 * configure ajj. Registered in {@code META-INF/services}. Inactive before {@link #begin()}, so that the build and its
 * tests are configured as usual.
 */
@StaticInitSafe
public final class Isolation implements SmallRyeConfigBuilderCustomizer {
    private static final String WORKING_DIRECTORY = "user.dir";
    private static final Path NOWHERE = Path.of("/dev/null");
    private static volatile boolean active;
    private static volatile String workingDirectory = "";

    /** Activates the isolation. Must be called before Quarkus starts. */
    public static void begin() {
        active = true;
        // Avoids lookups of the machine's and the process's names, which only a server needs.
        System.setProperty("jboss.host.name", "localhost");
        System.setProperty("jboss.qualified.host.name", "localhost");
        System.setProperty("jboss.node.name", "localhost");
        System.setProperty("jboss.process.name", "ajj");
        // Quarkus also searches ./config, and fails when it may not read it. A native image reads the directory for
        // relative paths from the property at the first use, which must therefore come before the property changes.
        Path _ = Path.of("").toAbsolutePath();
        workingDirectory = System.getProperty(WORKING_DIRECTORY, "");
        System.setProperty(WORKING_DIRECTORY, NOWHERE.toString());
    }

    /** Restores the working directory. Must be called as soon as Quarkus has started. */
    public static void end() {
        System.setProperty(WORKING_DIRECTORY, workingDirectory);
    }

    /** Removes all configuration sources but the build's. */
    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        if (active) {
            builder.setAddDefaultSources(false).setAddSystemSources(false).setAddPropertiesSources(false);
        }
    }
}

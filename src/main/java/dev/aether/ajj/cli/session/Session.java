package dev.aether.ajj.cli.session;

import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The context of a command: global options, environment and progress.
 *
 * @param directory where the search for the repository starts; absolute
 * @param config the file given with {@code --config}; absolute
 * @param color whether the answer may be coloured
 * @param process the environment and the current directory
 */
public record Session(
        Path directory,
        Optional<Path> config,
        boolean color,
        boolean json,
        boolean verbose,
        Progress progress,
        Deadline deadline,
        ProcessContext process) {

    /** Resolves a path argument. Relative ones begin in the current directory, regardless of {@code -R}. */
    public Path path(Path written) {
        return RealPath.of(process.directory().resolve(written));
    }
}

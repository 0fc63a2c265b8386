package dev.aether.ajj.cli.session;

import dev.aether.ajj.model.workspace.RealPath;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Progress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command knows of its command line and its environment.
 *
 * @param directory where to look for the repository; absolute
 * @param config the file given with {@code --config}; absolute
 * @param color whether the answer may be coloured
 * @param json whether a program reads the answer
 * @param verbose whether more than the usual is wanted
 * @param progress receives what is happening
 * @param deadline when the command must have ended
 * @param process the environment and the directory of the call
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

    /** A path that the user wrote, links resolved: relative ones begin in the current directory, whatever {@code -R} says. */
    public Path path(Path written) {
        return RealPath.of(process.directory().resolve(written));
    }
}

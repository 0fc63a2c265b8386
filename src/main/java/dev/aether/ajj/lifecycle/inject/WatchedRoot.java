package dev.aether.ajj.lifecycle.inject;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.directory.Directories;
import dev.aether.ajj.spi.directory.Injector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Injects only into the directory that a command began with, not into one that replaced it. Thread-safe. */
public final class WatchedRoot implements Injector {
    private final Injector injector;
    private final Directories directories;
    private final Path watched;
    private volatile Optional<String> identity = Optional.empty();

    public WatchedRoot(Injector injector, Directories directories, Path root) {
        this.injector = injector;
        this.directories = directories;
        this.watched = root;
    }

    /** Sets the existing directory as the right one. */
    public WatchedRoot begin() {
        identity = directories.identity(watched);
        return this;
    }

    /** Whether the directory was replaced or removed. */
    public boolean isReplaced() {
        return identity.isPresent() && !identity.equals(directories.identity(watched));
    }

    private void refuseReplaced(String file) {
        if (isReplaced()) {
            throw new Failure(new InjectionProblem.Failed(
                    file,
                    "the directory " + watched + " was moved or replaced by another one while the command ran",
                    List.of(
                            "check the directory: ls -la " + ShellWord.quoted(watched.toString()),
                            "move the workspace back, then run the command again")));
        }
    }

    @Override
    public void check(Path root, String file) {
        injector.check(root, file);
    }

    @Override
    public boolean prepare(Path root, String file) {
        refuseReplaced(file);
        return injector.prepare(root, file);
    }

    @Override
    public void inject(Path root, String file, String content) {
        refuseReplaced(file);
        injector.inject(root, file, content);
    }

    @Override
    public boolean isUpToDate(Path root, String file, String content) {
        return injector.isUpToDate(root, file, content);
    }

    @Override
    public boolean hasOnlyAjjText(Path root, String file) {
        return injector.hasOnlyAjjText(root, file);
    }

    /** Withdraws the file, unless the directory was replaced. */
    @Override
    public void withdraw(Path root, String file) {
        if (!isReplaced()) {
            injector.withdraw(root, file);
        }
    }

    @Override
    public Variables variables(Path root, String file, References references) {
        return injector.variables(root, file, references);
    }
}

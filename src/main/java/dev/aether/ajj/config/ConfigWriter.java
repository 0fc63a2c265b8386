package dev.aether.ajj.config;

import dev.aether.ajj.config.toml.ConfigFile;
import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.files.AtomicFile;
import dev.aether.ajj.files.Unwritable;
import dev.aether.ajj.model.text.ShellWord;
import dev.aether.ajj.spi.config.ConfigTarget;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes aether.toml. */
public class ConfigWriter implements ConfigTarget {

    @Override
    public void check(Path file, boolean replace) {
        if (Files.isDirectory(file)) {
            throw new Failure(new ConfigProblem.Exists(
                    file, "is a directory", List.of("name a file: -c " + file.resolve(ConfigFile.NAME))));
        }
        Path directory = file.resolveSibling("");
        if (!Files.isDirectory(directory)) {
            throw new Failure(new ConfigProblem.NotFound(
                    "there is no directory " + directory,
                    List.of("create it: mkdir -p " + ShellWord.quoted(directory.toString())),
                    Map.of("directory", directory.toString())));
        }
        // A committed link could lead to any file of the user.
        if (Files.isSymbolicLink(file)) {
            throw new Failure(new ConfigProblem.Exists(
                    file,
                    "is a symbolic link, and ajj does not write through links",
                    List.of("remove the link first: rm " + ShellWord.quoted(file.toString()))));
        }
        if (!replace && isPresent(file)) {
            throw exists(file);
        }
    }

    @Override
    public boolean write(Path file, String text, boolean replace) {
        check(file, replace);
        boolean before = isPresent(file);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (replace) {
                AtomicFile.replaceShared(file, content);
            } else {
                AtomicFile.createShared(file, content);
            }
            return before;
        } catch (FileAlreadyExistsException _) {
            throw exists(file);
        } catch (ClosedByInterruptException interrupted) {
            throw new Failure(new Problem.Interrupted("ajj init"), interrupted);
        } catch (IOException impossible) {
            throw new Failure(Unwritable.problem(file, impossible), impossible);
        }
    }

    private static boolean isPresent(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Failure exists(Path file) {
        return new Failure(new ConfigProblem.Exists(
                file,
                "already exists",
                List.of("edit it", "or replace it, which discards its content: ajj init --force")));
    }
}

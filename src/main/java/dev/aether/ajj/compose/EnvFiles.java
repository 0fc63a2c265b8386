package dev.aether.ajj.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Words about files of variables. */
final class EnvFiles {
    private static final List<String> ENDINGS =
            List.of(".example", ".sample", ".dist", ".template", ".production.sample");

    private EnvFiles() {}

    /** What to do when a file is not there: projects often have a sample of it. */
    static String hint(Path file) {
        return ENDINGS.stream()
                .map(ending -> file.resolveSibling(file.getFileName() + ending))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(sample -> "make it from the sample: cp " + sample + " " + file)
                .orElse("make the file, or correct its path");
    }
}

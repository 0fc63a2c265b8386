package dev.aether.ajj.inject.file;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.inject.dotenv.DotEnv;
import dev.aether.ajj.inject.file.MarkedBlock.Section;
import dev.aether.ajj.inject.file.WorkspaceFile.Refused;
import dev.aether.ajj.spi.directory.Injector.References;
import dev.aether.ajj.spi.directory.Injector.Variables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A dotenv file with ajj's block. Each part is read separately, so that an open quote in the user's text cannot hide the block. */
final class VariablesFile {
    private static final int MAX_REPORTED = 5;

    private final Path file;
    private final DotEnv dotEnv;
    private final List<String> ignored = new ArrayList<>();
    private int unreported;

    VariablesFile(Path file, References references) {
        this.file = file;
        this.dotEnv = new DotEnv(references);
    }

    /**
     * Reads all parts.
     *
     * @param content one character per byte, as for {@link MarkedBlock}
     * @throws Failure {@code CONTEXT_INJECTION_FAILED} when a line of ajj's block is invalid
     */
    Variables read(String content) {
        for (Section section : sections(content)) {
            String text = new String(section.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            for (DotEnv.Fault fault : dotEnv.read(text, section.firstLine())) {
                if (section.isOurs()) {
                    throw new Failure(new InjectionProblem.Unreadable(file, fault.line(), fault.reason()));
                }
                ignore(fault);
            }
        }
        if (unreported > 0) {
            ignored.add(file + ": " + unreported + " more lines are ignored");
        }
        return new Variables(dotEnv.variables(), List.copyOf(ignored));
    }

    private void ignore(DotEnv.Fault fault) {
        if (ignored.size() < MAX_REPORTED) {
            ignored.add(file + ", line " + fault.line() + " is ignored: " + fault.reason());
        } else {
            unreported++;
        }
    }

    /** With damaged marks, the whole file is read as the user's. */
    private static List<Section> sections(String content) {
        try {
            return new MarkedBlock(CommentStyle.HASH).sections(content);
        } catch (Refused _) {
            return List.of(new Section(content, 1, false));
        }
    }
}

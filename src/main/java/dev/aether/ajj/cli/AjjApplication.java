package dev.aether.ajj.cli;

import dev.aether.ajj.spi.Handover;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.enterprise.context.Dependent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs one of ajj's own commands. A placeholder: it knows {@code run} and prints its arguments for all others. */
@Dependent
public class AjjApplication implements QuarkusApplication {
    private final Handover handover;

    AjjApplication(Handover handover) {
        this.handover = handover;
    }

    @Override
    public int run(String... arguments) {
        if (!arguments[0].equals("run")) {
            System.out.println(System.getProperty("user.dir") + " " + String.join(" ", arguments));
            return 0;
        }
        List<String> words = Arrays.asList(arguments);
        int first = words.size() > 1 && words.get(1).equals("--") ? 2 : 1;
        try {
            return handover.to(words.subList(first, words.size()), Map.of("AJJ_ADDED", "yes"));
        } catch (Handover.CannotStart failure) {
            System.err.println("Error: " + failure.getMessage());
            return failure.exitStatus();
        }
    }
}

package dev.aether.ajj.system;

import dev.aether.ajj.spi.Handover.CannotStart;
import java.util.List;
import java.util.Map;

/** Hands over to its own arguments, for {@link ProcessHandoverTest}. */
final class HandoverProgram {

    private HandoverProgram() {}

    public static void main(String... arguments) {
        InheritedDescriptors.capture();
        try {
            System.exit(new ProcessHandover(arguments).to(List.of(arguments), Map.of("ADDED", "from the file é")));
        } catch (CannotStart failure) {
            System.out.print(failure.getMessage());
            System.exit(failure.exitStatus());
        }
    }
}

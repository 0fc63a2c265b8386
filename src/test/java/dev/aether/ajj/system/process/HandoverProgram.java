package dev.aether.ajj.system.process;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.variable.VariableChanges;
import java.util.LinkedHashMap;
import java.util.List;

/** Replaces itself by the command in its arguments, for {@link ProcessHandoverTest}. */
final class HandoverProgram {

    private HandoverProgram() {}

    private static VariableChanges changes() {
        LinkedHashMap<String, String> set = new LinkedHashMap<>();
        set.put("ADDED", "from the file é");
        return new VariableChanges(set, List.of("REMOVED"));
    }

    public static void main(String... arguments) {
        InheritedDescriptors.capture();
        try {
            System.exit(new ProcessHandover(List.of(arguments)).exec(List.of(arguments), changes()));
        } catch (Failure failure) {
            System.out.print(failure.getMessage());
            System.exit(((Problem.CannotStart) failure.first()).exitStatus());
        }
    }
}

package dev.aether.ajj.compose;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service as it will stand in aether.toml.
 *
 * @param name its name there
 * @param source what it was made from; its notes are complete now
 * @param reason why it is left out; empty for one that is taken over
 * @param image of one that is built: the name that compose gives to what it builds
 * @param ports as {@code ports} has them
 * @param volumes as {@code volumes} has them
 * @param dependsOn names in aether.toml
 * @param completed those of them that must have completed
 * @param variable what programs usually call its address; empty when that is not known
 * @param connection a template; empty when it has none
 */
record ServiceDraft(
        String name,
        Definition source,
        String reason,
        Placed<String> image,
        List<Placed<String>> ports,
        List<Placed<String>> volumes,
        List<Placed<String>> dependsOn,
        Set<String> completed,
        Optional<String> variable,
        Optional<String> connection) {

    boolean isTaken() {
        return reason.isEmpty();
    }
}

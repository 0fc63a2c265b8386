package dev.aether.ajj.compose;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables that a compose file can name: those of the environment first, then those of {@code .env} files. */
final class Variables {
    private final Map<String, String> environment;
    private final Map<String, Variable> files;
    private final Set<String> named;
    private final Set<String> unset;

    private Variables(
            Map<String, String> environment, Map<String, Variable> files, Set<String> named, Set<String> unset) {
        this.environment = environment;
        this.files = files;
        this.named = named;
        this.unset = unset;
    }

    static Variables of(Map<String, String> environment) {
        return new Variables(environment, Map.of(), new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    /** These, and behind them those of a file. */
    Variables with(Collection<Variable> file) {
        Map<String, Variable> more = new LinkedHashMap<>(files);
        file.forEach(variable -> more.putIfAbsent(variable.name(), variable));
        return new Variables(environment, more, named, unset);
    }

    Optional<Variable> find(String name) {
        String value = environment.get(name);
        return value == null
                ? Optional.ofNullable(files.get(name))
                : Optional.of(new Variable(name, value, Optional.empty()));
    }

    /** The value of a variable that compose itself reads, such as {@code COMPOSE_PROFILES}. */
    String setting(String name) {
        return find(name).map(Variable::value).orElse("");
    }

    /** A substitution that notes which names are used, and which of them stand for nothing. */
    Substitution substitution() {
        return new Substitution(
                name -> {
                    named.add(name);
                    return find(name);
                },
                unset::add);
    }

    /** Names that compose files have used. */
    Set<String> named() {
        return named;
    }

    /** Those of them that stand for nothing and have no default. */
    Set<String> unset() {
        return unset;
    }
}

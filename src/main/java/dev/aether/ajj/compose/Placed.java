package dev.aether.ajj.compose;

import dev.aether.ajj.compose.Value.Scalar;
import dev.aether.ajj.model.SourcePosition;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that comes from a place of a compose file.
 *
 * @param from variables that went into it
 */
record Placed<T>(T value, SourcePosition position, Set<Variable> from) {

    static Placed<String> of(Scalar scalar) {
        return of(scalar, Scalar::text);
    }

    static <T> Placed<T> of(Scalar scalar, Function<Scalar, T> value) {
        return new Placed<>(value.apply(scalar), scalar.position(), scalar.from());
    }

    /** One value that was put together from several. */
    static <T> Placed<T> ofAll(Collection<Scalar> scalars, T value, SourcePosition position) {
        Set<Variable> from = new LinkedHashSet<>();
        scalars.forEach(scalar -> from.addAll(scalar.from()));
        return new Placed<>(value, position, from);
    }

    <R> Placed<R> with(R other) {
        return new Placed<>(other, position, from);
    }
}

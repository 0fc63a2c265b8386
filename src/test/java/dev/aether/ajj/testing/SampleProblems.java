package dev.aether.ajj.testing;

import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.Problem.RollbackIncomplete.Leftover;
import dev.aether.ajj.model.config.Grant;
import dev.aether.ajj.model.text.SourcePosition;
import dev.aether.ajj.model.workspace.Location;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Samples of each kind of problem; two of those with flags or lists, with and without them. */
public final class SampleProblems {

    private SampleProblems() {}

    /** Returns all samples. */
    public static Stream<Problem> all() {
        return kinds(Problem.class)
                .flatMap(kind ->
                        Stream.of(true, false).map(full -> create(kind, full)).distinct());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SampleProblems::kinds)
                : Stream.of(type);
    }

    private static Problem create(Class<?> kind, boolean full) {
        RecordComponent[] components = kind.getRecordComponents();
        try {
            Constructor<?> canonical = kind.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return (Problem) canonical.newInstance(Arrays.stream(components)
                    .map(component -> sample(component, full))
                    .toArray());
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException impossible) {
            throw new LinkageError("no sample of " + kind, impossible);
        }
    }

    private static Object sample(RecordComponent component, boolean full) {
        if (component.getName().equals("hints")) {
            return List.of("list the workspaces: ajj list");
        }
        Class<?> type = component.getType();
        if (type == String.class) {
            return component.getName().equals("command") ? "jj log" : component.getName();
        }
        if (type == Path.class) {
            return Path.of("/repo", component.getName());
        }
        if (type == int.class) {
            return 3;
        }
        if (type == boolean.class) {
            return full;
        }
        if (type == SourcePosition.class) {
            return new SourcePosition(Path.of("/repo/aether.toml"), 2, 5);
        }
        if (type == Grant.class) {
            SourcePosition position = new SourcePosition(Path.of("/repo/aether.toml"), 2, 5);
            return new Grant(Grant.Kind.ENGINE, List.of("tcp://example"), position);
        }
        if (type == Location.class) {
            return new Location(Location.DOCKER, "unix:///" + component.getName(), component.getName());
        }
        if (type == Optional.class) {
            boolean isTime = component.getGenericType().getTypeName().contains(Duration.class.getName());
            return full ? Optional.of(isTime ? Duration.ofSeconds(3) : component.getName()) : Optional.empty();
        }
        if (type == Throwable.class) {
            return new IllegalStateException("odd");
        }
        if (type == Map.class) {
            return Map.of("fact", "known");
        }
        if (type == List.class || type == Collection.class) {
            return list(component, full);
        }
        throw new AssertionError("no sample of " + component);
    }

    private static List<?> list(RecordComponent component, boolean full) {
        if (component.getGenericType().getTypeName().contains(Leftover.class.getName())) {
            return List.of(new Leftover("container x", "it is stuck", "ajj workspace forget x"));
        }
        return full ? List.of("one", "two") : List.of();
    }
}

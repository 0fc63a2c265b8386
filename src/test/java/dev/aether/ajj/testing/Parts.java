package dev.aether.ajj.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Given objects, and the classes of ajj that can be made of them through their public constructors. */
public final class Parts {
    private final List<Object> given;
    private final Map<Class<?>, Object> made = new HashMap<>();

    /** @param given fakes, each the only one of its interfaces */
    public Parts(Object... given) {
        this.given = List.of(given);
    }

    /** Creates an object with parts as arguments of its shortest constructor. */
    public <T> T create(Class<T> type) {
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .min(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow(() -> new IllegalStateException("nothing is given for " + type));
        Object[] arguments = Arrays.stream(constructor.getParameters())
                .map(Parameter::getType)
                .map(this::part)
                .toArray();
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot create " + type, impossible);
        }
    }

    private Object part(Class<?> type) {
        List<Object> suitable = given.stream().filter(type::isInstance).toList();
        if (suitable.size() > 1) {
            throw new IllegalStateException("several are given for " + type + ": " + suitable);
        }
        if (suitable.size() == 1) {
            return suitable.getFirst();
        }
        Object known = made.get(type);
        if (known == null) {
            known = create(type);
            made.put(type, known);
        }
        return known;
    }
}

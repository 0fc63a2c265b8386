package dev.aether.ajj.testing;

import dev.aether.ajj.spi.machine.ProcessContext;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The application-scoped and singleton beans of ajj, connected through their constructors as by CDI, without Quarkus.
 * Several instances can exist at the same time, each with its own environment.
 */
public final class Beans {
    private static final String ROOT = "dev/aether/ajj";
    private static final List<Class<?>> CLASSES = classes();

    private final List<Object> given;
    private final Map<Class<?>, Object> made = new HashMap<>();

    /** @param given objects used in place of ajj's beans of the same types */
    public Beans(Object... given) {
        this.given = List.of(given);
    }

    /** Returns the bean of a type, creating it at first use. */
    public <T> T get(Class<T> type) {
        List<Object> instead = given.stream().filter(type::isInstance).toList();
        return type.cast(only(type, instead.isEmpty() ? all(type) : instead));
    }

    /** Creates an object, not necessarily a bean, with beans as constructor arguments. */
    public <T> T create(Class<T> type) {
        Constructor<?> constructor = constructor(type);
        Object[] arguments =
                Arrays.stream(constructor.getParameters()).map(this::argument).toArray();
        try {
            constructor.setAccessible(true);
            return type.cast(constructor.newInstance(arguments));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("cannot create " + type, impossible);
        }
    }

    private Object argument(Parameter parameter) {
        if (parameter.isAnnotationPresent(All.class)) {
            ParameterizedType list = (ParameterizedType) parameter.getParameterizedType();
            return all((Class<?>) list.getActualTypeArguments()[0]);
        }
        return get(parameter.getType());
    }

    private List<Object> all(Class<?> type) {
        return CLASSES.stream().filter(type::isAssignableFrom).map(this::made).toList();
    }

    private Object made(Class<?> type) {
        Object known = made.get(type);
        if (known == null) {
            known = create(type);
            made.put(type, known);
        }
        return known;
    }

    private static Constructor<?> constructor(Class<?> type) {
        List<Constructor<?>> all = List.of(type.getDeclaredConstructors());
        List<Constructor<?>> marked = all.stream()
                .filter(constructor -> constructor.isAnnotationPresent(Inject.class))
                .toList();
        return only(type, marked.isEmpty() ? all : marked);
    }

    private static <T> T only(Class<?> type, List<T> found) {
        if (found.size() != 1) {
            throw new IllegalStateException("expected one bean of " + type + ", found " + found);
        }
        return found.getFirst();
    }

    /** The classes of ajj, which unit tests have in a directory, and integration tests in a jar. */
    private static List<Class<?>> classes() {
        try {
            Path place = Path.of(ProcessContext.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(place)) {
                return classes(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return classes(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("cannot read the classes of ajj", unreadable);
        }
    }

    private static List<Class<?>> classes(Path root) throws IOException {
        ClassLoader loader = Beans.class.getClassLoader();
        try (Stream<Path> files = Files.walk(root.resolve(ROOT))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("package-info"))
                    .sorted()
                    .<Class<?>>map(file -> load(loader, file))
                    .filter(type -> type.isAnnotationPresent(ApplicationScoped.class)
                            || type.isAnnotationPresent(Singleton.class))
                    .toList();
        }
    }

    private static Class<?> load(ClassLoader loader, String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package dev.aether.ajj.system.posix;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * Signals of the operating system. Java's only access is {@code sun.misc.Signal}, whose compiler warning cannot be
 * suppressed, so it is used by reflection. {@code reachability-metadata.json} lists its classes for the native image.
 */
public final class Signals {

    private Signals() {}

    /**
     * Sets a signal's handler, which runs on a thread of its own. An ignored signal stays ignored, as {@code nohup} and
     * background jobs of a shell expect.
     *
     * @param name without {@code SIG}, such as {@code INT}
     * @return restores the previous handler; empty when the signal is ignored or unavailable
     */
    @SuppressWarnings("ReferenceEquality") // the method equals of a proxy would call its action
    public static Optional<Runnable> handle(String name, Runnable action) {
        try {
            Class<?> type = handlerType();
            // The runtime calls only the one method of a handler.
            Object handler = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> {
                action.run();
                return null;
            });
            Object previous = set(name, handler);
            if (previous == type.getField("SIG_IGN").get(null)) {
                restore(name, previous);
                return Optional.empty();
            }
            return Optional.of(() -> restore(name, previous));
        } catch (ReflectiveOperationException unavailable) {
            // unknown to this system, or reserved by the runtime (-Xrs)
            return Optional.empty();
        }
    }

    /**
     * Restores the default action of a signal.
     *
     * @param name without {@code SIG}, such as {@code INT}
     */
    public static void reset(String name) {
        try {
            Object _ = set(name, handlerType().getField("SIG_DFL").get(null));
        } catch (ReflectiveOperationException unavailable) {
            // unknown to this system, or reserved by the runtime
        }
    }

    private static void restore(String name, Object handler) {
        try {
            Object _ = set(name, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot restore a signal handler", e);
        }
    }

    /** Sets a handler and returns the previous one. */
    private static Object set(String name, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Method handle = type.getMethod("handle", type, handlerType());
        return handle.invoke(null, type.getConstructor(String.class).newInstance(name), handler);
    }

    private static Class<?> handlerType() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }
}

package dev.aether.ajj.system.posix;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * The signals of the operating system. Java has no other door to them than {@code sun.misc.Signal}, of which the compiler
 * warns without a way to say that it is meant: so it is opened by reflection. The native image knows these classes from
 * {@code reachability-metadata.json}.
 */
public final class Signals {

    private Signals() {}

    /** What became of a signal before, to be put back. */
    public interface Previous {
        /** Puts it back. */
        void restore();
    }

    /**
     * From now on the signal runs the action, on a thread of its own. One that is ignored stays so: {@code nohup} and the
     * background jobs of a shell rely on it.
     *
     * @param name without {@code SIG}: {@code INT}
     * @return empty when this system or runtime does not let us have it
     */
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself alone
    public static Optional<Previous> handle(String name, Runnable action) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            Method handle = signalClass.getMethod("handle", signalClass, handlerClass);
            InvocationHandler invocation = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "handler of SIG" + name;
            };
            Object handler =
                    Proxy.newProxyInstance(handlerClass.getClassLoader(), new Class<?>[] {handlerClass}, invocation);
            Object previous = handle.invoke(null, signal, handler);
            if (previous != null
                    && previous.equals(handlerClass.getField("SIG_IGN").get(null))) {
                put(handle, signal, previous);
                return Optional.empty();
            }
            return Optional.of(() -> put(handle, signal, previous));
        } catch (ReflectiveOperationException unavailable) {
            // Unknown to this system, or kept by the runtime (-Xrs): it keeps its usual meaning.
            return Optional.empty();
        }
    }

    /**
     * From now on the signal does again what it does in other programs.
     *
     * @param name without {@code SIG}
     */
    public static void reset(String name) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            Object byDefault = handlerClass.getField("SIG_DFL").get(null);
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, byDefault);
        } catch (ReflectiveOperationException unavailable) {
            // unknown to this system, or kept by the runtime
        }
    }

    private static void put(Method handle, Object signal, Object handler) {
        try {
            handle.invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot give a signal back", e);
        }
    }
}

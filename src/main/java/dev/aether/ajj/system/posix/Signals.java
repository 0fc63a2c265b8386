package dev.aether.ajj.system.posix;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * Signals of the operating system. Java's only access is {@code sun.misc.Signal}, whose compiler warning cannot be
 * suppressed, so it is used by reflection. {@code reachability-metadata.json} lists its classes for the native image.
 */
public final class Signals {

    private Signals() {}

    /** The previous handler of a signal. */
    public interface Previous {
        /** Restores this handler. */
        void restore();
    }

    /**
     * Sets a signal's handler, which runs on a thread of its own. An ignored signal stays ignored, as {@code nohup} and
     * background jobs of a shell expect.
     *
     * @param name without {@code SIG}, such as {@code INT}
     * @return empty when the signal is ignored or unavailable
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
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            Object byDefault = handlerClass.getField("SIG_DFL").get(null);
            signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, byDefault);
        } catch (ReflectiveOperationException unavailable) {
            // unknown to this system, or reserved by the runtime
        }
    }

    private static void put(Method handle, Object signal, Object handler) {
        try {
            handle.invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot restore a signal handler", e);
        }
    }
}

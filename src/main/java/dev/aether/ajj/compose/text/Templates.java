package dev.aether.ajj.compose.text;

import java.util.regex.Pattern;

/** Writes template tags for values of services. */
public final class Templates {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9_.-]+");

    private Templates() {}

    /** Returns the tag for a value of a service, such as its {@code host}. */
    public static String of(String service, String value) {
        return "{{ services" + part(service) + "." + value + " }}";
    }

    /** Returns the tag for a host port, by the container port: {@code 5432} or {@code 53/udp}. */
    public static String port(String service, String port) {
        return of(service, "ports" + (port.matches("\\d+") ? "." + port : "['" + port + "']"));
    }

    public static String env(String service, String key) {
        return of(service, "env" + part(key));
    }

    /** Escapes plain text for a template. */
    public static String literal(String text) {
        return text.replace("{{", "{{ '{{' }}");
    }

    /** Whether a tag can contain the name of a variable. */
    public static boolean canName(String key) {
        return NAMEABLE.matcher(key).matches();
    }

    private static String part(String name) {
        return PLAIN.matcher(name).matches() ? "." + name : "['" + name + "']";
    }
}

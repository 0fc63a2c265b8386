package dev.aether.ajj.compose.text;

import java.util.regex.Pattern;

/** Names of values, as templates of aether.toml write them. */
public final class Templates {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9_.-]+");

    private Templates() {}

    /** A value of a service, such as its {@code host}. */
    public static String of(String service, String value) {
        return "{{ services" + part(service) + "." + value + " }}";
    }

    /** A host port, by the container's: {@code 5432} or {@code 53/udp}. */
    public static String port(String service, String port) {
        boolean plain = port.matches("\\d+");
        return "{{ services" + part(service) + ".ports" + (plain ? "." + port : "['" + port + "']") + " }}";
    }

    public static String env(String service, String key) {
        return "{{ services" + part(service) + ".env" + part(key) + " }}";
    }

    /** Text that means itself. */
    public static String literal(String text) {
        return text.replace("{{", "{{ '{{' }}");
    }

    /** Whether a template can name a variable that is called so. */
    public static boolean canName(String key) {
        return NAMEABLE.matcher(key).matches();
    }

    private static String part(String name) {
        return PLAIN.matcher(name).matches() ? "." + name : "['" + name + "']";
    }
}

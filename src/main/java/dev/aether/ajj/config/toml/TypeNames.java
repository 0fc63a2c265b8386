package dev.aether.ajj.config.toml;

import dev.aether.ajj.spi.config.WrittenValue.Array;
import dev.aether.ajj.spi.config.WrittenValue.Table;
import java.util.List;
import java.util.Map;

/** Checks the types of TOML values, and names them in messages. */
public final class TypeNames {

    private TypeNames() {}

    /** Returns a message about a wrong type. It does not quote the value, which may be secret. */
    public static String mismatch(String expected, Object found) {
        return "expected " + expected + ", found " + of(found.getClass());
    }

    /** Returns an integer, or throws {@link BadValue}. */
    public static long integer(Object value, String hint) {
        if (!(value instanceof Long number)) {
            throw new BadValue(mismatch("an integer", value), hint);
        }
        return number;
    }

    /** Returns a string, or throws {@link BadValue}. */
    public static String string(Object value, String hint) {
        if (!(value instanceof String text)) {
            throw new BadValue(mismatch("a string", value), hint);
        }
        return text;
    }

    /** Returns the name of a type of values, with its article. */
    public static String of(Class<?> type) {
        if (type == String.class) {
            return "a string";
        } else if (type == Long.class) {
            return "an integer";
        } else if (type == Double.class) {
            return "a float";
        } else if (type == Boolean.class) {
            return "a boolean";
        } else if (type == Array.class || List.class.isAssignableFrom(type)) {
            return "an array";
        } else if (type == Table.class || Map.class.isAssignableFrom(type)) {
            return "a table";
        }
        return "a date or time";
    }
}

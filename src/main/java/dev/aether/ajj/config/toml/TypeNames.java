package dev.aether.ajj.config.toml;

import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** TOML's types in plain words. */
public final class TypeNames {

    private TypeNames() {}

    /** What was found against what is expected; never shows the value, which may be secret. */
    public static String mismatch(String expected, Object found) {
        return "expected " + expected + ", found " + of(found.getClass());
    }

    /** The value when it is a string. */
    public static String string(Object value, String hint) {
        if (!(value instanceof String text)) {
            throw new BadValue(mismatch("a string", value), hint);
        }
        return text;
    }

    /** The type of a value that tomlj has read, with its article. */
    public static String of(Class<?> type) {
        if (type == String.class) {
            return "a string";
        } else if (type == Long.class) {
            return "an integer";
        } else if (type == Double.class) {
            return "a float";
        } else if (type == Boolean.class) {
            return "a boolean";
        } else if (TomlArray.class.isAssignableFrom(type)) {
            return "an array";
        } else if (TomlTable.class.isAssignableFrom(type)) {
            return "a table";
        }
        return "a date or time";
    }
}

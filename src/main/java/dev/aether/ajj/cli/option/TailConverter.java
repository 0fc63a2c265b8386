package dev.aether.ajj.cli.option;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a number of lines, or {@code all}. */
public final class TailConverter implements ITypeConverter<OptionalInt> {

    @Override
    public OptionalInt convert(String text) {
        if (text.equals("all")) {
            return OptionalInt.empty();
        }
        if (!text.matches("\\d{1,9}")) {
            throw new TypeConversionException("'" + text + "' is not a number of lines, nor all");
        }
        return OptionalInt.of(Integer.parseInt(text));
    }
}

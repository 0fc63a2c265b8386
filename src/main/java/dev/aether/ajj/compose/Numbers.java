package dev.aether.ajj.compose;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as docker compose reads and prints them: it takes {@code 0755} for an octal number and prints 493, and
 * {@code 1.10} becomes 1.1. A version that lacks its quotation marks is another one then, and ajj must not know better.
 */
final class Numbers {
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9][0-9]*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern INFINITE = Pattern.compile("([-+]?)\\.(?:inf|Inf|INF)");
    private static final BigInteger LARGEST = BigInteger.TWO.pow(64);
    /** The exponents between which numbers are written without one. */
    private static final int LEAST_PLAIN = -4;

    private static final int MOST_PLAIN = 5;

    private Numbers() {}

    /** The number as text; empty when it is none. */
    static Optional<String> print(String plain) {
        String digits = plain.replace("_", "");
        if (INTEGER.matcher(digits).matches()) {
            BigInteger number = integer(digits);
            return Optional.of(
                    number.abs().compareTo(LARGEST) < 0 ? number.toString() : floating(number.doubleValue()));
        }
        if (FLOAT.matcher(digits).matches()) {
            return Optional.of(floating(Double.parseDouble(digits)));
        }
        var infinite = INFINITE.matcher(plain);
        if (infinite.matches()) {
            return Optional.of(("-".equals(infinite.group(1)) ? "-" : "+") + "Inf");
        }
        return plain.matches("\\.(nan|NaN|NAN)") ? Optional.of("NaN") : Optional.empty();
    }

    private static BigInteger integer(String digits) {
        boolean negative = digits.startsWith("-");
        String bare = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        BigInteger number = unsigned(bare);
        return negative ? number.negate() : number;
    }

    private static BigInteger unsigned(String digits) {
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            return switch (Character.toLowerCase(digits.charAt(1))) {
                case 'x' -> new BigInteger(digits.substring(2), 16);
                case 'o' -> new BigInteger(digits.substring(2), 8);
                case 'b' -> new BigInteger(digits.substring(2), 2);
                default -> new BigInteger(digits, 8);
            };
        }
        return new BigInteger(digits);
    }

    /** The shortest digits that mean this number; with an exponent when it is large or small. */
    private static String floating(double number) {
        if (number == 0 || Double.isInfinite(number)) {
            return number == 0 ? "0" : number > 0 ? "+Inf" : "-Inf";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= LEAST_PLAIN && exponent <= MOST_PLAIN) {
            return shortest.toPlainString();
        }
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = number < 0 ? "-" : "";
        return String.format(Locale.ROOT, "%s%se%s%02d", sign, mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
}

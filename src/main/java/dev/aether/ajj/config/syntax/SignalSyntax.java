package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.text.WordList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parses signals that the engine accepts: {@code "SIGINT"}, {@code "INT"}, {@code "2"}. */
public final class SignalSyntax {
    private static final List<String> NAMES = WordList.of("""
            ABRT ALRM BUS CHLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT RTMAX RTMIN SEGV STKFLT
            STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ
            """);

    private static final Pattern OTHERS =
            Pattern.compile("[1-9]|[1-5]\\d|6[0-4]|(?:SIG)?(?:RTMIN\\+(?:[1-9]|1[0-5])|RTMAX-(?:[1-9]|1[0-4]))");

    private SignalSyntax() {}

    /** Returns a valid signal unchanged. */
    public static String parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!NAMES.contains(upper.replaceFirst("^SIG", ""))
                && !OTHERS.matcher(upper).matches()) {
            List<String> known = NAMES.stream().map(name -> "SIG" + name).toList();
            throw new BadValue(
                    "\"" + text + "\" is not a valid signal",
                    Suggestions.hint(text, known, "write a name such as \"SIGINT\", or a number"));
        }
        return text;
    }
}

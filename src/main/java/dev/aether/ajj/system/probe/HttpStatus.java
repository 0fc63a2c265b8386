package dev.aether.ajj.system.probe;

import dev.aether.ajj.spi.machine.Probe.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interprets the status line of an HTTP response. Redirects are not followed: they show that the server is alive. */
final class HttpStatus {
    private static final Pattern LINE = Pattern.compile("HTTP/\\d(?:\\.\\d)? (\\d{3})(?: .*)?");
    private static final int FIRST_ERROR = 400;

    private HttpStatus() {}

    static Answer answer(String line) {
        if (line.isEmpty()) {
            return SocketProbe.closed();
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return new Answer(false, "answers, but not in HTTP");
        }
        int status = Integer.parseInt(matcher.group(1));
        return new Answer(status < FIRST_ERROR, "HTTP status " + status);
    }
}

package dev.aether.ajj.docker.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status line and headers of an HTTP response.
 *
 * @param headers by name, ignoring case
 */
record HttpHead(int status, Map<String, List<String>> headers) {
    private static final int LARGEST = 1 << 16;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");
    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]+");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /**
     * Reads up to the empty line.
     *
     * @throws IOException when the stream ends early, is not HTTP, or the head exceeds 64 KiB
     */
    static HttpHead read(InputStream input) throws IOException {
        Matcher status = STATUS_LINE.matcher(line(input, LARGEST));
        if (!status.matches()) {
            throw new IOException("its answer is not valid HTTP");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int left = LARGEST;
        for (String line = line(input, left); !line.isEmpty(); line = line(input, left)) {
            left -= line.length() + 1;
            String[] header = line.split(":", 2);
            if (header.length == 2) {
                headers.computeIfAbsent(header[0].strip(), _ -> new ArrayList<>())
                        .add(header[1].strip());
            }
        }
        return new HttpHead(Integer.parseInt(status.group(1)), headers);
    }

    /** Reads a line of at most so many characters. */
    static String line(InputStream input, int longest) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = input.read();
        while (next >= 0 && next != '\n') {
            if (line.length() >= longest) {
                throw new IOException("its answer is not valid HTTP: a line is too long");
            }
            line.append((char) next);
            next = input.read();
        }
        if (next < 0) {
            throw new EOFException("it closed the connection before the end of the answer");
        }
        return line.toString().stripTrailing();
    }

    boolean hasBody() {
        return status >= 200 && status != 204 && status != 304;
    }

    boolean isChunked() {
        return headers.getOrDefault("Transfer-Encoding", List.of()).stream()
                .anyMatch(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"));
    }

    /**
     * Returns the length of the body in bytes; -1 when the end of the connection ends it.
     *
     * @throws IOException when it is not a number
     */
    long length() throws IOException {
        List<String> lengths = headers.getOrDefault("Content-Length", List.of()).stream()
                .distinct()
                .toList();
        if (lengths.isEmpty()) {
            return -1;
        }
        if (lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
            throw new IOException("its answer is not valid HTTP: its length is not a number");
        }
        return Long.parseLong(lengths.getFirst());
    }

    /**
     * Returns the head of a request.
     *
     * @param engine its address, whose path is put before that of the request
     */
    static byte[] of(URI engine, EngineRequest request) {
        boolean remote = engine.getHost() != null && !"unix".equals(engine.getScheme());
        String path = (remote ? engine.getRawPath().replaceFirst("/$", "") : "") + request.path();
        if (!WORD.matcher(path).matches()) {
            throw new IllegalArgumentException("not a valid path");
        }
        StringBuilder head = new StringBuilder(request.method() + " " + path + " HTTP/1.1\r\n");
        head.append("Host: ").append(remote ? engine.getHost() : "localhost").append("\r\n");
        request.headers()
                .forEach((name, value) -> head.append(name)
                        .append(": ")
                        .append(value.replaceAll("[\\r\\n]", ""))
                        .append("\r\n"));
        head.append("Content-Length: ").append(request.body().length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

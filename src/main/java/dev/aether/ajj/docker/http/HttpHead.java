package dev.aether.ajj.docker.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Status line and headers of an HTTP response.
 *
 * @param line the status line, for messages
 * @param headers by name, ignoring case
 */
record HttpHead(int status, String line, Map<String, List<String>> headers) {
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
        StringBuilder head = new StringBuilder();
        while (!isComplete(head)) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException(
                        head.isEmpty()
                                ? "it closed the connection without an answer"
                                : "it closed the connection before the end of the answer");
            }
            if (head.length() >= LARGEST) {
                throw new IOException("its answer is not valid HTTP: the headers exceed 64 KiB");
            }
            head.append((char) next);
            if (head.length() == 5 && !head.toString().equals("HTTP/")) {
                throw new IOException("its answer is not valid HTTP");
            }
        }
        return parse(head.toString());
    }

    private static boolean isComplete(StringBuilder head) {
        int length = head.length();
        return length >= 2
                && head.charAt(length - 1) == '\n'
                && (head.charAt(length - 2) == '\n'
                        || (length >= 3 && head.charAt(length - 2) == '\r' && head.charAt(length - 3) == '\n'));
    }

    private static HttpHead parse(String head) throws IOException {
        List<String> lines = head.lines().filter(line -> !line.isEmpty()).toList();
        String first = lines.isEmpty() ? "" : lines.getFirst();
        Matcher status = STATUS_LINE.matcher(first);
        if (!status.matches()) {
            throw new IOException("its answer is not valid HTTP");
        }
        Map<String, List<String>> headers = lines.stream()
                .skip(1)
                .map(line -> line.split(":", 2))
                .filter(header -> header.length == 2)
                .collect(Collectors.groupingBy(
                        header -> header[0].strip(),
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                        Collectors.mapping(header -> header[1].strip(), Collectors.toList())));
        return new HttpHead(Integer.parseInt(status.group(1)), first, headers);
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
     * @param engine its address, whose path is put before {@code path}
     * @param path with its query
     * @param headers additional headers
     */
    static byte[] request(URI engine, String method, String path, Map<String, String> headers, int bodyLength) {
        boolean remote = engine.getHost() != null && !"unix".equals(engine.getScheme());
        String prefix = remote ? engine.getRawPath().replaceFirst("/$", "") : "";
        if (!WORD.matcher(prefix + path).matches()) {
            throw new IllegalArgumentException("not a valid path");
        }
        StringBuilder head = new StringBuilder(method + " " + prefix + path + " HTTP/1.1\r\n");
        head.append("Host: ").append(remote ? engine.getHost() : "localhost").append("\r\n");
        headers.forEach((name, value) -> head.append(name)
                .append(": ")
                .append(value.replaceAll("[\\r\\n]", ""))
                .append("\r\n"));
        head.append("Content-Length: ").append(bodyLength).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

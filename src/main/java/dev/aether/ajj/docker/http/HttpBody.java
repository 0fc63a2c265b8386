package dev.aether.ajj.docker.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** The body of an HTTP response, which ends by its length, its last chunk or the end of the connection. */
abstract class HttpBody extends FilterInputStream {

    static InputStream of(HttpHead head, InputStream stream) throws IOException {
        if (!head.hasBody()) {
            return InputStream.nullInputStream();
        }
        if (head.isChunked()) {
            return new Chunked(stream);
        }
        long length = head.length();
        return length < 0 ? stream : new Sized(stream, length);
    }

    /** Returns a body that ends after a number of bytes. */
    static InputStream cutAfter(long bytes, InputStream body) {
        return new Limited(body, bytes, false);
    }

    /** Returns a body whose read fails after a number of bytes. */
    static InputStream atMost(long bytes, InputStream body) {
        return new Limited(body, bytes, true);
    }

    private HttpBody(InputStream stream) {
        super(stream);
    }

    /** Returns how many bytes may be read now; 0 at the end. */
    abstract long room() throws IOException;

    /** Counts bytes that were read; -1 when the stream has ended. */
    abstract void count(int length) throws IOException;

    @Override
    public int read() throws IOException {
        if (room() <= 0) {
            return -1;
        }
        int next = in.read();
        count(next < 0 ? -1 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long room = room();
        if (room <= 0) {
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, room));
        count(read);
        return read;
    }

    @Override
    public long skip(long length) throws IOException {
        // Read, so that skipped bytes count too.
        byte[] skipped = new byte[Math.clamp(length, 0, 1 << 13)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static final class Sized extends HttpBody {
        private long left;

        Sized(InputStream stream, long length) {
            super(stream);
            this.left = length;
        }

        @Override
        long room() {
            return left;
        }

        @Override
        void count(int length) throws IOException {
            if (length < 0) {
                throw truncated();
            }
            left -= length;
        }
    }

    private static EOFException truncated() {
        return new EOFException("it closed the connection before the end of the answer");
    }

    /** A body in chunks, each preceded by its length. */
    private static final class Chunked extends HttpBody {
        private static final Pattern SIZE = Pattern.compile("[0-9a-fA-F]{1,15}");
        private static final int LONGEST_LINE = 1 << 12;
        private static final int MAX_TRAILERS = 100;

        private long left;
        private boolean first = true;
        private boolean ended;

        Chunked(InputStream stream) {
            super(stream);
        }

        @Override
        long room() throws IOException {
            if (left > 0 || ended) {
                return left;
            }
            if (!first && !line().isEmpty()) {
                throw new IOException("its answer is not valid HTTP: a chunk does not end where it should");
            }
            first = false;
            String size = line().split(";", 2)[0].strip();
            if (!SIZE.matcher(size).matches()) {
                throw new IOException("its answer is not valid HTTP: a chunk has no length");
            }
            left = Long.parseLong(size, 16);
            if (left == 0) {
                ended = true;
                for (int trailers = 0; trailers < MAX_TRAILERS && !line().isEmpty(); trailers++) {
                    // ignored
                }
            }
            return left;
        }

        @Override
        void count(int length) throws IOException {
            if (length < 0) {
                throw truncated();
            }
            left -= length;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                if (line.length() >= LONGEST_LINE) {
                    throw new IOException("its answer is not valid HTTP: a chunk has no length");
                }
                line.append((char) next);
                next = in.read();
            }
            if (next < 0) {
                throw truncated();
            }
            return line.toString().stripTrailing();
        }
    }

    private static final class Limited extends HttpBody {
        private final long limit;
        private final boolean strict;
        private long read;

        Limited(InputStream body, long limit, boolean strict) {
            super(body);
            this.limit = limit;
            this.strict = strict;
        }

        @Override
        long room() throws IOException {
            if (read < limit || !strict) {
                return limit - read;
            }
            if (in.read() >= 0) {
                throw new IOException("its answer is larger than " + (limit >> 20) + " MiB");
            }
            return 0;
        }

        @Override
        void count(int length) {
            read += Math.max(0, length);
        }
    }
}

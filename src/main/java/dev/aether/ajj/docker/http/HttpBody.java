package dev.aether.ajj.docker.http;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** The body of an HTTP response: ends where its length, its last chunk or the connection says. */
abstract class HttpBody extends FilterInputStream {

    /** The body that follows a head on a stream. */
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

    /** A body of which no more than so many bytes are read; what is longer ends there. */
    static InputStream cutAfter(long bytes, InputStream body) {
        return new Limited(body, bytes, false);
    }

    /** A body that must not be longer than so many bytes: reading more is an error. */
    static InputStream atMost(long bytes, InputStream body) {
        return new Limited(body, bytes, true);
    }

    private HttpBody(InputStream stream) {
        super(stream);
    }

    /**
     * How many bytes may be read now.
     *
     * @return 0 at the end
     */
    abstract long room() throws IOException;

    /** Called after so many bytes were read; -1 where the stream has ended. */
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
        // What is skipped counts too.
        byte[] skipped = new byte[Math.clamp(length, 0, 1 << 13)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** A body whose length was announced. */
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
                throw new EOFException("it closed the connection in the middle of an answer");
            }
            left -= length;
        }
    }

    /** A body in chunks, each with its length before it. */
    private static final class Chunked extends HttpBody {
        private static final Pattern SIZE = Pattern.compile("[0-9a-fA-F]{1,15}");
        private static final int LONGEST_LINE = 1 << 12;
        private static final int MOST_TRAILERS = 100;

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
                for (int trailers = 0; trailers < MOST_TRAILERS && !line().isEmpty(); trailers++) {
                    // Nothing of interest.
                }
            }
            return left;
        }

        @Override
        void count(int length) throws IOException {
            if (length < 0) {
                throw new EOFException("it closed the connection in the middle of an answer");
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
                throw new EOFException("it closed the connection in the middle of an answer");
            }
            return line.toString().stripTrailing();
        }
    }

    /** A body of which only so much is read. */
    private static final class Limited extends HttpBody {
        private final long most;
        private final boolean strict;
        private long read;

        Limited(InputStream body, long most, boolean strict) {
            super(body);
            this.most = most;
            this.strict = strict;
        }

        @Override
        long room() throws IOException {
            if (read < most || !strict) {
                return most - read;
            }
            if (in.read() >= 0) {
                throw new IOException("its answer is larger than " + (most >> 20) + " MiB");
            }
            return 0;
        }

        @Override
        void count(int length) {
            read += Math.max(0, length);
        }
    }
}

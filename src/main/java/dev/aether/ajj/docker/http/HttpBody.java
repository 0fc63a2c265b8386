package dev.aether.ajj.docker.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** The body of an HTTP response, which ends by its length, its last chunk or the end of the connection. */
class HttpBody extends InputStream {
    final InputStream in;
    private long left;

    static InputStream of(HttpHead head, InputStream stream) throws IOException {
        if (!head.hasBody()) {
            return InputStream.nullInputStream();
        }
        if (head.isChunked()) {
            return new Chunked(stream);
        }
        long length = head.length();
        return length < 0 ? stream : new HttpBody(stream, length);
    }

    /** Returns a body whose read fails after a number of bytes. */
    static InputStream atMost(long bytes, InputStream body) {
        return new Limited(body, bytes);
    }

    private HttpBody(InputStream stream, long length) {
        this.in = stream;
        this.left = length;
    }

    /** Returns how many bytes follow those that were read; 0 at the end. */
    long next() throws IOException {
        return 0;
    }

    /** Handles the end of the stream while bytes are left. */
    void ended() throws IOException {
        throw new EOFException("it closed the connection before the end of the answer");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        left = left == 0 ? next() : left;
        if (left == 0) {
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left));
        if (read < 0) {
            ended();
            return -1;
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A body in chunks, each preceded by its length. */
    private static final class Chunked extends HttpBody {
        private static final Pattern SIZE = Pattern.compile("[0-9a-fA-F]{1,15}");
        private static final int LONGEST_LINE = 1 << 12;
        private static final int MAX_TRAILERS = 100;

        private boolean first = true;
        private boolean last;

        Chunked(InputStream stream) {
            super(stream, 0);
        }

        @Override
        long next() throws IOException {
            if (last) {
                return 0;
            }
            if (!first && !line().isEmpty()) {
                throw new IOException("its answer is not valid HTTP: a chunk does not end where it should");
            }
            first = false;
            String size = line().split(";", 2)[0].strip();
            if (!SIZE.matcher(size).matches()) {
                throw new IOException("its answer is not valid HTTP: a chunk has no length");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                last = true;
                for (int trailers = 0; trailers < MAX_TRAILERS && !line().isEmpty(); trailers++) {
                    // ignored
                }
            }
            return length;
        }

        private String line() throws IOException {
            return HttpHead.line(in, LONGEST_LINE);
        }
    }

    private static final class Limited extends HttpBody {
        private final long limit;

        Limited(InputStream body, long limit) {
            super(body, limit);
            this.limit = limit;
        }

        @Override
        long next() throws IOException {
            if (in.read() >= 0) {
                throw new IOException("its answer is larger than " + (limit >> 20) + " MiB");
            }
            return 0;
        }

        @Override
        void ended() {
            // A body may be shorter.
        }
    }
}

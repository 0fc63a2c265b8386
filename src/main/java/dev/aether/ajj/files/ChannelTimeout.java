package dev.aether.ajj.files;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel after a timeout, because Unix sockets have no read timeout. A pending read then fails with
 * {@link java.nio.channels.AsynchronousCloseException}. Must be closed when the exchange has ended.
 */
public final class ChannelTimeout implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean expired;

    /** Starts the timeout. */
    public ChannelTimeout(Closeable channel, Duration timeout) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    expired = true;
                    channel.close();
                }
            } catch (InterruptedException | IOException closed) {
                // closed
            }
        });
    }

    /** Whether the timeout has closed the channel. */
    public boolean hasExpired() {
        return expired;
    }

    /** Ends the timeout and leaves the channel open. */
    @Override
    public void close() {
        ended.countDown();
    }
}

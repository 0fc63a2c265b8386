package dev.aether.ajj.ssh;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel when an exchange on it takes too long: Unix sockets have no limit of their own for reading. What is read
 * then fails with {@link java.nio.channels.AsynchronousCloseException}. To be closed when the exchange has ended.
 */
public final class TimeLimit implements AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The limit begins now. */
    public TimeLimit(Channel channel, Duration limit) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    channel.close();
                }
            } catch (InterruptedException | IOException closed) {
                // closed is closed
            }
        });
    }

    /** The channel stays open. */
    @Override
    public void close() {
        ended.countDown();
    }
}

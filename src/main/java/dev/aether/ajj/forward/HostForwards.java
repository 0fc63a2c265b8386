package dev.aether.ajj.forward;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SshAddress;
import dev.aether.ajj.model.text.Durations;
import dev.aether.ajj.spi.forward.ForwardReport;
import dev.aether.ajj.ssh.SshFiles;
import dev.aether.ajj.ssh.SshMaster;
import dev.aether.ajj.ssh.SshTunnel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The forwards to one machine. A thread keeps the connection, and reconnects with growing pauses when it is lost. */
final class HostForwards {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Too many attempts at a login that is refused may lock the user out. */
    private static final Duration PAUSE_WHEN_DENIED = Duration.ofMinutes(10);

    private final SshAddress address;
    private final String engine;
    private final SshFiles files;
    private final Supplier<Map<String, String>> environment;
    private final Consumer<String> log;
    private final Thread thread;
    private final Set<Integer> wanted = new TreeSet<>();
    private final Map<Integer, String> ports = new TreeMap<>();
    private @Nullable SshMaster master;
    private SshMaster.@Nullable Hold hold;
    private boolean ended;
    /** Whether a command waits for the next attempt to connect. */
    private boolean requested;

    private String reason = "";
    private Instant since = Instant.now();
    private int connections;

    /** @param environment for ssh, read at each connection */
    HostForwards(
            ForwardProcess.Target target,
            SshFiles files,
            Supplier<Map<String, String>> environment,
            Consumer<String> log) {
        this.address = SshAddress.parse(target.address()).orElseThrow();
        this.engine = target.engine();
        this.files = files;
        this.environment = environment;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name(address.text()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Sets the ports to forward, and retries those that failed.
     *
     * @param needed whether a command waits for them: then a lost connection is made now
     */
    synchronized void setPorts(Set<Integer> now, boolean needed) {
        wanted.clear();
        wanted.addAll(now);
        requested = master == null && (requested || needed);
        apply();
        notifyAll();
    }

    private void apply() {
        if (master == null) {
            return;
        }
        try {
            for (int port : Set.copyOf(ports.keySet())) {
                if (!wanted.contains(port)) {
                    master.cancel(port);
                    ports.remove(port);
                }
            }
            for (int port : wanted) {
                if (!ports.getOrDefault(port, "new").isEmpty()) {
                    ports.put(port, forward(master, port));
                }
            }
        } catch (IOException lost) {
            reconnect();
        }
    }

    /** Has the thread make another connection, because this one is lost or does not answer. */
    private void reconnect() {
        master = null;
        since = Instant.now();
        requested = true;
        if (hold != null) {
            hold.close();
        }
    }

    /** Forwards a port, and returns why that failed; an empty text when it did not. */
    private String forward(SshMaster connected, int port) throws IOException {
        try {
            connected.forward(port);
            return "";
        } catch (SshMaster.Refused refused) {
            log.accept(address.text() + ": port " + port + " cannot be forwarded: " + refused.getMessage());
            return "another program on this machine uses it";
        }
    }

    /** Closes all forwards and releases the connection. */
    void end() {
        setPorts(Set.of(), false);
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        thread.interrupt();
    }

    /** Waits until the host is connected, or an attempt that began after {@link #setPorts} has failed. */
    synchronized void awaitSettled(long nanoTime) throws InterruptedException {
        while (master == null && requested && !ended) {
            long left = Duration.ofNanos(nanoTime - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    synchronized ForwardReport.Host report() {
        return new ForwardReport.Host(
                address.text(),
                engine,
                master != null,
                reason,
                since,
                Math.max(0, connections - 1),
                new TreeMap<>(ports));
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!isEnded()) {
            boolean[] connected = {false};
            Duration longest = LONGEST_PAUSE;
            try (SshTunnel tunnel = new SshTunnel(address, files, environment.get(), false)) {
                SshMaster made = tunnel.connection(CONNECT_TIMEOUT);
                new EngineVerification(tunnel).verify(engine, CONNECT_TIMEOUT);
                connected[0] = true;
                connected(made, tunnel.hold());
                tunnel.hold().awaitEnd();
                lost("the connection was lost");
            } catch (Failure failed) {
                longest = SshTunnel.isDenied(failed) ? PAUSE_WHEN_DENIED : LONGEST_PAUSE;
                lost(failed.first().message());
            } catch (InterruptedException interrupted) {
                return;
            } catch (RuntimeException unexpected) {
                // Without this, the thread would end and nothing would reconnect.
                lost(String.valueOf(unexpected));
            }
            pause = connected[0] ? FIRST_PAUSE : pause;
            if (!pause(pause)) {
                pause = FIRST_PAUSE;
            } else {
                pause = Durations.min(pause.multipliedBy(2), longest);
            }
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    private synchronized void connected(SshMaster made, SshMaster.Hold held) {
        master = made;
        hold = held;
        connections++;
        since = Instant.now();
        reason = "";
        requested = false;
        ports.clear();
        apply();
        log.accept(address.text() + ": connected, forwards " + wanted);
        notifyAll();
    }

    private synchronized void lost(String why) {
        if (ended) {
            return;
        }
        if (master != null) {
            since = Instant.now();
        }
        if (!why.equals(reason)) {
            log.accept(address.text() + ": " + why);
        }
        master = null;
        reason = why;
        requested = false;
        ports.clear();
        notifyAll();
    }

    /** Waits, and returns false when a command that needs the connection has ended the pause. */
    private synchronized boolean pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        try {
            while (!requested && !ended) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return true;
                }
                wait(left);
            }
            return false;
        } catch (InterruptedException interrupted) {
            ended = true;
            return false;
        }
    }
}

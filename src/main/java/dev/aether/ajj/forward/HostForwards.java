package dev.aether.ajj.forward;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.config.SshAddress;
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

/** The forwards to one machine: a thread keeps its connection, and makes it again with growing pauses when it is lost. */
final class HostForwards {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A host that refuses the login may lock the user out who tries too often. */
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
    /** Whether a command waits for an attempt that has not been made. */
    private boolean asked;

    private String reason = "";
    private Instant since = Instant.now();
    private int connections;

    /** @param environment for ssh, asked at each connection */
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
        this.thread = Thread.ofPlatform().daemon().name(address.text()).unstarted(this::keep);
    }

    void start() {
        thread.start();
    }

    /**
     * Settles which ports lead there; tries those again that did not.
     *
     * @param needed whether a command waits for it, so that a lost connection is made now
     */
    synchronized void want(Set<Integer> now, boolean needed) {
        wanted.clear();
        wanted.addAll(now);
        asked = master == null && (asked || needed);
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
                    ports.put(port, forwarded(master, port));
                }
            }
        } catch (IOException lost) {
            giveUp();
        }
    }

    /** Has the thread make another connection: this one is lost, or does not answer. */
    private void giveUp() {
        master = null;
        since = Instant.now();
        asked = true;
        if (hold != null) {
            hold.close();
        }
    }

    /** Why it does not work; empty when it does. */
    private String forwarded(SshMaster connected, int port) throws IOException {
        try {
            connected.forward(port);
            return "";
        } catch (SshMaster.Refused refused) {
            log.accept(address.text() + ": port " + port + " cannot be forwarded: " + refused.getMessage());
            return "another program on this machine uses it";
        }
    }

    /** Ends all of them, and releases the connection. */
    void end() {
        want(Set.of(), false);
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        thread.interrupt();
    }

    /** Returns when it is connected, or an attempt to connect that began after {@link #want} has failed. */
    synchronized void awaitSettled(long nanoTime) throws InterruptedException {
        while (master == null && asked && !ended) {
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

    private void keep() {
        Duration pause = FIRST_PAUSE;
        while (!isEnded()) {
            boolean[] connected = {false};
            Duration longest = LONGEST_PAUSE;
            try (SshTunnel tunnel = new SshTunnel(address, files, environment.get(), false)) {
                SshMaster made = tunnel.connection(CONNECT);
                new EngineQuestion(tunnel).verify(engine, CONNECT);
                connected[0] = true;
                connected(made, tunnel.hold());
                tunnel.hold().awaitEnd();
                lost("the connection was lost");
            } catch (Failure failed) {
                longest = SshTunnel.isDenied(failed) ? PAUSE_WHEN_DENIED : LONGEST_PAUSE;
                lost(failed.first().message());
            } catch (InterruptedException told) {
                return;
            } catch (RuntimeException unexpected) {
                // Or nothing would connect again as long as this process lives.
                lost(String.valueOf(unexpected));
            }
            pause = connected[0] ? FIRST_PAUSE : pause;
            if (!pause(pause)) {
                pause = FIRST_PAUSE;
            } else {
                Duration next = pause.multipliedBy(2);
                pause = next.compareTo(longest) > 0 ? longest : next;
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
        asked = false;
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
        asked = false;
        ports.clear();
        notifyAll();
    }

    /** Whether all of it was waited: a command that needs the connection now ends it. */
    private synchronized boolean pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        try {
            while (!asked && !ended) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return true;
                }
                wait(left);
            }
            return false;
        } catch (InterruptedException told) {
            ended = true;
            return false;
        }
    }
}

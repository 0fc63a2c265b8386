package dev.aether.ajj.system.probe;

import dev.aether.ajj.spi.machine.Probe.Answer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Sends PostgreSQL's startup message. The response shows whether the server accepts connections. */
final class PostgresGreeting {
    private static final int PROTOCOL_3 = 196608;
    private static final int AUTHENTICATION = 'R';
    private static final int ERROR = 'E';
    private static final int LONGEST_MESSAGE = 10_000;
    private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};
    private static final String DEFAULT_USER = "postgres";

    private PostgresGreeting() {}

    /** @param environment names the user and the database as the official image does */
    static Answer exchange(Socket socket, Map<String, String> environment) throws IOException {
        socket.getOutputStream().write(startup(environment));
        DataInputStream input = new DataInputStream(socket.getInputStream());
        try {
            int type = input.readUnsignedByte();
            byte[] body = input.readNBytes(Math.clamp(input.readInt() - 4L, 0, LONGEST_MESSAGE));
            return switch (type) {
                case ERROR -> refused(new String(body, StandardCharsets.UTF_8));
                case AUTHENTICATION -> welcome(socket, body);
                default -> new Answer(false, "answers, but not as PostgreSQL does");
            };
        } catch (EOFException _) {
            return SocketProbe.closed();
        }
    }

    private static byte[] startup(Map<String, String> environment) throws IOException {
        String user = environment.getOrDefault("POSTGRES_USER", DEFAULT_USER);
        String database = environment.getOrDefault("POSTGRES_DB", user);
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String text : new String[] {"user", user, "database", database, "application_name", "ajj", ""}) {
            fields.write(text.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream output = new DataOutputStream(message);
        output.writeInt(2 * Integer.BYTES + fields.size());
        output.writeInt(PROTOCOL_3);
        fields.writeTo(output);
        return message.toByteArray();
    }

    /** Class 57P is a server that starts, stops or recovers. Any other error comes from a ready server. */
    private static Answer refused(String body) {
        String state = field(body, 'C');
        return new Answer(!state.startsWith("57P"), field(body, 'M') + " (" + state + ")");
    }

    private static String field(String body, char code) {
        return body.lines()
                .flatMap(text -> Arrays.stream(text.split("\0", -1)))
                .filter(field -> !field.isEmpty() && field.charAt(0) == code)
                .map(field -> field.substring(1))
                .findFirst()
                .orElse("");
    }

    /**
     * Disconnects in a way that the server does not log. While it waits for a password, the connection is just closed.
     * After a successful login, a Terminate message is sent and the rest of the response is read.
     */
    private static Answer welcome(Socket socket, byte[] body) throws IOException {
        boolean authenticated = Arrays.equals(body, new byte[Integer.BYTES]);
        if (authenticated) {
            socket.getOutputStream().write(TERMINATE);
            try {
                long _ = socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException _) {
                // the server has already accepted the connection
            }
        }
        return new Answer(true, "accepts connections");
    }
}

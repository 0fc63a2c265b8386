package dev.aether.ajj.docker.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** TLS with the files that docker uses. Java itself reads certificates in PEM, but not keys. */
final class EngineTls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----([^-]+)-----END", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final char[] NO_PASSWORD = {};

    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;
    /** The algorithm of RSA keys, with its empty parameters. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** The algorithm of keys on elliptic curves, which the name of the curve follows. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private EngineTls() {}

    /**
     * Returns a context that trusts only the engines of ca.pem.
     *
     * @param directory holds ca.pem, cert.pem and key.pem
     * @throws SSLException when they cannot be used
     */
    static SSLContext context(Path directory) throws SSLException {
        try {
            return read(directory);
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            throw new SSLException("the certificates and the key cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static SSLContext read(Path directory) throws IOException, GeneralSecurityException {
        // PKCS12 would refuse certificates that do not form a chain in order, which docker accepts.
        KeyStore keys = KeyStore.getInstance("JKS");
        keys.load(null, null);
        for (Certificate authority : certificates(directory.resolve("ca.pem"))) {
            keys.setCertificateEntry("ca" + keys.size(), authority);
        }
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        keys.setKeyEntry(
                "key",
                key(Files.readString(directory.resolve("key.pem"), StandardCharsets.ISO_8859_1)),
                NO_PASSWORD,
                certificates(directory.resolve("cert.pem")).toArray(Certificate[]::new));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        byte[] pem = Files.readAllBytes(file);
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
    }

    /** Reads a key in PKCS#8, or in the older forms of RSA (PKCS#1) and of elliptic curves (SEC 1). */
    static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new InvalidKeySpecException("key.pem has no private key without a password");
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(2));
        byte[] key = switch (String.valueOf(found.group(1))) {
            case "RSA " -> pkcs8(RSA, der);
            case "EC " -> pkcs8(der(SEQUENCE, EC, curve(der)), der);
            default -> der;
        };
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (InvalidKeySpecException other) {
                // tries the next
            }
        }
        throw new InvalidKeySpecException("key.pem has a private key of an unknown kind");
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, der(INTEGER, new byte[] {0}), algorithm, der(OCTETS, key));
    }

    /** Returns the name of the curve, which follows the number of a SEC 1 key. */
    private static byte[] curve(byte[] key) throws InvalidKeySpecException {
        int start = (key[1] < 0 ? 2 + (key[1] & 0x7f) : 2) + 3;
        int tag = start + 2 + key[start + 1];
        if (tag + 2 >= key.length || (key[tag] & 0xff) != 0xa0) {
            throw new InvalidKeySpecException("key.pem does not name the curve of its key");
        }
        return Arrays.copyOfRange(key, tag + 2, tag + 2 + key[tag + 1]);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (length >= 0x100) {
            value.write(0x82);
            value.write(length >> 8);
        } else if (length >= 0x80) {
            value.write(0x81);
        }
        value.write(length);
        value.writeBytes(content.toByteArray());
        return value.toByteArray();
    }
}

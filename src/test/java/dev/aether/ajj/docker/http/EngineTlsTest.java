package dev.aether.ajj.docker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.testing.Shell;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of keys that openssl writes. */
class EngineTlsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            openssl genrsa -traditional 2048                                            | RSA
            openssl genrsa -traditional 4096                                            | RSA
            openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048                | RSA
            openssl ecparam -name prime256v1 -genkey                                    | EC
            openssl ecparam -name secp384r1 -genkey -noout                              | EC
            openssl ecparam -name secp521r1 -genkey -noout                              | EC
            openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256              | EC
            openssl genpkey -algorithm ED25519                                          | EdDSA
            """)
    void keys(String command, String algorithm) throws GeneralSecurityException {
        String pem = Shell.succeed(Map.of(), List.of("sh", "-c", command + " 2>/dev/null"));
        assertThat(EngineTls.key(pem).getAlgorithm()).isEqualTo(algorithm);
    }

    @Test
    void aKeyWithAPasswordIsRefused() {
        String pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n";
        assertThatThrownBy(() -> EngineTls.key(pem)).hasMessageContaining("without a password");
    }
}

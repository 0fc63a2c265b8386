package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Texts that are not TOML. */
final class SyntaxMistakes {

    private SyntaxMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.pairs(
                """
                a =
                """,
                """
                1:4 a value is missing or has no quotation marks
                    write key = "text"
                """,
                """
                [services.web
                image = "x"
                """,
                """
                1:14 the table header has no closing ]
                    write [services.name] on one line
                """,
                """
                [ports]
                range = "2000
                """,
                """
                2:14 a string is not closed
                    close it with the same quotation mark; put a string of several lines in \"""
                """,
                """
                [ports]
                range = 20000-29999
                """,
                """
                2:20 a value is missing or has no quotation marks
                    write key = "text"
                """,
                """
                [services.web]
                image = postgres
                env = { PASSWORD = hunter2 }
                """,
                """
                2:9 a value is missing or has no quotation marks
                    write key = "text"
                3:20 a value is missing or has no quotation marks
                    write key = "text"
                """,
                """
                services:
                  web:
                    image: postgres
                """,
                """
                1:9 a key must be followed by "=" and a value
                    this is TOML, not YAML: write key = "text"
                2:6 a key must be followed by "=" and a value
                    this is TOML, not YAML: write key = "text"
                3:10 a key must be followed by "=" and a value
                    this is TOML, not YAML: write key = "text"
                """,
                """
                [services.web]
                image = "a" "b"
                """,
                """
                2:13 there is text after a complete value
                    write each key on its own line
                """,
                """
                [services.web]
                image = "a"
                image = "b"
                """,
                """
                3:1 image is defined twice, first in line 2
                    remove one of the two, or merge them
                """,
                """
                [services.web]
                image = "a"
                [services.web]
                """,
                """
                3:1 services.web is defined twice, first in line 1
                    remove one of the two, or merge them
                """,
                """
                [services.web]
                command = ["a" "b"]
                """,
                """
                2:16 a comma or the closing ] of the array is missing
                    write ["one", "two"]
                """,
                """
                [services.web]
                command = ["a", "b"
                """,
                """
                3:1 a comma or the closing ] of the array is missing
                    write ["one", "two"]
                """,
                """
                [services.web]
                env = { A = "1" B = "2" }
                """,
                """
                2:17 a comma or the closing } of the table is missing
                    write { KEY = "value" }
                """,
                """
                [services.web]
                image = "C:\\q"
                """,
                """
                2:12 unknown escape after a backslash
                    write the backslash twice, or put the text in single quotes: '...'
                """,
                """
                [services.w!eb]
                image = "x"
                """,
                """
                1:12 the name of a table is invalid
                    keys consist of letters, digits, "_" and "-"; put others in quotation marks
                """,
                """
                é = 1
                """,
                """
                1:1 a key is missing or needs quotation marks
                    keys consist of letters, digits, "_" and "-"; put others in quotation marks
                """,
                """
                [ports]
                range = 0123
                """,
                """
                2:9 leading zeros are not allowed
                    aether.toml is written in TOML: https://toml.io/en/v1.0.0
                """,
                """
                [[injection]]
                file = ".env"
                template = \"""
                A=1
                """,
                """
                5:1 a string is not closed
                    close it with the same quotation mark; put a string of several lines in \"""
                """,
                """
                [services.web]
                cpus = 99999999999999999999
                """,
                """
                2:8 integer is too large
                    aether.toml is written in TOML: https://toml.io/en/v1.0.0
                """,
                """
                []
                """,
                """
                1:1 empty table key
                    aether.toml is written in TOML: https://toml.io/en/v1.0.0
                """);
    }
}

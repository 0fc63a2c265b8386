package dev.aether.ajj.config;

import java.util.stream.Stream;

/** Invalid image names. */
final class ImageMistakes {

    private ImageMistakes() {}

    static Stream<Mistake> all() {
        return Mistake.pairs("""
                [services.web]
                image = ""
                """, """
                2:1 image in [services.web]: it is empty
                    write it like "postgres:15" or "ghcr.io/team/app:1.2"
                """, """
                [services.web]
                image = "post gres"
                """, """
                2:1 image in [services.web]: "post gres" contains white space
                    write it like "postgres:15" or "ghcr.io/team/app:1.2"
                """, """
                [services.web]
                image = "Postgres:15"
                """, """
                2:1 image in [services.web]: "Postgres:15" has upper-case letters
                    image names are in lower case: "postgres"
                """, """
                [services.web]
                image = "https://ghcr.io/a/b"
                """, """
                2:1 image in [services.web]: "https://ghcr.io/a/b" is a URL, not an image name
                    remove "https://"
                """, """
                [services.web]
                image = "localhost/aether-build/aether-1a2b3-x/db:0123"
                """, """
                2:1 image in [services.web]: "localhost/aether-build/aether-1a2b3-x/db:0123" is an image that ajj built for a workspace
                    write it like "postgres:15" or "ghcr.io/team/app:1.2"
                """, """
                [services.web]
                image = "a//b"
                """, """
                2:1 image in [services.web]: "a//b" is not a valid image name
                    write it like "postgres:15" or "ghcr.io/team/app:1.2"
                """, """
                [services.web]
                image = "postgres:"
                """, """
                2:1 image in [services.web]: "postgres:" is not a valid image name
                    write it like "postgres:15" or "ghcr.io/team/app:1.2"
                """, """
                [services.web]
                image = "postgres@sha256:12"
                """, """
                2:1 image in [services.web]: "postgres@sha256:12" is not a valid image name
                    write it like "postgres:15" or "ghcr.io/team/app:1.2"
                """, """
                [services.web]
                image = "ghcr.io/Team/App"
                """, """
                2:1 image in [services.web]: "ghcr.io/Team/App" has upper-case letters
                    image names are in lower case: "team"
                """);
    }
}

package dev.aether.ajj.compose.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Facts about a well-known image: the port that it listens on, and the address that programs need.
 *
 * @param port the container port
 * @param server the program of its command; empty if unknown
 * @param variable the usual environment variable for its address
 * @param scheme of the address; empty if it is only host and port
 * @param accounts possible logins, separated by semicolons; the first that the environment defines is used
 * @param database choices of the name of the database
 * @param suffix the end of an address with a login
 */
public record KnownImage(
        String port, String server, String variable, String scheme, String accounts, String database, String suffix) {
    /** Choices are variables, of which the first that is set is used, and {@code =} with a default. */
    private static final String TABLE = """
            # names | port | server | variable | scheme | user : password | database | suffix
            postgres postgresql postgis pgvector timescaledb timescaledb-ha | 5432 | postgres | DATABASE_URL | postgres \
            | POSTGRES_USER POSTGRESQL_USERNAME =postgres : POSTGRES_PASSWORD POSTGRESQL_PASSWORD \
            | POSTGRES_DB POSTGRESQL_DATABASE POSTGRES_USER POSTGRESQL_USERNAME =postgres |
            mysql mysql-server percona | 3306 | mysqld | DATABASE_URL | mysql \
            | MYSQL_USER MARIADB_USER : MYSQL_PASSWORD MARIADB_PASSWORD ; =root : MYSQL_ROOT_PASSWORD MARIADB_ROOT_PASSWORD \
            | MYSQL_DATABASE MARIADB_DATABASE |
            mariadb | 3306 | mariadbd | DATABASE_URL | mysql \
            | MYSQL_USER MARIADB_USER : MYSQL_PASSWORD MARIADB_PASSWORD ; =root : MYSQL_ROOT_PASSWORD MARIADB_ROOT_PASSWORD \
            | MYSQL_DATABASE MARIADB_DATABASE |
            mongo mongodb | 27017 | mongod | MONGODB_URI | mongodb \
            | MONGO_INITDB_ROOT_USERNAME MONGODB_ROOT_USER : MONGO_INITDB_ROOT_PASSWORD MONGODB_ROOT_PASSWORD \
            | MONGO_INITDB_DATABASE MONGODB_DATABASE | ?authSource=admin
            redis redis-stack redis-stack-server keydb valkey | 6379 | redis-server | REDIS_URL | redis | | |
            rabbitmq | 5672 | rabbitmq-server | RABBITMQ_URL | amqp \
            | RABBITMQ_DEFAULT_USER RABBITMQ_USERNAME =guest : RABBITMQ_DEFAULT_PASS RABBITMQ_PASSWORD =guest \
            | RABBITMQ_DEFAULT_VHOST RABBITMQ_VHOST |
            elasticsearch | 9200 | | ELASTICSEARCH_URL | http | ELASTIC_USERNAME =elastic : ELASTIC_PASSWORD | |
            mssql/server | 1433 | | DATABASE_URL | sqlserver | =sa : MSSQL_SA_PASSWORD SA_PASSWORD | |
            opensearch | 9200 | | OPENSEARCH_URL | http | | |
            nats | 4222 | | NATS_URL | nats | | |
            minio | 9000 | | MINIO_URL | http | | |
            localstack | 4566 | | AWS_ENDPOINT_URL | http | | |
            memcached | 11211 | | MEMCACHED_SERVER | | | |
            meilisearch | 7700 | | MEILISEARCH_URL | http | | |
            qdrant | 6333 | | QDRANT_URL | http | | |
            clickhouse-server | 8123 | | CLICKHOUSE_URL | http | | |
            mailpit mailhog | 1025 | | SMTP_URL | smtp | | |
            kafka cp-kafka | 9092 | | KAFKA_BOOTSTRAP_SERVERS | | | |
            zookeeper cp-zookeeper | 2181 | | ZOOKEEPER_CONNECT | | | |
            """;

    /** Values that need no URL encoding, which a template cannot do. */
    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9._~-]*");

    private static final String REDIS_PASSWORD = "--requirepass";
    private static final Pattern IN_SHELL_LINE = Pattern.compile(REDIS_PASSWORD + "[\\s=]+(\\S+)");

    /** Finds an image by its repository; empty if it is not well-known. */
    static Optional<KnownImage> of(String image) {
        String repository = image.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "");
        String[] parts = repository.split("/", -1);
        String last = parts[parts.length - 1];
        String lastTwo = parts.length > 1 ? parts[parts.length - 2] + "/" + last : last;
        return named(lastTwo).or(() -> named(last));
    }

    private static Optional<KnownImage> named(String name) {
        return TABLE.lines()
                .skip(1)
                .filter(line -> line.contains(name))
                .map(line -> line.split("\\s*\\|\\s*", -1))
                .filter(row -> List.of(row[0].split(" ", -1)).contains(name))
                .findFirst()
                .map(row -> new KnownImage(row[1], row[2], row[3], row[4], row[5], row[6], row[7]));
    }

    /** Whether a service with this command is the server, not a job with the same image. */
    boolean isServedBy(List<String> entrypoint, List<String> command) {
        if (!entrypoint.isEmpty()) {
            return false;
        }
        if (command.isEmpty() || command.getFirst().startsWith("-")) {
            return true;
        }
        String whole = String.join(" ", command);
        return server.isEmpty()
                ? command.getFirst().matches("(?:.*/)?(?:server|start)")
                : (" " + whole).matches("(?s).*[\\s/]" + server + "(?:\\s.*|$)");
    }

    /**
     * Returns the template for the {@code connection} of a server: its URL with user, password and database.
     *
     * @param declared the container port
     */
    String connection(String declared, Map<String, String> env, List<String> command) {
        String hostAndPort = "{{ host }}:{{ ports." + declared + " }}";
        if (scheme.isEmpty()) {
            return hostAndPort;
        }
        String login = scheme.equals("redis") ? redisLogin(env, command) : login(env);
        String path = value(database, env)
                .filter(name -> !name.equals("/"))
                .map(name -> "/" + name)
                .orElse("");
        String end = login.isEmpty() || suffix.isEmpty() ? "" : (path.isEmpty() ? "/" : "") + suffix;
        return scheme + "://" + login + hostAndPort + path + end;
    }

    /** Returns the login of the first account with a user. */
    private String login(Map<String, String> env) {
        for (String account : accounts.split(" ; ", -1)) {
            String users = account.replaceFirst(" : .*", "");
            Optional<String> user = value(users, env);
            Optional<String> password = value(account.substring(users.length()), env);
            // The image's default user is useless without a password, except in postgres.
            boolean named = variable(users, env).isPresent() || password.isPresent() || server.equals("postgres");
            if (user.isPresent() && named) {
                return user.get() + password.map(secret -> ":" + secret).orElse("") + "@";
            }
        }
        return "";
    }

    /** The official image has no variable for the password, only a command-line option. */
    private static String redisLogin(Map<String, String> env, List<String> command) {
        String password = redisPassword(command);
        if (!password.startsWith("$")) {
            return password.isEmpty() ? "" : ":" + encoded(password) + "@";
        }
        return variable(password.replaceAll("[${}]", ""), env)
                .map(template -> ":" + template + "@")
                .orElse("");
    }

    /** Finds the password in the command's words, or in a line for a shell; a variable keeps its dollar. */
    private static String redisPassword(List<String> command) {
        int option = command.indexOf(REDIS_PASSWORD);
        if (option >= 0 && option + 1 < command.size()) {
            return command.get(option + 1);
        }
        Matcher password = IN_SHELL_LINE.matcher(String.join(" ", command));
        return password.find() ? password.group(1).replaceAll("^[\"']|[\"']$", "") : "";
    }

    private static Optional<String> value(String choices, Map<String, String> env) {
        return variable(choices, env)
                .or(() -> words(choices)
                        .filter(word -> word.startsWith("="))
                        .map(word -> word.substring(1))
                        .findFirst());
    }

    /** Returns the template or the encoded value of the first variable that is set. */
    private static Optional<String> variable(String choices, Map<String, String> env) {
        return words(choices)
                .filter(name -> !env.getOrDefault(name, "").isEmpty())
                .findFirst()
                .map(name -> {
                    String value = env.getOrDefault(name, "");
                    return URL_SAFE.matcher(value).matches() ? "{{ env." + name + " }}" : encoded(value);
                });
    }

    private static Stream<String> words(String choices) {
        return Arrays.stream(choices.split(" ", -1));
    }

    /** Encodes a text for a URL. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

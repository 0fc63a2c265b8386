package dev.aether.ajj.compose.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Facts about a well-known image: the port that it listens on, and the address that programs need.
 *
 * @param port the container port
 * @param server the program of its command; empty if unknown
 * @param variable the usual environment variable for its address
 * @param address the parts of the address
 */
public record KnownImage(int port, String server, String variable, Address address) {

    /**
     * The parts of a server's address.
     *
     * @param scheme such as {@code postgres}; empty if the address is only host and port
     * @param accounts possible logins; the first that the environment defines is used
     * @param database variables with the name of the database, and the default name
     * @param suffix the end of the address
     */
    record Address(String scheme, List<Account> accounts, Choice database, String suffix) {}

    record Account(Choice user, Choice password) {}

    /** The first of some variables that is set, or a default; an empty default means none. */
    record Choice(List<String> variables, String otherwise) {
        static final Choice NONE = new Choice(List.of(), "");

        static Choice of(String variables, String otherwise) {
            return new Choice(variables.isEmpty() ? List.of() : List.of(variables.split(" ")), otherwise);
        }
    }

    private static final String DATABASE_URL = "DATABASE_URL";

    private static final KnownImage POSTGRES = new KnownImage(
            5432,
            "postgres",
            DATABASE_URL,
            new Address(
                    "postgres",
                    List.of(account(
                            "POSTGRES_USER POSTGRESQL_USERNAME", "postgres", "POSTGRES_PASSWORD POSTGRESQL_PASSWORD")),
                    Choice.of("POSTGRES_DB POSTGRESQL_DATABASE POSTGRES_USER POSTGRESQL_USERNAME", "postgres"),
                    ""));
    private static final KnownImage MYSQL = mysql("mysqld");
    private static final KnownImage MARIADB = mysql("mariadbd");
    private static final KnownImage MONGO = new KnownImage(
            27017,
            "mongod",
            "MONGODB_URI",
            new Address(
                    "mongodb",
                    List.of(account(
                            "MONGO_INITDB_ROOT_USERNAME MONGODB_ROOT_USER",
                            "",
                            "MONGO_INITDB_ROOT_PASSWORD MONGODB_ROOT_PASSWORD")),
                    Choice.of("MONGO_INITDB_DATABASE MONGODB_DATABASE", ""),
                    "?authSource=admin"));
    private static final KnownImage REDIS =
            new KnownImage(6379, "redis-server", "REDIS_URL", new Address("redis", List.of(), Choice.NONE, ""));
    private static final KnownImage RABBITMQ = new KnownImage(
            5672,
            "rabbitmq-server",
            "RABBITMQ_URL",
            new Address(
                    "amqp",
                    List.of(new Account(
                            Choice.of("RABBITMQ_DEFAULT_USER RABBITMQ_USERNAME", "guest"),
                            Choice.of("RABBITMQ_DEFAULT_PASS RABBITMQ_PASSWORD", "guest"))),
                    Choice.of("RABBITMQ_DEFAULT_VHOST RABBITMQ_VHOST", ""),
                    ""));
    private static final KnownImage ELASTICSEARCH = new KnownImage(
            9200,
            "",
            "ELASTICSEARCH_URL",
            new Address("http", List.of(account("ELASTIC_USERNAME", "elastic", "ELASTIC_PASSWORD")), Choice.NONE, ""));
    private static final KnownImage SQL_SERVER = new KnownImage(
            1433,
            "",
            DATABASE_URL,
            new Address("sqlserver", List.of(account("", "sa", "MSSQL_SA_PASSWORD SA_PASSWORD")), Choice.NONE, ""));

    private static final Map<String, KnownImage> BY_NAME = Map.ofEntries(
            Map.entry("postgres", POSTGRES),
            Map.entry("postgresql", POSTGRES),
            Map.entry("postgis", POSTGRES),
            Map.entry("pgvector", POSTGRES),
            Map.entry("timescaledb", POSTGRES),
            Map.entry("timescaledb-ha", POSTGRES),
            Map.entry("mysql", MYSQL),
            Map.entry("mysql-server", MYSQL),
            Map.entry("percona", MYSQL),
            Map.entry("mariadb", MARIADB),
            Map.entry("mongo", MONGO),
            Map.entry("mongodb", MONGO),
            Map.entry("redis", REDIS),
            Map.entry("redis-stack", REDIS),
            Map.entry("redis-stack-server", REDIS),
            Map.entry("keydb", REDIS),
            Map.entry("valkey", REDIS),
            Map.entry("rabbitmq", RABBITMQ),
            Map.entry("elasticsearch", ELASTICSEARCH),
            Map.entry("mssql/server", SQL_SERVER),
            Map.entry("opensearch", plain(9200, "http", "OPENSEARCH_URL")),
            Map.entry("nats", plain(4222, "nats", "NATS_URL")),
            Map.entry("minio", plain(9000, "http", "MINIO_URL")),
            Map.entry("localstack", plain(4566, "http", "AWS_ENDPOINT_URL")),
            Map.entry("memcached", plain(11211, "", "MEMCACHED_SERVER")),
            Map.entry("meilisearch", plain(7700, "http", "MEILISEARCH_URL")),
            Map.entry("qdrant", plain(6333, "http", "QDRANT_URL")),
            Map.entry("clickhouse-server", plain(8123, "http", "CLICKHOUSE_URL")),
            Map.entry("mailpit", plain(1025, "smtp", "SMTP_URL")),
            Map.entry("mailhog", plain(1025, "smtp", "SMTP_URL")),
            Map.entry("kafka", plain(9092, "", "KAFKA_BOOTSTRAP_SERVERS")),
            Map.entry("cp-kafka", plain(9092, "", "KAFKA_BOOTSTRAP_SERVERS")),
            Map.entry("zookeeper", plain(2181, "", "ZOOKEEPER_CONNECT")),
            Map.entry("cp-zookeeper", plain(2181, "", "ZOOKEEPER_CONNECT")));

    /** Finds an image by its repository; empty if it is not well-known. */
    static Optional<KnownImage> of(String image) {
        String repository = image.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "");
        String[] parts = repository.split("/", -1);
        String last = parts[parts.length - 1];
        String lastTwo = parts.length > 1 ? parts[parts.length - 2] + "/" + last : last;
        return Optional.ofNullable(BY_NAME.get(lastTwo)).or(() -> Optional.ofNullable(BY_NAME.get(last)));
    }

    private static Account account(String user, String otherwise, String password) {
        return new Account(Choice.of(user, otherwise), Choice.of(password, ""));
    }

    private static KnownImage mysql(String server) {
        return new KnownImage(
                3306,
                server,
                DATABASE_URL,
                new Address(
                        "mysql",
                        List.of(
                                account("MYSQL_USER MARIADB_USER", "", "MYSQL_PASSWORD MARIADB_PASSWORD"),
                                account("", "root", "MYSQL_ROOT_PASSWORD MARIADB_ROOT_PASSWORD")),
                        Choice.of("MYSQL_DATABASE MARIADB_DATABASE", ""),
                        ""));
    }

    private static KnownImage plain(int port, String scheme, String variable) {
        return new KnownImage(port, "", variable, new Address(scheme, List.of(), Choice.NONE, ""));
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
}

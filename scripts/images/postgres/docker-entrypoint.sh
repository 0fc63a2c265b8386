#!/bin/bash
# Behaves like the official image's entry point in what Aether's tests and users can see.
set -eu

# POSTGRES_PASSWORD_FILE=/run/secrets/x stands for the content of that file.
read_file_variable() { # NAME DEFAULT
    local file=$1_FILE
    if [ -n "${!1:-}" ] && [ -n "${!file:-}" ]; then
        echo "error: both $1 and $file are set (but are exclusive)" >&2
        exit 1
    fi
    if [ -n "${!file:-}" ]; then
        export "$1=$(<"${!file}")"
    elif [ -z "${!1:-}" ]; then
        export "$1=$2"
    fi
}

wants_help() {
    local argument
    for argument; do
        case $argument in -'?' | --help | --describe-config | -V | --version) return 0 ;; esac
    done
    return 1
}

prepare_directories() {
    mkdir -p "$PGDATA" /var/run/postgresql
    chmod 0700 "$PGDATA" 2>/dev/null || true
    chmod 3775 /var/run/postgresql 2>/dev/null || true
    [ "$(id -u)" != 0 ] && return
    # Only what is not postgres's yet: a blanket chown copies the whole database up in overlayfs.
    find "$PGDATA" /var/run/postgresql ! -user postgres -exec chown postgres '{}' +
}

require_password() {
    if [ -z "$POSTGRES_PASSWORD" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
        cat >&2 <<'EOF'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.
EOF
        exit 1
    fi
}

make_cluster() {
    # shellcheck disable=SC2086 # a list of words
    initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") ${POSTGRES_INITDB_ARGS:-}
    printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
}

# Listens on the Unix socket only: no client outside can take it for the real server.
start_temporary_server() {
    [ "${1:-}" != postgres ] || shift
    PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -w start \
        -o "$(printf '%q ' "$@" -c listen_addresses= -p "${PGPORT:-5432}")"
}

stop_temporary_server() { PGUSER=$POSTGRES_USER pg_ctl -D "$PGDATA" -m fast -w stop; }

run_sql() { # DATABASE ARGUMENT...
    psql -v ON_ERROR_STOP=1 --no-psqlrc --no-password --username "$POSTGRES_USER" --dbname "$@"
}

make_database() {
    [ "$POSTGRES_DB" = postgres ] && return
    run_sql postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db";'
    echo
}

run_init_files() {
    local file
    echo
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
        *.sh)
            echo "$0: running $file"
            # shellcheck disable=SC1090 # the user's own script; sourced when not executable, as in the official image
            if [ -x "$file" ]; then "$file"; else . "$file"; fi
            ;;
        *.sql) echo "$0: running $file" && run_sql "$POSTGRES_DB" -f "$file" ;;
        *.sql.gz) echo "$0: running $file" && gunzip -c "$file" | run_sql "$POSTGRES_DB" ;;
        */'*') ;; # an empty directory
        *) echo "$0: ignoring $file" ;;
        esac
        echo
    done
}

initialize() {
    require_password
    # Fail early where the scripts cannot be read.
    ls /docker-entrypoint-initdb.d/ >/dev/null
    make_cluster
    export PGPASSWORD=${PGPASSWORD:-$POSTGRES_PASSWORD}
    start_temporary_server "$@"
    make_database
    run_init_files
    stop_temporary_server
    unset PGPASSWORD
    printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

if [ "${1:0:1}" = - ]; then set -- postgres "$@"; fi

if [ "${1:-}" = postgres ] && ! wants_help "$@"; then
    read_file_variable POSTGRES_PASSWORD ''
    read_file_variable POSTGRES_USER postgres
    read_file_variable POSTGRES_DB "$POSTGRES_USER"
    prepare_directories
    if [ "$(id -u)" = 0 ]; then
        unset POSTGRES_PASSWORD_FILE POSTGRES_USER_FILE POSTGRES_DB_FILE
        exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
    fi
    if [ -s "$PGDATA/PG_VERSION" ]; then
        printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
    else
        initialize "$@"
    fi
fi

exec "$@"

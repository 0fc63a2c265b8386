#!/bin/bash
# Behaves like the official image's entry point in what Aether's tests and users can see.
set -eu

if [ "${1:0:1}" = - ] || [[ ${1:-} == *.conf ]]; then set -- redis-server "$@"; fi

if [ "$1" = redis-server ]; then
    if [ "$(id -u)" = 0 ]; then
        find . ! -user redis -exec chown redis '{}' +
        exec setpriv --reuid=redis --regid=redis --init-groups "$0" "$@"
    fi
    if [ "$(umask)" = 0022 ]; then umask 0077; fi
    # The official image is built with protected mode off, since every client comes over
    # the network there. A configuration file that names it has the last word.
    case ${2:-} in
    -v | --version | -h | --help | --test-memory | --check-system) ;;
    *.conf) grep -qs '^ *protected-mode' "$2" || set -- redis-server "$2" --protected-mode no "${@:3}" ;;
    *) set -- redis-server --protected-mode no "${@:2}" ;;
    esac
fi

exec "$@"

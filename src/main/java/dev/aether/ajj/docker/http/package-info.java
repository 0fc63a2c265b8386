/** HTTP on sockets, with and without TLS: one request per connection. */
@NullMarked
package dev.aether.ajj.docker.http;

import org.jspecify.annotations.NullMarked;

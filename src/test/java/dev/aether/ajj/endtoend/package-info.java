/** The packaged {@code ajj} with the real jj, the real engine, PostgreSQL and Redis. */
@NullMarked
package dev.aether.ajj.endtoend;

import org.jspecify.annotations.NullMarked;

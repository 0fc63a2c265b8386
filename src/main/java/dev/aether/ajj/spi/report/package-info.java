/** Progress of commands, and findings of checks. */
@NullMarked
package dev.aether.ajj.spi.report;

import org.jspecify.annotations.NullMarked;

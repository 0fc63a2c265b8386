/** What is reported to the user on the way: progress, and what a check has found. */
@NullMarked
package dev.aether.ajj.spi.report;

import org.jspecify.annotations.NullMarked;

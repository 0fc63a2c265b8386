/** How answers, progress and problems are printed, for people and for programs. */
@NullMarked
package dev.aether.ajj.cli.output;

import org.jspecify.annotations.NullMarked;

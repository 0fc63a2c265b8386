/** The output of answers, progress and problems, as text and as JSON. */
@NullMarked
package dev.aether.ajj.cli.output;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aether.ajj.cli.output;

import org.jspecify.annotations.NullMarked;

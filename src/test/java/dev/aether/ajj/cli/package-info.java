@NullMarked
package dev.aether.ajj.cli;

import org.jspecify.annotations.NullMarked;

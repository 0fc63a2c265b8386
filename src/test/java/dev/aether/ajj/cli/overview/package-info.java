@NullMarked
package dev.aether.ajj.cli.overview;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aether.ajj.cli.help;

import org.jspecify.annotations.NullMarked;

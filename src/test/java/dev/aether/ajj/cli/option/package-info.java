@NullMarked
package dev.aether.ajj.cli.option;

import org.jspecify.annotations.NullMarked;

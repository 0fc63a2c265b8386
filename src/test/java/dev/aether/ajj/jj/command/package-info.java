@NullMarked
package dev.aether.ajj.jj.command;

import org.jspecify.annotations.NullMarked;

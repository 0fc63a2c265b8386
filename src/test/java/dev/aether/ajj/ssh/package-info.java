@NullMarked
package dev.aether.ajj.ssh;

import org.jspecify.annotations.NullMarked;

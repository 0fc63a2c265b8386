@NullMarked
package dev.aether.ajj.system.process;

import org.jspecify.annotations.NullMarked;

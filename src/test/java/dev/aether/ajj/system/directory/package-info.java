@NullMarked
package dev.aether.ajj.system.directory;

import org.jspecify.annotations.NullMarked;

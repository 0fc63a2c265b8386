@NullMarked
package dev.aether.ajj.inject.file;

import org.jspecify.annotations.NullMarked;

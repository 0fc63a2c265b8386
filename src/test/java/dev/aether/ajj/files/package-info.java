@NullMarked
package dev.aether.ajj.files;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aether.ajj.inject.dotenv;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.aether.ajj.cli.session;

import org.jspecify.annotations.NullMarked;

/** Rendered files such as .env: templates, the marked block, reading them back. */
@NullMarked
package dev.aether.ajj.inject;

import org.jspecify.annotations.NullMarked;

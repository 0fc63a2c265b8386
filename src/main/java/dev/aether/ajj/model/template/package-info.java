/** Templates, the values that they can name, and the files that they are rendered into. */
@NullMarked
package dev.aether.ajj.model.template;

import org.jspecify.annotations.NullMarked;

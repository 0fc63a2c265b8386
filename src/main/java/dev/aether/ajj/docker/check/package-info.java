/** Whether an engine is fit for ajj. */
@NullMarked
package dev.aether.ajj.docker.check;

import org.jspecify.annotations.NullMarked;

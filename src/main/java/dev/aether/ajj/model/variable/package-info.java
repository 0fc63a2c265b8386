/** Environment variables: which ones decide about the machine, and values that must not be shown. */
@NullMarked
package dev.aether.ajj.model.variable;

import org.jspecify.annotations.NullMarked;

/** How ajj writes files that several processes share: one at a time, and never half. */
@NullMarked
package dev.aether.ajj.files;

import org.jspecify.annotations.NullMarked;

/** What a repository may do only when the user has allowed it. */
@NullMarked
package dev.aether.ajj.lifecycle.trust;

import org.jspecify.annotations.NullMarked;

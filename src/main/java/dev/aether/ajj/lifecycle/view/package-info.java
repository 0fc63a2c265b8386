/** What commands return of a workspace and its services. */
@NullMarked
package dev.aether.ajj.lifecycle.view;

import org.jspecify.annotations.NullMarked;

/** Fixtures for several tests: fakes of jj, the engine and the disk, and conditions for tests with the real ones. */
@NullMarked
package dev.aether.ajj.testing;

import org.jspecify.annotations.NullMarked;

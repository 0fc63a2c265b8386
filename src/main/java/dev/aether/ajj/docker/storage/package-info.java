/** Storage of containers: volumes, directories of the workspace, files. */
@NullMarked
package dev.aether.ajj.docker.storage;

import org.jspecify.annotations.NullMarked;

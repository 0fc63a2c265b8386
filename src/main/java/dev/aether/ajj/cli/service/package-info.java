/** The commands on the current workspace's services. */
@NullMarked
package dev.aether.ajj.cli.service;

import org.jspecify.annotations.NullMarked;

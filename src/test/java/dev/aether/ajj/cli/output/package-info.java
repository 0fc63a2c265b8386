/** Tests of how answers are printed. */
@org.jspecify.annotations.NullMarked
package dev.aether.ajj.cli.output;

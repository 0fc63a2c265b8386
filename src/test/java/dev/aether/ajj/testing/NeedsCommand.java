package dev.aether.ajj.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs a command that the set-up does not bring, such as a shell that few use. Where it is missing the test is
 * skipped, in CI too.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(CommandCondition.class)
public @interface NeedsCommand {
    /** Its name, to be found on the PATH. */
    String value();
}

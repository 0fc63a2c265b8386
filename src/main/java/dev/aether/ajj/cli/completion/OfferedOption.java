package dev.aether.ajj.cli.completion;

import dev.aether.ajj.cli.option.GlobalOptions;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option as completion scripts need it.
 *
 * @param names such as {@code -o} and {@code --output}
 * @param value the completions of its value; empty for a flag
 * @param repeatable whether it may be given several times
 */
record OfferedOption(List<String> names, String summary, Optional<Offer> value, boolean repeatable, boolean global) {

    static OfferedOption of(OptionSpec option) {
        return new OfferedOption(
                List.of(option.names()),
                OfferedCommand.summary(option.description()),
                option.arity().max() == 0 ? Optional.empty() : Optional.of(Offer.of(option)),
                option.isMultiValue(),
                GlobalOptions.isGlobal(option));
    }
}

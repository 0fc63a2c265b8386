package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.ChoiceSyntax;
import dev.aether.ajj.config.syntax.CommandSyntax;
import dev.aether.ajj.config.syntax.DurationSyntax;
import dev.aether.ajj.config.syntax.SignalSyntax;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.Located;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.model.service.ContainerSpec.Restart;
import dev.aether.ajj.model.service.ProcessSpec;
import dev.aether.ajj.model.service.ProcessSpec.Lifetime;
import dev.aether.ajj.model.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of a service that are about its program. */
final class ProcessReader {
    /** Longer than programs need to stop. A command that stops one waits for it. */
    private static final Duration LONGEST_GRACE = Duration.ofHours(1);

    private ProcessReader() {}

    /**
     * Reads them.
     *
     * @param env gets the templates among the values of {@code env}
     * @param command gets the templates among the arguments of {@code command}
     */
    static ProcessSpec read(TomlSection section, Map<String, Template> env, Map<Integer, Template> command) {
        return new ProcessSpec(
                CommandReader.read(section, command),
                section.any("entrypoint", CommandSyntax::parse).orElse(List.of()),
                EnvironmentReader.read(section, env),
                section.text("working_dir", ProcessReader::workingDir),
                section.any("user", ProcessReader::user),
                Located.values(section.list("group_add", ProcessReader::group)),
                section.flag("init"),
                lifetime(section));
    }

    private static Lifetime lifetime(TomlSection section) {
        return new Lifetime(
                section.any("restart", ChoiceSyntax.of(Restart.values(), Restart::word))
                        .orElse(Restart.NO),
                section.text("stop_signal", SignalSyntax::parse),
                section.any("stop_grace_period", ProcessReader::gracePeriod),
                HealthcheckReader.isDisabled(section));
    }

    private static String workingDir(String text) {
        if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
            throw new BadValue("\"" + text + "\" is not an absolute path in the container", "begin it with a slash");
        }
        return text;
    }

    private static Duration gracePeriod(Object value) {
        Duration period = DurationSyntax.parse(value);
        if (period.compareTo(LONGEST_GRACE) > 0) {
            throw new BadValue("it is longer than an hour", "write \"1h\" or less");
        }
        return period;
    }

    private static String user(Object value) {
        return account(value, "a user", "write user = \"1000:1000\" or a name that the image knows");
    }

    private static String group(Object value) {
        return account(value, "a group", "write a number, or a name that the image knows");
    }

    private static String account(Object value, String what, String hint) {
        if (!(value instanceof String) && !(value instanceof Long)) {
            throw new BadValue(TypeNames.mismatch("a string", value), hint);
        }
        String text = value.toString();
        if (text.isEmpty() || text.startsWith("-") || text.chars().anyMatch(Character::isWhitespace)) {
            throw new BadValue("\"" + text + "\" is not " + what, hint);
        }
        return text;
    }
}

package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.ChoiceSyntax;
import dev.aether.ajj.config.syntax.CommandSyntax;
import dev.aether.ajj.config.syntax.DurationSyntax;
import dev.aether.ajj.config.syntax.SignalSyntax;
import dev.aether.ajj.config.syntax.VolumeSyntax;
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

/** Reads the settings of a service's program. */
final class ProcessReader {
    /** Limits how long a command waits for a service to stop. */
    private static final Duration MAX_GRACE = Duration.ofHours(1);

    private ProcessReader() {}

    /** Reads the settings, and adds values with template tags to {@code env} and {@code command}. */
    static ProcessSpec read(TomlSection section, Map<String, Template> env, Map<Integer, Template> command) {
        return new ProcessSpec(
                CommandReader.read(section, command),
                section.any("entrypoint", CommandSyntax::parse).orElse(List.of()),
                EnvironmentReader.read(section, env),
                section.text("working_dir", VolumeSyntax::absolute),
                section.any("user", ProcessReader::user),
                Located.values(section.list("group_add", ProcessReader::group)),
                section.flag("init"),
                lifetime(section));
    }

    private static Lifetime lifetime(TomlSection section) {
        return new Lifetime(
                section.any("restart", ChoiceSyntax.of(Restart.values())).orElse(Restart.NO),
                section.text("stop_signal", SignalSyntax::parse),
                section.any("stop_grace_period", ProcessReader::gracePeriod),
                HealthcheckReader.isDisabled(section));
    }

    private static Duration gracePeriod(Object value) {
        Duration period = DurationSyntax.parse(value);
        if (period.compareTo(MAX_GRACE) > 0) {
            throw new BadValue("it is longer than 1 hour", "write \"1h\" or less");
        }
        return period;
    }

    private static String user(Object value) {
        return account(value, "user", "write user = \"1000:1000\" or a name that exists in the image");
    }

    private static String group(Object value) {
        return account(value, "group", "write a number, or a name that exists in the image");
    }

    private static String account(Object value, String what, String hint) {
        if (!(value instanceof String) && !(value instanceof Long)) {
            throw new BadValue(TypeNames.mismatch("a string", value), hint);
        }
        String text = value.toString();
        if (text.isEmpty() || text.startsWith("-") || text.chars().anyMatch(Character::isWhitespace)) {
            throw new BadValue("\"" + text + "\" is not a valid " + what, hint);
        }
        return text;
    }
}

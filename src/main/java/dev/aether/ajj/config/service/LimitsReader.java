package dev.aether.ajj.config.service;

import dev.aether.ajj.config.syntax.LimitSyntax;
import dev.aether.ajj.config.syntax.ScalarText;
import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TomlSection;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.service.Limits;
import dev.aether.ajj.model.service.Limits.Ulimit;
import dev.aether.ajj.model.text.WordList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the resource limits and kernel parameters of a service. */
final class LimitsReader {
    private static final String ULIMIT_HINT = "write a number, or { soft = 20000, hard = 40000 }; -1 is no limit";
    private static final List<String> ULIMITS = WordList.of("""
            core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack
            """);

    /** Parameters that are separate for each container; the engine refuses others. */
    private static final Pattern SYSCTL = Pattern.compile("(?:net|fs\\.mqueue)\\.[A-Za-z0-9_./-]+"
            + "|kernel\\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)");

    private LimitsReader() {}

    static Limits read(TomlSection section) {
        return new Limits(
                optional(section.any("memory", LimitSyntax::memory)),
                optional(section.any("cpus", LimitSyntax::nanoCpus)),
                optional(section.any("shm_size", LimitSyntax::sharedMemory)),
                ulimits(section),
                ScalarText.table(section, "sysctls", LimitsReader::checkSysctl));
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static List<Ulimit> ulimits(TomlSection section) {
        List<Ulimit> ulimits = new ArrayList<>();
        section.section("ulimits").ifPresent(table -> {
            for (String name : table.keys()) {
                if (!ULIMITS.contains(name)) {
                    table.report(
                            name,
                            "unknown limit",
                            Suggestions.hint(name, ULIMITS, "known limits: " + String.join(", ", ULIMITS)));
                }
                ulimit(table, name).ifPresent(ulimits::add);
            }
        });
        return List.copyOf(ulimits);
    }

    private static Optional<Ulimit> ulimit(TomlSection table, String name) {
        if (!table.isTable(name)) {
            return table.any(name, LimitsReader::limit).map(limit -> new Ulimit(name, limit, limit));
        }
        return table.section(name).flatMap(both -> {
            both.require("soft", ULIMIT_HINT);
            both.require("hard", ULIMIT_HINT);
            Optional<Long> soft = both.any("soft", LimitsReader::limit);
            Optional<Long> hard = both.any("hard", value -> hard(value, soft));
            both.rejectUnknownKeys(Map.of());
            return soft.flatMap(lower -> hard.map(upper -> new Ulimit(name, lower, upper)));
        });
    }

    private static long limit(Object value) {
        long number = TypeNames.integer(value, ULIMIT_HINT);
        if (number < -1) {
            throw new BadValue("it is out of range", ULIMIT_HINT);
        }
        return number;
    }

    private static long hard(Object value, Optional<Long> soft) {
        long hard = limit(value);
        if (hard >= 0 && soft.filter(lower -> lower < 0 || lower > hard).isPresent()) {
            throw new BadValue("the hard limit is below the soft limit", "set soft to at most hard");
        }
        return hard;
    }

    private static void checkSysctl(String name) {
        if (!SYSCTL.matcher(name).matches()) {
            throw new BadValue(
                    "a container cannot set this kernel parameter",
                    "a container can set net.*, fs.mqueue.*, kernel.sem, kernel.msg* and kernel.shm*");
        }
    }
}

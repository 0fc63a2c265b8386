package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.text.WordList;
import java.util.List;
import java.util.Locale;

/** Parses Linux capabilities: {@code "NET_ADMIN"}, {@code "CAP_NET_ADMIN"} or {@code "ALL"}. */
public final class CapabilitySyntax {
    private static final List<String> NAMES = WordList.of("""
            ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE
            DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE
            MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG
            SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE
            SYS_TIME SYS_TTY_CONFIG WAKE_ALARM
            """);

    private CapabilitySyntax() {}

    /** Returns the name in upper case, without {@code CAP_}. */
    public static String parse(Object value) {
        String hint = "write a name such as \"NET_ADMIN\", or \"ALL\"";
        String text = TypeNames.string(value, hint);
        String name = text.toUpperCase(Locale.ROOT).replaceFirst("^CAP_", "");
        if (!NAMES.contains(name)) {
            throw new BadValue("\"" + text + "\" is not a capability", Suggestions.hint(name, NAMES, hint));
        }
        return name;
    }
}

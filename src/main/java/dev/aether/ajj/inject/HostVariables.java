package dev.aether.ajj.inject;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Variables that decide which programs run on this machine, or which engine, repository and state they use. A repository must
 * not set them through an injected file: that would be a command on the host, and a way around {@code ajj trust}.
 */
final class HostVariables {
    private static final List<String> FAMILIES =
            List.of("AJJ_", "__AJJ_", "XDG_", "JJ_", "GIT_", "LD_", "DYLD_", "BASH_FUNC_");

    private static final Set<String> NAMES = Set.of(
            "PATH",
            "HOME",
            "SHELL",
            "ENV",
            "BASH_ENV",
            "BASHOPTS",
            "SHELLOPTS",
            "IFS",
            "PS4",
            "PROMPT_COMMAND",
            "ZDOTDIR",
            "EDITOR",
            "VISUAL",
            "PAGER",
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "DOCKER_CERT_PATH",
            "DOCKER_TLS",
            "DOCKER_TLS_VERIFY",
            "SSH_ASKPASS",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "NODE_OPTIONS",
            "PYTHONSTARTUP",
            "PYTHONHOME",
            "PERL5OPT",
            "PERL5LIB",
            "RUBYOPT",
            "RUBYLIB");

    private HostVariables() {}

    static boolean include(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return NAMES.contains(upper) || FAMILIES.stream().anyMatch(upper::startsWith);
    }
}

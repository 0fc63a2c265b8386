package dev.aether.ajj.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Variables that decide which programs run on this machine, or which engine, repository and state they use. A repository must
 * not set them through an injected file: that would be a command on the host, and a way around {@code ajj trust}. Neither
 * must the user's part of the file: a container may have written it.
 */
public final class HostVariables {
    private static final List<String> FAMILIES = List.of(
            "AJJ_",
            "__AJJ_",
            "XDG_",
            "JJ_",
            "GIT_",
            "LD_",
            "DYLD_",
            "BASH_FUNC_",
            "SUDO_",
            "DIRENV_",
            "FZF_",
            "PSQL_",
            "COR_",
            "CORECLR_",
            "LESSKEY",
            "BASH_",
            "LUA_",
            "ERL_",
            "JULIA_",
            "EMACS",
            "NVIM_",
            "COMPLUS_",
            "ELIXIR_",
            "LIBMYSQL_",
            "READLINE_",
            "COMP_",
            "CLOUDSDK_PYTHON",
            "PYTHON");

    /** Of a family, and harmless. */
    private static final Set<String> ALLOWED = Set.of(
            "PYTHONUNBUFFERED",
            "PYTHONDONTWRITEBYTECODE",
            "PYTHONHASHSEED",
            "PYTHONIOENCODING",
            "PYTHONUTF8",
            "PYTHONFAULTHANDLER");

    /**
     * Programs that other programs start: {@code MANPAGER}, {@code HGEDITOR}, {@code SUDO_ASKPASS}, {@code RSYNC_RSH}. And
     * files that they write: {@code MYSQL_HISTFILE}, {@code NODE_REPL_HISTORY}.
     */
    private static final List<String> ENDINGS =
            List.of("PAGER", "EDITOR", "ASKPASS", "_RSH", "HISTFILE", "_HISTORY", "HISTORY_FILE", "RCFILE");

    private static final Set<String> NAMES = Set.of(
            // The machine, its loader and its shells.
            "PATH",
            "HOME",
            "SHELL",
            "ENV",
            "BASHOPTS",
            "SHELLOPTS",
            "IFS",
            "PS0",
            "PS1",
            "PS2",
            "PS3",
            "PS4",
            "PROMPT",
            "PROMPT_COMMAND",
            "MAIL",
            "MAILPATH",
            "HISTSIZE",
            "HISTFILESIZE",
            "FCEDIT",
            "EXECIGNORE",
            "GLOBIGNORE",
            "ZDOTDIR",
            "FPATH",
            "CDPATH",
            "INPUTRC",
            "TERMINFO",
            "TERMCAP",
            "TMPDIR",
            "SSLKEYLOGFILE",
            "STARSHIP_CONFIG",
            "GCONV_PATH",
            "GLIBC_TUNABLES",
            "LOCPATH",
            "MANPATH",
            // Numbers of a shell, which computes what is assigned to them: `eval "$(ajj env)"` would run
            // `a[$(command)]`.
            "OPTIND",
            "OPTERR",
            "RANDOM",
            "SRANDOM",
            "SECONDS",
            "EPOCHSECONDS",
            "EPOCHREALTIME",
            "HISTCMD",
            "SAVEHIST",
            "LINENO",
            "COLUMNS",
            "LINES",
            "TMOUT",
            "MAILCHECK",
            "LOGCHECK",
            "SHLVL",
            "PPID",
            "EUID",
            "EGID",
            "ARGC",
            "STATUS",
            "ERRNO",
            "FUNCNEST",
            "KEYTIMEOUT",
            "LISTMAX",
            "DIRSTACKSIZE",
            "REPORTTIME",
            "REPORTMEMORY",
            "TTYIDLE",
            "PERIOD",
            "ZLE_RPROMPT_INDENT",
            "BAUD",
            "TRY_BLOCK_ERROR",
            "TRY_BLOCK_INTERRUPT",
            "MODULE_PATH",
            "RPROMPT",
            "RPROMPT2",
            "RPS1",
            "RPS2",
            "SPROMPT",
            "GETCONF_DIR",
            "OPENSSL_CONF",
            "OPENSSL_ENGINES",
            "OPENSSL_MODULES",
            // Programs that start others.
            "VISUAL",
            "BROWSER",
            "SVN_SSH",
            "RSYNC_CONNECT_PROG",
            "GCC_EXEC_PREFIX",
            "SSH_AUTH_SOCK",
            "SSH_SK_HELPER",
            "GNUPGHOME",
            "NULLCMD",
            "READNULLCMD",
            "PSMODULEPATH",
            "NU_LIB_DIRS",
            "GVIMINIT",
            "GTK_MODULES",
            "GTK_PATH",
            "GIO_EXTRA_MODULES",
            "GIO_MODULE_DIR",
            "VK_ICD_FILENAMES",
            "VK_DRIVER_FILES",
            "VK_LAYER_PATH",
            "LIBGL_DRIVERS_PATH",
            "QT_PLUGIN_PATH",
            "ELECTRON_RUN_AS_NODE",
            "LESS",
            "LESSOPEN",
            "LESSCLOSE",
            "LESSEDIT",
            "VIM",
            "VIMINIT",
            "VIMRUNTIME",
            "EXINIT",
            "MYVIMRC",
            "MORE",
            "MANOPT",
            "MANROFFSEQ",
            "SCREENRC",
            "LYNX_CFG",
            "HG",
            "HGRCPATH",
            "TAR_OPTIONS",
            "CURL_HOME",
            "WGETRC",
            "PSQLRC",
            "RIPGREP_CONFIG_PATH",
            // Engines, clusters and clouds.
            "DOCKER_HOST",
            "DOCKER_CONTEXT",
            "DOCKER_CONFIG",
            "DOCKER_CERT_PATH",
            "DOCKER_TLS",
            "DOCKER_TLS_VERIFY",
            "CONTAINER_HOST",
            "BUILDKIT_HOST",
            "COMPOSE_FILE",
            "COMPOSE_ENV_FILES",
            "KUBECONFIG",
            "KUBECTL_EXTERNAL_DIFF",
            "AWS_CONFIG_FILE",
            "AWS_SHARED_CREDENTIALS_FILE",
            // Interpreters; the first ones start ajj itself.
            "JAVA_HOME",
            "JRE_HOME",
            "CLASSPATH",
            "_JAVA_OPTIONS",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "NODE_OPTIONS",
            "NODE_PATH",
            "NODE_V8_COVERAGE",
            "NODE_REDIRECT_WARNINGS",
            "NODE_COMPILE_CACHE",
            "NODE_REPL_EXTERNAL_MODULE",
            "BUN_OPTIONS",
            "AWKPATH",
            "AWKLIBPATH",
            "TCL_LIBRARY",
            "CAML_LD_LIBRARY_PATH",
            "MONO_PATH",
            "MONO_ENV_OPTIONS",
            "DOTNET_ROOT",
            "NPM_CONFIG_SCRIPT_SHELL",
            "NPM_CONFIG_NODE_OPTIONS",
            "NPM_CONFIG_GLOBALCONFIG",
            "NPM_CONFIG_USERCONFIG",
            "PERL5OPT",
            "PERL5LIB",
            "PERL5DB",
            "PERLLIB",
            "RUBYOPT",
            "RUBYLIB",
            "RUBYSHELL",
            "R_HOME",
            "R_PROFILE",
            "R_PROFILE_USER",
            "R_ENVIRON",
            "R_ENVIRON_USER",
            "R_LIBS",
            "R_LIBS_USER",
            "GUILE_LOAD_PATH",
            "TCLLIBPATH",
            "IRBRC",
            "PRYRC",
            "PHPRC",
            "PHP_INI_SCAN_DIR",
            "DOTNET_STARTUP_HOOKS");

    /** The user and the place. They hold no secrets. */
    private static final Set<String> IDENTIFYING =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "UID", "GID", "PWD", "LANG", "TZ", "TMPDIR", "TERM", "NO_COLOR");

    private static final List<String> IDENTIFYING_FAMILIES = List.of("XDG_", "LC_");

    private HostVariables() {}

    /** Whether a file of a repository must not set a variable, whatever the case of its name. */
    public static boolean include(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return NAMES.contains(upper)
                || (FAMILIES.stream().anyMatch(upper::startsWith) && !ALLOWED.contains(upper))
                || ENDINGS.stream().anyMatch(upper::endsWith);
    }

    /** Whether a repository may have its value from the user's environment without a question. */
    public static boolean identify(String name) {
        return IDENTIFYING.contains(name) || IDENTIFYING_FAMILIES.stream().anyMatch(name::startsWith);
    }
}

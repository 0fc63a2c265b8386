package dev.aether.ajj.model.variable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostVariablesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "path",
                "LD_PRELOAD",
                "AJJ_TRUST",
                "JAVA_HOME",
                "_JAVA_OPTIONS",
                "MANPAGER",
                "HGEDITOR",
                "SUDO_ASKPASS",
                "RSYNC_RSH",
                "LESSOPEN",
                "LESSKEYIN",
                "LESSHISTFILE",
                "HISTFILE",
                "HISTFILESIZE",
                "NODE_REPL_HISTORY",
                "VIMRUNTIME",
                "LUA_INIT_5_4",
                "ERL_FLAGS",
                "R_PROFILE",
                "GNUPGHOME",
                "KUBECONFIG",
                "CONTAINER_HOST",
                "PYTHONPATH",
                "VK_ICD_FILENAMES",
                "PYTHONPYCACHEPREFIX",
                "OPTIND",
                "PERIOD",
                "module_path",
                "TMPDIR",
                "npm_config_script_shell",
                "PS1",
                "GROFF_BIN_PATH",
                "GROFF_COMMAND_PREFIX",
                "MANROFFOPT",
                "MANROFFSEQ",
                "RUBYGEMS_GEMDEPS",
                "GEM_PATH",
                "GEM_HOME",
                "BUNDLE_GEMFILE",
                "BUNDLER_SETUP",
                "GUILE_LOAD_PATH",
                "GUILE_LOAD_COMPILED_PATH",
                "TCL_LIBRARY",
                "TCL8.6_TM_PATH",
                "LESSECHO",
                "SYSTEMD_LESS",
                "fish_function_path",
                "DBUS_SESSION_BUS_ADDRESS",
                "PGSYSCONFDIR",
                "SSH_SK_PROVIDER",
                "KRB5_CONFIG",
                "DEVELOPER_DIR",
                "CONTAINERS_CONF",
                "DOTNET_GCName",
            })
    void includesHostVariables(String name) {
        assertThat(HostVariables.include(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_URL",
                "PGHOST",
                "PGPASSWORD",
                "REDIS_URL",
                "SSH_PORT",
                "AWS_ENDPOINT_URL",
                "TEST_BROWSER",
                "NODE_ENV",
                "SPRING_DATASOURCE_URL",
                "HOME_PAGE",
                "PATH_PREFIX",
                "HISTORY_SERVICE_URL",
                "LESSON_PORT",
                "VIMEO_TOKEN",
                "MAIL_HOST",
                "PYTHONUNBUFFERED",
                "BUNDLE_PATH",
                "RUBY_YJIT_ENABLE",
                "GEM_HOST_API_KEY",
                "PGSERVICEFILE",
                "MYSQL_DATABASE",
                "ZSHARE_URL",
                "DOTNET_ENVIRONMENT",
                "NPM_CONFIG_REGISTRY",
                "GH_TOKEN",
                "SSL_CERT_FILE",
                "JUPYTER_TOKEN",
                "FISH_API_KEY",
            })
    void excludesVariablesOfProjects(String name) {
        assertThat(HostVariables.include(name)).isFalse();
    }
}

package dev.aether.ajj.model;

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
            })
    void mayNotBeSet(String name) {
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
            })
    void isTheProjectsOwn(String name) {
        assertThat(HostVariables.include(name)).isFalse();
    }
}

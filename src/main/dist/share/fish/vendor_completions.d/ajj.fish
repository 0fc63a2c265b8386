# Completion of ajj for fish: its commands, options and names, and jj's for everything else.
# `ajj completion --help` says how to load it.

# --- What the commands take ---------------------------------------------------------------

# Commands that lead to others; all commands; those that hand options to jj, and the options that
# they keep; those whose arguments are another command's; the options that all commands have;
# options that take a value, of one command or of all.
set -g __ajj_groups 'ajj' 'ajj workspace'
set -g __ajj_commands 'ajj' 'ajj init' 'ajj workspace' 'ajj workspace add' 'ajj workspace list' 'ajj workspace rename' 'ajj workspace forget' 'ajj workspace remove' 'ajj up' 'ajj down' 'ajj run' 'ajj exec' 'ajj logs' 'ajj env' 'ajj list' 'ajj status' 'ajj st' 'ajj trust' 'ajj cleanup' 'ajj doctor' 'ajj completion'
set -g __ajj_handing_on 'ajj workspace add'
set -g __ajj_not_handed_on 'ajj workspace add --name' 'ajj workspace add -r' 'ajj workspace add --revision' 'ajj workspace add -m' 'ajj workspace add --message' 'ajj workspace add --sparse-patterns' 'ajj workspace add --no-services' 'ajj workspace add --timeout'
set -g __ajj_opaque 'ajj run' 'ajj exec'
set -g __ajj_global '-o' '--output' '--json' '-c' '--config' '-R' '--repository' '--color' '-q' '--quiet' '-v' '--verbose' '-h' '--help' '-V' '--version'
set -g __ajj_valued '-o' '--output' '-c' '--config' '-R' '--repository' '--color' 'ajj init --from' 'ajj init --profile' 'ajj workspace add --name' 'ajj workspace add -r' 'ajj workspace add --revision' 'ajj workspace add -m' 'ajj workspace add --message' 'ajj workspace add --sparse-patterns' 'ajj workspace add --timeout' 'ajj workspace rename --timeout' 'ajj workspace forget --timeout' 'ajj workspace remove --timeout' 'ajj up --timeout' 'ajj down --timeout' 'ajj exec -u' 'ajj exec --user' 'ajj exec -w' 'ajj exec --workdir' 'ajj exec -e' 'ajj exec --env' 'ajj logs -n' 'ajj logs --tail' 'ajj logs --since' 'ajj env --format' 'ajj cleanup --timeout'

# --- The words typed ----------------------------------------------------------------------

# Reads the words up to the cursor. Sets __ajj_command to ajj's command, such as "ajj workspace
# add"; __ajj_count to the number of its arguments so far, __ajj_rest to the words from the first of
# them on; __ajj_place to what says where ajj is to look; and __ajj_is_jj where the line is jj's.
function __ajj_read
    set -g __ajj_command ajj
    set -g __ajj_count 0
    set -g __ajj_rest
    set -g __ajj_place
    set -g __ajj_is_jj no
    set -g __ajj_pending
    set -l ended no
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -e words[1]
    for word in $words
        if set -q __ajj_rest[1]
            set -a __ajj_rest $word
        end
        if set -q __ajj_pending[1]
            __ajj_keep_place $__ajj_pending $word
            set -g __ajj_pending
        else if test $ended = no; and test "$word" = --
            set ended yes
        else if test $ended = no; and string match --quiet -- '-?*' $word
            __ajj_read_option $word
        else if contains -- $__ajj_command $__ajj_groups
            set -g __ajj_command "$__ajj_command $word"
            contains -- $__ajj_command $__ajj_commands; or set -g __ajj_is_jj yes
        else
            set -g __ajj_count (math $__ajj_count + 1)
            set -q __ajj_rest[1]; or set -g __ajj_rest $word
            contains -- $__ajj_command $__ajj_opaque; and set ended yes
        end
        test $__ajj_is_jj = yes; and return
    end
end

# One word with options: --output=json, --output, -qojson. Sets __ajj_pending to one that is still
# to get its value.
function __ajj_read_option
    set -l pair (string split --max 1 = -- $argv[1])
    if string match --quiet -- '--*' $argv[1]
        __ajj_check_option $pair[1]
        if set -q pair[2]
            __ajj_keep_place $pair
        else if __ajj_takes_value $pair[1]
            set -g __ajj_pending $pair[1]
        end
        return
    end
    set -l letters (string split '' -- (string sub --start 2 -- $argv[1]))
    while set -q letters[1]
        set -l name -$letters[1]
        set -e letters[1]
        __ajj_check_option $name
        if __ajj_takes_value $name
            if set -q letters[1]
                __ajj_keep_place $name (string join '' -- $letters)
            else
                set -g __ajj_pending $name
            end
            return
        end
    end
end

# An option that a command does not know makes the line jj's, as long as it leads to others.
function __ajj_check_option
    contains -- $__ajj_command $__ajj_groups; or return
    contains -- $argv[1] $__ajj_global; or set -g __ajj_is_jj yes
end

function __ajj_takes_value
    contains -- $argv[1] $__ajj_valued; or contains -- "$__ajj_command $argv[1]" $__ajj_valued
end

function __ajj_keep_place
    switch $argv[1]
        case -R --repository
            set -a __ajj_place -R $argv[2]
        case -c --config
            set -a __ajj_place -c $argv[2]
    end
end

# --- Conditions ---------------------------------------------------------------------------

# Whether the line is ajj's as far as it goes.
function __ajj_is_own
    __ajj_read
    test $__ajj_is_jj = no
end

# Whether one of these commands is being written.
function __ajj_in
    __ajj_is_own; and contains -- $__ajj_command $argv
end

# The same where an argument is due: the first number is of the first one, the second of the last.
function __ajj_at
    __ajj_in $argv[3..]
    and test $__ajj_count -ge $argv[1]
    and test $__ajj_count -le $argv[2]
end

# Whether jj knows what can come next: the line is its, or it has commands or options here too.
function __ajj_jj_knows
    __ajj_read
    test $__ajj_is_jj = yes; or contains -- $__ajj_command $__ajj_groups; and return
    contains -- $__ajj_command $__ajj_handing_on; and string match --quiet -- '-*' (commandline --current-token)
end

# --- What is offered ----------------------------------------------------------------------

# The names that ajj knows: services or workspaces. A path names a workspace too.
function __ajj_names
    __ajj_read
    set -l words (commandline --current-process --tokenize)
    set -l typed (commandline --current-token --cut-at-cursor)
    if test $argv[1] = workspaces; and string match --quiet -- '*/*' $typed
        __fish_complete_directories $typed
        return
    end
    $words[1] __complete $argv[1] $__ajj_place 2>/dev/null
end

# Another command, with its own completion.
function __ajj_command_line
    __ajj_read
    complete --do-complete (string join ' ' -- (string escape -- $__ajj_rest) \
        (commandline --current-token --cut-at-cursor))
end

# --- jj's part ----------------------------------------------------------------------------

# jj's own completion of a line: the words before the cursor's, then that.
function __ajj_ask_jj
    command --query jj; or return
    if not set -q __ajj_jj_is_loaded
        COMPLETE=fish command jj | source
        set -g __ajj_jj_is_loaded
    end
    complete --do-complete (string join ' ' -- jj (string escape -- $argv[1..-2]) $argv[-1])
end

# The line as it stands, without what ajj has offered already.
function __ajj_pass_to_jj
    __ajj_read
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    set -l typed (commandline --current-token --cut-at-cursor)
    set -e words[1]
    if test $__ajj_is_jj = yes
        __ajj_ask_jj $words $typed
        return
    end
    set -l own (string replace --filter -- "$__ajj_command " '' $__ajj_commands $__ajj_not_handed_on) $__ajj_global
    for offer in (__ajj_ask_jj $words $typed)
        set -l name (string split --max 1 --fields 1 \t -- $offer)
        contains -- $name $own; and continue
        string match --quiet -- '-*' $name; and not string match --quiet -- '-*' $typed; and continue
        echo $offer
    end
end

# A value that one of ajj's commands hands to jj. The argument is the option's name, if it is one's;
# where it is none's, the options are ajj's.
function __ajj_jj_value
    __ajj_read
    set -l typed (commandline --current-token --cut-at-cursor)
    set -l place
    set -l words (string split ' ' -- $__ajj_command)
    set -e words[1]
    if set -q argv[1]
        set typed (string replace --regex -- '^--[^=]*=' '' $typed)
    else if string match --quiet -- '-*' $typed
        return
    end
    test "$__ajj_place[1]" = -R; and set place $__ajj_place[1..2]
    __ajj_ask_jj $place $words $argv $typed
end

# --- All together -------------------------------------------------------------------------

complete --command ajj --erase
complete --command ajj --no-files
complete --command ajj --condition __ajj_jj_knows --keep-order --arguments '(__ajj_pass_to_jj)'

complete -c ajj -n __ajj_is_own -s o -l output -x -a 'human json' -d 'How to print: human, json'
complete -c ajj -n __ajj_is_own -l json -d 'Short for --output json'
complete -c ajj -n __ajj_is_own -s c -l config -rF -d 'Read this file instead of looking for aether.toml'
complete -c ajj -n __ajj_is_own -s R -l repository -x -a '(__fish_complete_directories)' -d 'Work on the repository around this directory'
complete -c ajj -n __ajj_is_own -l color -x -a 'auto always never' -d 'When to use colours: auto, always, never'
complete -c ajj -n __ajj_is_own -s q -l quiet -d 'Print errors and what was asked for only'
complete -c ajj -n __ajj_is_own -s v -l verbose -d 'Print every call to jj and to the engine, with its duration'
complete -c ajj -n __ajj_is_own -s h -l help -d 'Show this help message and exit'
complete -c ajj -n __ajj_is_own -s V -l version -d 'Print version information and exit'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a init -d 'Write an aether.toml, from a compose file where there is one'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a workspace -d 'Add, list, rename, forget and remove workspaces with their services'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a up -d 'Make the current workspace match aether.toml'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a down -d 'Take the current workspace\'s services away'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a run -d 'Run a command with the workspace\'s environment'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a exec -d 'Run a command in the container of a service'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a logs -d 'Show what the workspace\'s services have printed'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a env -d 'Print the workspace\'s environment'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a list -d 'List all workspaces with their services'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a status -d 'Show what `jj status` shows, and how the workspace\'s services are'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a st -d 'Show what `jj status` shows, and how the workspace\'s services are'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a trust -d 'Allow what aether.toml asks for beyond private services'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a cleanup -d 'Find what is left over and belongs to nobody, and remove it with --force'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a doctor -d 'Look for what is wrong with what ajj works with, and say how to mend it'
complete -c ajj -n '__ajj_at 0 0 "ajj"' -a completion -d 'Print a script by which a shell completes command lines of ajj'
complete -c ajj -n '__ajj_in "ajj init"' -l from -rF -d 'The compose file'
complete -c ajj -n '__ajj_in "ajj init"' -l profile -x -d 'Take over the services of this compose profile too'
complete -c ajj -n '__ajj_in "ajj init"' -l force -d 'Replace the file if there is one; what was in it is lost'
complete -c ajj -n '__ajj_at 0 0 "ajj workspace"' -a add -d 'Add a jj workspace with its own services'
complete -c ajj -n '__ajj_at 0 0 "ajj workspace"' -a list -d 'List all workspaces with their services'
complete -c ajj -n '__ajj_at 0 0 "ajj workspace"' -a rename -d 'Rename the current workspace'
complete -c ajj -n '__ajj_at 0 0 "ajj workspace"' -a forget -d 'Forget workspaces and take their services away'
complete -c ajj -n '__ajj_at 0 0 "ajj workspace"' -a remove -d 'Remove workspaces: their services, and their directories too'
complete -c ajj -n '__ajj_in "ajj workspace add"' -l name -x -d 'Its name'
complete -c ajj -n '__ajj_in "ajj workspace add"' -s r -l revision -x -k -a '(__ajj_jj_value --revision)' -d 'Parents of its working copy'
complete -c ajj -n '__ajj_in "ajj workspace add"' -s m -l message -x -d 'Description of its working-copy change'
complete -c ajj -n '__ajj_in "ajj workspace add"' -l sparse-patterns -x -k -a '(__ajj_jj_value --sparse-patterns)' -d 'Which files it holds, as jj has it: copy, full or empty'
complete -c ajj -n '__ajj_in "ajj workspace add"' -l no-services -d 'Make the jj workspace only'
complete -c ajj -n '__ajj_in "ajj workspace add"' -l timeout -x -d 'Longest time for the whole command: 90s, 2m'
complete -c ajj -n '__ajj_at 0 0 "ajj workspace add"' -a '(__fish_complete_directories)'
complete -c ajj -n '__ajj_in "ajj workspace rename"' -l timeout -x -d 'Longest time for the whole command: 90s, 2m'
complete -c ajj -n '__ajj_at 0 0 "ajj workspace rename"'
complete -c ajj -n '__ajj_in "ajj workspace forget"' -s y -l yes -d 'Do not ask, even when data in volumes is lost'
complete -c ajj -n '__ajj_in "ajj workspace forget"' -l dry-run -d 'Only show what would be removed and which data and files would be lost'
complete -c ajj -n '__ajj_in "ajj workspace forget"' -l abandon -d 'Leave services where they are if their engine cannot be reached'
complete -c ajj -n '__ajj_in "ajj workspace forget"' -l timeout -x -d 'Longest time for the whole command: 90s, 2m'
complete -c ajj -n '__ajj_at 0 9999 "ajj workspace forget"' -a '(__ajj_names workspaces)'
complete -c ajj -n '__ajj_in "ajj workspace remove"' -s y -l yes -d 'Do not ask, even when files or data are lost'
complete -c ajj -n '__ajj_in "ajj workspace remove"' -l dry-run -d 'Only show what would be removed and which data and files would be lost'
complete -c ajj -n '__ajj_in "ajj workspace remove"' -l abandon -d 'Leave services where they are if their engine cannot be reached'
complete -c ajj -n '__ajj_in "ajj workspace remove"' -l timeout -x -d 'Longest time for the whole command: 90s, 2m'
complete -c ajj -n '__ajj_at 0 9999 "ajj workspace remove"' -a '(__ajj_names workspaces)'
complete -c ajj -n '__ajj_in "ajj up"' -l timeout -x -d 'Longest time for the whole command: 90s, 2m'
complete -c ajj -n '__ajj_at 0 9999 "ajj up"' -a '(__ajj_names services)'
complete -c ajj -n '__ajj_in "ajj down"' -l volumes -d 'Remove the named volumes too, with all their data'
complete -c ajj -n '__ajj_in "ajj down"' -l abandon -d 'Leave services where they are if their engine cannot be reached'
complete -c ajj -n '__ajj_in "ajj down"' -l timeout -x -d 'Longest time for the whole command: 90s, 2m'
complete -c ajj -n '__ajj_at 0 9999 "ajj run"' -a '(__ajj_command_line)'
complete -c ajj -n '__ajj_in "ajj exec"' -s u -l user -x -d 'Run it as this user of the container: NAME, NUMBER or USER:GROUP'
complete -c ajj -n '__ajj_in "ajj exec"' -s w -l workdir -x -d 'Run it in this directory of the container'
complete -c ajj -n '__ajj_in "ajj exec"' -s e -l env -x -d 'Set a variable for it, without VALUE to what `ajj run` gives'
complete -c ajj -n '__ajj_in "ajj exec"' -s T -l no-tty -d 'Give it no terminal, even where there is one'
complete -c ajj -n '__ajj_at 0 0 "ajj exec"' -a '(__ajj_names services)'
complete -c ajj -n '__ajj_at 1 9999 "ajj exec"'
complete -c ajj -n '__ajj_in "ajj logs"' -s f -l follow -d 'Go on with what they print, until all have ended or Ctrl-C is typed'
complete -c ajj -n '__ajj_in "ajj logs"' -s n -l tail -x -d 'Only the last N lines of each service, or all'
complete -c ajj -n '__ajj_in "ajj logs"' -l since -x -d 'Only lines since then: 10m or 1h30m ago, 2030-01-31 or 2030-01-31T12:00:00Z'
complete -c ajj -n '__ajj_in "ajj logs"' -s t -l timestamps -d 'Show when each line was printed'
complete -c ajj -n '__ajj_in "ajj logs"' -l no-log-prefix -d 'Leave the services\' names out'
complete -c ajj -n '__ajj_at 0 9999 "ajj logs"' -a '(__ajj_names services)'
complete -c ajj -n '__ajj_in "ajj env"' -l format -x -a 'dotenv shell json' -d 'How to write them: dotenv, shell, json'
complete -c ajj -n '__ajj_at 0 9999 "ajj status" "ajj st"' -k -a '(__ajj_jj_value )'
complete -c ajj -n '__ajj_in "ajj trust"' -l list -d 'List what you have allowed, for all repositories'
complete -c ajj -n '__ajj_in "ajj trust"' -l revoke -d 'Allow this repository nothing any more'
complete -c ajj -n '__ajj_in "ajj cleanup"' -l force -d 'Remove what is found'
complete -c ajj -n '__ajj_in "ajj cleanup"' -l all -d 'Also what was made for repositories whose main directory does not exist any more'
complete -c ajj -n '__ajj_in "ajj cleanup"' -l timeout -x -d 'Longest time for the whole command: 90s, 2m'
complete -c ajj -n '__ajj_in "ajj doctor"' -l adopt -d 'First take over the services that this repository had before it was restored from a backup or moved to another file system'
complete -c ajj -n '__ajj_at 0 0 "ajj completion"' -a 'bash zsh fish'

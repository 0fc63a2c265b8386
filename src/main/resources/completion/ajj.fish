# Completion of ajj for fish: its commands, options and names, and jj's for everything else.
# `ajj completion --help` says how to load it.

# --- What the commands take ---------------------------------------------------------------

# Commands that lead to others; all commands; those that hand options to jj, and the options that
# they keep; those whose arguments are another command's; the options that all commands have;
# options that take a value, of one command or of all.
@LISTS@

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
    contains -- $__ajj_command $__ajj_forwarding; and string match --quiet -- '-*' (commandline --current-token)
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
    set -l own (string replace --filter -- "$__ajj_command " '' $__ajj_commands $__ajj_not_forwarded) $__ajj_global
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

@COMPLETIONS@

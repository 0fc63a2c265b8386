#compdef ajj
# Completion of ajj for zsh: its commands, options and names, and jj's for everything else.
# `ajj completion --help` says how to load it.

# --- What the commands take ---------------------------------------------------------------

# For each command a function of its name, which sets takes to its options as _arguments reads them.
# One that leads to others sets leads_to to these.

@COMMANDS@

# Reads the words behind a command that leads to others. $1 is its function.
_ajj_group() {
    local curcontext=$curcontext state= line=()
    local -A opt_args
    _arguments -C -s -S -A '-*' : "${(@)takes}" '1: :->command' '*:: :->rest'
    local found=$?
    if [[ $state == command ]]; then
        _describe -t commands 'ajj command' leads_to && found=0
        _ajj_pass_to_jj "${(@)leads_to%%:*}" && found=0
    elif [[ $state == rest ]] && (( $+functions[${1}__$line[1]] )); then
        line_for_jj+=($line[1])
        ${1}__$line[1] && found=0
    elif [[ $state == rest ]]; then
        takes=()
        _ajj_pass_to_jj && found=0
    fi
    return found
}

# Reads the words behind a command that hands options to jj which it does not have.
_ajj_forwarding() {
    _arguments -s -S : "$@"
    local found=$?
    if [[ $PREFIX == -* && $PREFIX != *=* ]]; then
        _ajj_pass_to_jj && found=0
    fi
    return found
}

# --- What is offered ----------------------------------------------------------------------

# Sets place to what the options typed so far say about where ajj is to look, and place_for_jj to
# what jj understands of it.
_ajj_find_place() {
    local word option=
    place=() place_for_jj=()
    for word in "${(@)typed[2,typed_current - 1]}"; do
        case $option$word in
        -R* | --repository=*) place_for_jj=(-R "${~${(Q)${word#--repository=}#-R}}") ;;
        -c* | --config=*) place=(-c "${~${(Q)${word#--config=}#-c}}") ;;
        --) break ;;
        esac
        option=
        case $word in
        -R | --repository) option=-R ;;
        -c | --config) option=-c ;;
        esac
    done
}

# The names that ajj knows: services or workspaces.
_ajj_names() {
    local -a names place place_for_jj expl
    _ajj_find_place
    names=("${(@f)$(${~${(Q)typed[1]}} __complete $1 "${(@)place}" "${(@)place_for_jj}" 2>/dev/null)}")
    names=("${(@)names:#}")
    _wanted $1 expl ${1%s} compadd -a names
}

_ajj_services() {
    _ajj_names services
}

# A path names a workspace too.
_ajj_workspaces() {
    if [[ $PREFIX == */* ]]; then _files -/; else _ajj_names workspaces; fi
}

# Another command, with its own completion.
_ajj_command_line() {
    if [[ $words[1] == -- ]]; then
        shift words
        (( CURRENT -= 1 ))
    fi
    _normal
}

# --- jj's part ----------------------------------------------------------------------------

# jj prints the function that asks it. What the user has set up for jj itself stays.
_ajj_load_jj() {
    (( $+commands[jj] )) || return
    if (( ! $+_ajj_jj_function )); then
        local before=${_comps[jj]-}
        eval "$(COMPLETE=zsh command jj 2>/dev/null)"
        typeset -g _ajj_jj_function=${_comps[jj]-}
        if [[ -n $before ]]; then _comps[jj]=$before; else unset '_comps[jj]'; fi
    fi
    [[ -n $_ajj_jj_function ]]
}

# jj's own completion of the line as it was typed. In one of ajj's commands it goes without the words
# that are given, and without the options: ajj has offered these already.
_ajj_pass_to_jj() {
    _ajj_load_jj || return
    local -a own=("$@")
    if [[ $PREFIX == -* ]]; then
        own+=("${(@M)${(@)takes#(\(*\)|\*)}##-[-a-zA-Z]##}")
    elif (( $# > 0 )); then
        own+=('-*')
    fi
    words=(jj "${(@)typed[2,-1]}")
    CURRENT=typed_current
    if (( $+functions[compadd] )); then
        $_ajj_jj_function
        return
    fi
    compadd() { builtin compadd -F own "$@" }
    { $_ajj_jj_function } always { unfunction compadd }
}

# jj's own completion of a value that one of ajj's commands hands to jj. $1 is the option's name, if
# it is one's; where it is an argument, the options are ajj's.
_ajj_ask_jj() {
    [[ $# -gt 0 || $PREFIX != -* ]] && _ajj_load_jj || return
    local -a place place_for_jj
    _ajj_find_place
    words=(jj "${(@)place_for_jj}" "${(@)line_for_jj}" "$@" "$PREFIX")
    CURRENT=$#words
    $_ajj_jj_function
}

# --- All together -------------------------------------------------------------------------

_ajj() {
    # As they were typed: _arguments narrows what it hands on.
    local -a typed=("${(@)words}") line_for_jj=() global=(
@GLOBAL@)
    integer typed_current=CURRENT
    _ajj__root
}

if [[ $funcstack[1] == _ajj ]]; then
    _ajj "$@"
else
    compdef _ajj ajj
fi

# Completion of ajj for bash: its commands, options and names, and jj's for everything else.
# `ajj completion --help` says how to load it.

# --- What the commands take ---------------------------------------------------------------

# Sets commands, options and arguments of a command, given by its words. An argument that can be
# given several times ends in "..."; forwards is set where options that it does not have are jj's,
# opaque where the arguments are another command's.
__ajj_takes() {
    commands='' options='@GLOBAL@' arguments='' forwards='' opaque=''
    case $1 in
@TAKES@
    esac
}

# Sets kind to what the value of an option is, given by its command's words and its name; to
# nothing when it has none.
__ajj_value() {
    kind=''
    case "$1 $2" in
@VALUES@
    esac
}

# --- The words typed ----------------------------------------------------------------------

# Sets typed to the words up to the cursor as they stand there: readline breaks them at =, : and @
# too. starts says where each begins in COMP_WORDS, tail is the part of the last one that readline
# is going to replace.
__ajj_split() {
    local rest=${COMP_LINE:0:COMP_POINT} piece='' glued index number=-1
    typed=() starts=()
    for ((index = 0; index <= COMP_CWORD; index++)); do
        glued=''
        if ((index > 0)) && [[ $rest != [[:space:]]* ]] &&
            [[ ${COMP_WORDS[index]} == [=:@]* || ${COMP_WORDS[index - 1]} == *[=:@] ]]; then
            glued=yes
        fi
        rest=${rest#"${rest%%[![:space:]]*}"}
        piece=${COMP_WORDS[index]}
        if ((index == COMP_CWORD)); then piece=$rest; fi
        if [[ ! $glued ]]; then starts[++number]=$index; fi
        typed[number]+=$piece
        rest=${rest#"$piece"}
    done
    tail=$piece
    case $tail in *[!=:@]*) ;; *) tail='' ;; esac
}

# Sets plain to a word without its quotes. It is not evaluated, for it may hold anything.
__ajj_unquote() {
    plain=$1
    case $plain in
    \'*) plain=${plain#\'} plain=${plain%\'} ;;
    \"*) plain=${plain#\"} plain=${plain%\"} plain=${plain//\\/} ;;
    *) plain=${plain//\\/} ;;
    esac
}

# Whether a list of words holds a word.
__ajj_has() {
    [[ " $1 " == *" $2 "* ]]
}

# Reads an option: sets kind when it takes a value, and value when that is joined to it. Fails when
# the command has no such option.
__ajj_option() {
    local name
    value='' kind='' joined=''
    case $1 in
    --*=*)
        name=${1%%=*} value=${1#*=} joined=yes
        __ajj_has "$options" "$name" && __ajj_value "$command" "$name"
        ;;
    --*)
        __ajj_has "$options" "$1" && __ajj_value "$command" "$1"
        ;;
    *)
        # -qV is -q -V, and the rest of -qojson is the value of -o.
        local letters=${1#-}
        while [[ $letters ]]; do
            name=-${letters:0:1} letters=${letters:1}
            __ajj_has "$options" "$name" || return
            __ajj_value "$command" "$name"
            if [[ $kind ]]; then
                value=$letters joined=$letters
                return
            fi
        done
        ;;
    esac
}

# Keeps what says where ajj is to look, for when it is asked for names.
__ajj_keep_place() {
    case $1 in
    -R* | --repository*)
        __ajj_unquote "$2"
        place+=(-R "${plain/#\~\//$HOME/}")
        for_jj+=(-R "${plain/#\~\//$HOME/}")
        ;;
    -c* | --config*)
        __ajj_unquote "$2"
        place+=(-c "${plain/#\~\//$HOME/}")
        ;;
    esac
}

# --- What is offered ----------------------------------------------------------------------

# Makes COMPREPLY of the offers that begin with what was typed, quoted as that was. $1 is what
# stands before an offer in the same word.
__ajj_reply() {
    local offer quoted kept=${current%"$tail"} plain
    __ajj_unquote "$current"
    for offer in ${offers[@]+"${offers[@]}"}; do
        offer=$1$offer
        [[ $offer == "$plain"* ]] || continue
        case $tail in
        \"*) quoted=$(printf '%s' "$offer" | sed 's/[\\"$`]/\\&/g') ;;
        \'*)
            # What has such a quote in it cannot be written between two of them.
            if [[ $offer == *\'* ]]; then continue; fi
            quoted=$offer
            ;;
        *) printf -v quoted %q "$offer" ;;
        esac
        COMPREPLY+=("${quoted#"$kept"}")
    done
}

# What can stand where a value of a kind is expected. $2 is what stands before it in the same word.
__ajj_offer() {
    local offers=() name
    case $1 in
    words:*)
        IFS=, read -ra offers <<<"${1#words:}"
        __ajj_reply "$2"
        ;;
    workspaces | services)
        if [[ $1 == workspaces && $current == */* ]]; then
            compopt -o dirnames 2>/dev/null
            return
        fi
        while IFS= read -r name; do offers+=("$name"); done < <(
            "${typed[0]/#\~\//$HOME/}" __complete "$1" ${place[@]+"${place[@]}"} 2>/dev/null
        )
        __ajj_reply "$2"
        ;;
    directory) compopt -o dirnames 2>/dev/null ;;
    file) compopt -o default 2>/dev/null ;;
    jj)
        if [[ $2 ]]; then for_jj+=("${2%=}"); fi
        __ajj_as_jj "${for_jj[@]}" "${current#"$2"}"
        ;;
    command) __ajj_command_line ;;
    esac
}

# Another command with its own completion, where bash-completion can find that.
__ajj_command_line() {
    compopt -o default 2>/dev/null
    if ((position > 0)); then
        if declare -F _comp_command_offset >/dev/null; then
            _comp_command_offset "$first"
        elif declare -F _command_offset >/dev/null; then
            _command_offset "$first"
        fi
    elif [[ $current != */* ]]; then
        while IFS= read -r name; do offers+=("$name"); done < <(compgen -c -- "$current" | sort -u)
        __ajj_reply ''
    fi
}

# --- jj's part ----------------------------------------------------------------------------

# jj's own completion of a command line, given as words.
__ajj_as_jj() {
    __ajj_load_jj || return
    local COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE=$* COMP_POINT
    COMP_POINT=${#COMP_LINE}
    "$__ajj_jj_function" jj "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
}

# The same of the line as it stands, where it is jj's.
__ajj_pass_to_jj() {
    __ajj_load_jj || return
    local COMP_WORDS=(jj "${COMP_WORDS[@]:1}")
    "$__ajj_jj_function" jj "${tail#[\"\']}" "${COMP_WORDS[COMP_CWORD - 1]}"
}

# jj prints the function that asks it. What the user has set up for jj itself stays.
__ajj_load_jj() {
    [[ ${__ajj_jj_function-} ]] && return
    command -v jj >/dev/null || return
    local before
    before=$(complete -p jj 2>/dev/null)
    eval "$(COMPLETE=bash command jj 2>/dev/null)"
    __ajj_jj_function=$(complete -p jj 2>/dev/null | sed -n 's/.* -F \([^ ]*\) .*/\1/p')
    complete -r jj 2>/dev/null
    eval "$before"
    [[ $__ajj_jj_function ]]
}

# ajj's commands or options, and jj's, which ajj hands on.
__ajj_offer_both() {
    local offers offer theirs=()
    __ajj_pass_to_jj
    for offer in ${COMPREPLY[@]+"${COMPREPLY[@]}"}; do
        if [[ $current == -* || $offer != -* ]] && ! __ajj_has "$1" "$offer"; then theirs+=("$offer"); fi
    done
    COMPREPLY=()
    # shellcheck disable=SC2206 # these words have no blanks
    offers=($1)
    __ajj_reply ''
    COMPREPLY+=(${theirs[@]+"${theirs[@]}"})
}

# --- All together -------------------------------------------------------------------------

_ajj() {
    local typed starts tail commands options arguments forwards opaque kind value joined plain
    local command=ajj index=1 position=0 first=0 pending='' ended='' place=() for_jj=(jj) current
    COMPREPLY=()
    compopt +o default +o bashdefault -o nosort 2>/dev/null
    __ajj_split
    current=${typed[${#typed[@]} - 1]}
    __ajj_takes "$command"
    while ((index < ${#typed[@]} - 1)); do
        local word=${typed[index]}
        if [[ $pending ]]; then
            __ajj_keep_place "$pending" "$word"
            pending=''
        elif [[ ! $ended && $word == -- ]]; then
            ended=yes
        elif [[ ! $ended && $word == -?* ]]; then
            if __ajj_option "$word"; then
                if [[ $joined ]]; then __ajj_keep_place "$word" "$value"; fi
                if [[ $kind && ! $joined ]]; then pending=$word; fi
            elif [[ $commands ]]; then
                __ajj_pass_to_jj
                return
            fi
        elif [[ $commands ]]; then
            if ! __ajj_has "$commands" "$word"; then
                __ajj_pass_to_jj
                return
            fi
            command="$command $word"
            for_jj+=("$word")
            __ajj_takes "$command"
        else
            if ((position++ == 0)); then first=${starts[index]}; fi
            if [[ $opaque ]]; then ended=yes; fi
        fi
        ((index++))
    done
    if [[ $pending ]]; then
        __ajj_option "$pending"
        for_jj+=("$pending")
        __ajj_offer "$kind" ''
    elif [[ ! $ended && $current == -* ]] && __ajj_option "$current" && [[ $joined ]]; then
        __ajj_offer "$kind" "${current%"$value"}"
    elif [[ ! $ended && $commands ]]; then
        if [[ $current == -* ]]; then __ajj_offer_both "$options"; else __ajj_offer_both "$commands"; fi
    elif [[ ! $ended && $current == -* && $forwards ]]; then
        __ajj_offer_both "$options"
    elif [[ ! $ended && $current == -* ]]; then
        # shellcheck disable=SC2206 # these words have no blanks
        local offers=($options)
        __ajj_reply ''
    else
        __ajj_argument
    fi
}

# The argument at the cursor; the last one may be repeated.
__ajj_argument() {
    # shellcheck disable=SC2206 # these words have no blanks
    local kinds=($arguments) last at=$position
    last=$((${#kinds[@]} - 1))
    if ((last < 0)); then return; fi
    if ((at > last)) && [[ ${kinds[last]} == *... ]]; then at=$last; fi
    if ((at <= last)); then __ajj_offer "${kinds[at]%...}" ''; fi
}

complete -o bashdefault -o default -F _ajj ajj

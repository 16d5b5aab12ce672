# mux's shell integration for bash, 3.2 and later.
#
# Tells mux where the shell is (OSC 7), where prompts and output start (OSC 133), how commands end,
# and what was typed, exactly (OSC 633;E). The reports that mux relies on carry a nonce that only the
# pane's own shell has: output that looks like a report is none.
#
# mux loads this by itself (the option `shell_integration`). By hand, at the end of ~/.bashrc:
#     eval "$(mux shell-integration bash)"
# In a shell that is not a pane's own (behind ssh or sudo, or typed by hand) it does nothing.

if [[ -n ${MUX_INTEGRATION_NONCE-} ]]; then
    __mux_nonce=$MUX_INTEGRATION_NONCE
    unset MUX_INTEGRATION_NONCE
fi

if [[ $- == *i* && -n ${__mux_nonce-} && -z ${__mux_loaded-} ]] && shopt -q promptvars; then
    __mux_loaded=1

    # Sets __mux_escaped to $1 as it may stand in an OSC 633: nothing in it ends the field or the
    # sequence. A text with control characters beyond tabs and line ends is not told.
    __mux_escape() {
        local text=${1//\\/\\\\}
        text=${text//;/\\x3b}
        text=${text//$'\n'/\\x0a}
        text=${text//$'\t'/\\x09}
        if [[ $text == *[[:cntrl:]]* ]]; then
            text=
        fi
        __mux_escaped=$text
    }

    # Reports the command line that is about to run. Called in a subshell: it changes nothing in the
    # user's shell. The line is the last one of the history. Where the history has not grown it may
    # be another one (kept out by HISTCONTROL or HISTIGNORE) or the same again; mux then believes it
    # only if it fits what runs.
    __mux_report_command() {
        local again= line pattern='^ *[0-9]+[* ] (.*)$'
        if [[ ${HISTCMD-} == "${__mux_history-}" ]]; then
            again=';again'
        fi
        line=$(HISTTIMEFORMAT= builtin history 1 2>/dev/null)
        if [[ $line =~ $pattern ]]; then
            line=${BASH_REMATCH[1]}
        else
            line=
        fi
        __mux_escape "$line"
        line=$__mux_escaped
        __mux_escape "$PWD"
        builtin printf '\033]633;E;%s;%s;cwd=%s%s\007\033]133;C;aid=%s\007' \
            "$line" "$__mux_nonce" "$__mux_escaped" "$again" "$__mux_nonce"
    }

    # Runs before each prompt, after whatever else does: prompts are often made anew there.
    # What the marks say is filled in when the prompt is shown, with $? as the user's own prompt
    # sees it. A shell that inherits PS1 has no nonce to fill in.
    __mux_prepare_prompt() {
        local status=$?
        __mux_history=${HISTCMD-}
        if [[ $PS1 != *'133;D;'* ]]; then
            PS1='\[\e]7;file://${HOSTNAME-}${PWD//%/%25}\a\e]133;D;$?;aid=${__mux_nonce-}\a\e]133;A\a\]'$PS1'\[\e]133;B\a\]'
        fi
        if [[ -z ${__mux_debugs-} && ${PS0-} != *__mux_report_command* ]]; then
            PS0=${PS0-}'$(__mux_report_command)'
        fi
        __mux_armed=1
        return "$status"
    }

    # Where there is no PS0: runs before every simple command, and counts before the first one only.
    __mux_report_first() {
        if [[ -n ${__mux_armed-} && -z ${COMP_LINE-} && ${BASH_SUBSHELL-0} == 0 ]]; then
            __mux_armed=
            (__mux_report_command >/dev/tty)
        fi
        return 0
    }

    __mux_last=__mux_prepare_prompt
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
        __mux_debugs=1
        if [[ -n ${bash_preexec_imported-}${__bp_imported-} ]]; then
            preexec_functions+=(__mux_report_first)
        else
            # At the prompt, for neither a file that is read nor a function sees the user's trap.
            # The argument keeps $_ what it was.
            __mux_last+=$'\n[[ -n $(trap -p DEBUG) ]] || trap \'__mux_report_first "$_"\' DEBUG'
        fi
    fi

    # An array where it is one and bash runs all of it (5.1), else lines of one text.
    if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) &&
        [[ $(declare -p PROMPT_COMMAND 2>/dev/null) == 'declare -a'* ]]; then
        PROMPT_COMMAND+=("$__mux_last")
    else
        PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}$__mux_last
    fi
    # A shell that inherited these would not find what they call.
    export -n PROMPT_COMMAND PS0
    unset __mux_last
fi

# mux's shell integration for zsh, 5.0 and later. What it reports is told in bash.sh.
#
# mux loads this by itself (the option `shell_integration`). By hand, in ~/.zshrc:
#     eval "$(mux shell-integration zsh)"
# In a shell that is not a pane's own (behind ssh or sudo, or typed by hand) it does nothing.

if [[ -n ${MUX_INTEGRATION_NONCE-} ]]; then
    typeset -g +x __mux_nonce=$MUX_INTEGRATION_NONCE
    unset MUX_INTEGRATION_NONCE
fi

if [[ -o interactive && -n ${__mux_nonce-} && -z ${__mux_loaded-} ]]; then
    typeset -g +x __mux_loaded=1

    # Sets REPLY to $1 as it may stand in an OSC 633: nothing in it ends the field or the sequence.
    # A text with control characters beyond tabs and line ends is not told.
    __mux_escape() {
        emulate -L zsh
        REPLY=${1//\\/\\\\}
        REPLY=${REPLY//;/\\x3b}
        REPLY=${REPLY//$'\n'/\\x0a}
        REPLY=${REPLY//$'\t'/\\x09}
        if [[ $REPLY == *[[:cntrl:]]* ]]; then
            REPLY=
        fi
    }

    # A command that the user keeps out of the history is not told.
    __mux_report_command() {
        local line=$1 REPLY
        if [[ -o hist_ignore_space && $line == ' '* ]]; then
            line=
        fi
        emulate -L zsh -o no_xtrace
        __mux_escape "$line"
        line=$REPLY
        __mux_escape "$PWD"
        builtin printf '\033]633;E;%s;%s;cwd=%s\007\033]133;C;aid=%s\007' \
            "$line" "$__mux_nonce" "$REPLY" "$__mux_nonce" >$TTY
    }

    __mux_report_prompt() {
        local code=$?
        emulate -L zsh -o no_xtrace
        builtin printf '\033]133;D;%s;aid=%s\007\033]7;file://%s%s\007' \
            "$code" "$__mux_nonce" "$HOST" "${PWD//\%/%25}" >$TTY
        if [[ $PS1 != *'133;B'* ]]; then
            PS1=$'%{\e]133;A\a%}'$PS1$'%{\e]133;B\a%}'
        fi
    }

    typeset -ga precmd_functions preexec_functions
    precmd_functions+=(__mux_report_prompt)
    preexec_functions+=(__mux_report_command)
fi

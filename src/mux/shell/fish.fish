# mux's shell integration for fish, 3.0 and later. What it reports is told in bash.sh.
#
# mux loads this by itself (the option `shell_integration`). By hand, in config.fish:
#     mux shell-integration fish | source
# In a shell that is not a pane's own (behind ssh or sudo, or typed by hand) it does nothing.

if status is-interactive; and set -q MUX_INTEGRATION_NONCE; and not set -q __mux_nonce
    set -g __mux_nonce $MUX_INTEGRATION_NONCE
    set -e MUX_INTEGRATION_NONCE

    # As it may stand in an OSC 633: nothing in it ends the field or the sequence. A text with
    # control characters beyond tabs and line ends is not told.
    function __mux_escape
        set -l text (string replace -a '\\' '\\\\' -- $argv[1] | string replace -a ';' '\x3b' | string collect)
        set text (string replace -a \n '\x0a' -- $text | string collect)
        set text (string replace -a \t '\x09' -- $text | string collect)
        string match -qr '[[:cntrl:]]' -- $text; and set text ''
        printf '%s' $text
    end

    # fish keeps a command that starts with a blank out of its history; it is not told either.
    function __mux_report_command --on-event fish_preexec
        set -l line $argv[1]
        string match -q ' *' -- $line; and set line ''
        printf '\e]633;E;%s;%s;cwd=%s\a\e]133;C;aid=%s\a' (__mux_escape "$line" | string collect -a) \
            $__mux_nonce (__mux_escape "$PWD" | string collect -a) $__mux_nonce
    end

    function __mux_report_status --on-event fish_postexec
        printf '\e]133;D;%s;aid=%s\a' $status $__mux_nonce
    end

    function __mux_report_prompt --on-event fish_prompt
        printf '\e]133;D;;aid=%s\a\e]7;file://%s%s\a\e]133;A\a' $__mux_nonce "$hostname" \
            (string replace -a % %25 -- $PWD)
    end
end

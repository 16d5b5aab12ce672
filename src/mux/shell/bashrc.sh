# What bash reads in place of ~/.bashrc in a pane of mux: ~/.bashrc itself, as ever, and then the
# shell integration. The nonce is taken out of the environment before anything else can run.
__mux_nonce=${MUX_INTEGRATION_NONCE-}
unset MUX_INTEGRATION_NONCE
if [[ -r ~/.bashrc ]]; then
    . ~/.bashrc
fi
. "${BASH_SOURCE[0]%/*}/bash.sh"

# What zsh reads first in a pane of mux, for ZDOTDIR points here: it gives ZDOTDIR back, reads the
# user's own .zshenv, and loads the shell integration. All other files zsh then finds by itself.
typeset -g +x __mux_nonce=${MUX_INTEGRATION_NONCE-} __mux_folder=${${(%):-%x}:h:h}
unset MUX_INTEGRATION_NONCE
if [[ -n ${MUX_ZDOTDIR+set} ]]; then
    export ZDOTDIR=$MUX_ZDOTDIR
    unset MUX_ZDOTDIR
else
    unset ZDOTDIR
fi
if [[ -r ${ZDOTDIR-$HOME}/.zshenv ]]; then
    source "${ZDOTDIR-$HOME}/.zshenv"
fi
source "$__mux_folder/zsh.zsh"
unset __mux_folder

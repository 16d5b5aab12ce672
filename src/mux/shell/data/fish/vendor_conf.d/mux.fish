# What fish reads early in a pane of mux, for XDG_DATA_DIRS names this folder: it gives XDG_DATA_DIRS
# back and loads the shell integration.
if set -q MUX_XDG_DATA_DIRS
    set -gx XDG_DATA_DIRS $MUX_XDG_DATA_DIRS
    set -e MUX_XDG_DATA_DIRS
else
    set -e XDG_DATA_DIRS
end
source (dirname (status filename))/../../../fish.fish

#!/bin/sh
# Starts 年报 from wherever this folder lies. With a folder or file `portable` beside it, data stays beside it too.
here=$(dirname -- "$(readlink -f -- "$0")")
python="$here/runtime/bin/python3.11"
if [ -e "$here/portable" ]; then
    NIANBAO_HOME="${NIANBAO_HOME:-$here/data}"
    export NIANBAO_HOME
fi
# Qt as bundled speaks to ibus only; an fcitx setting would leave it without any input method, so ibus is tried instead.
case "${QT_IM_MODULE:-${XMODIFIERS#@im=}}" in
    fcitx*) QT_IM_MODULE=ibus; export QT_IM_MODULE ;;
esac
# Settings of another Qt or Python on this machine must not reach ours.
unset QT_PLUGIN_PATH QT_QPA_PLATFORMTHEME QT_STYLE_OVERRIDE LD_PRELOAD PYTHONPATH PYTHONHOME PYTHONSTARTUP
# The printing process of the preview is started by the program itself, without -I.
PYTHONSAFEPATH=1 PYTHONNOUSERSITE=1 PYTHONUTF8=1
export PYTHONSAFEPATH PYTHONNOUSERSITE PYTHONUTF8
if [ -x "$python" ]; then
    exec "$python" -I -X utf8 -m ui "$@"
fi
# A FAT stick carries no right to execute: the system's loader starts the program all the same.
exec /lib64/ld-linux-x86-64.so.2 "$python" -I -X utf8 -m ui "$@"

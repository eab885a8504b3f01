#!/bin/sh
# Starts 年报 from wherever this folder lies. With a folder or file `portable` beside it, data stays beside it too.
here=$(dirname -- "$(readlink -f -- "$0")")
python="$here/runtime/bin/python3.11"
if [ -e "$here/portable" ]; then
    NIANBAO_HOME="${NIANBAO_HOME:-$here/data}"
    export NIANBAO_HOME
fi
# The input method that this user runs, by the plug-in's name; nothing when none runs.
running() {
    for process in /proc/[0-9]*; do
        [ -O "$process" ] && read -r name < "$process/comm" && case "$name" in
            fcitx | fcitx5) echo fcitx; return ;;
            ibus-daemon) echo ibus; return ;;
        esac
    done 2>/dev/null
}
# What the session names counts first. Our plug-in `fcitx` serves fcitx 4 and 5; Qt 6 has none for plain XIM.
case "${QT_IM_MODULE:-xim}:${XMODIFIERS:-}" in
    fcitx*) method=fcitx ;;
    xim:@im=fcitx*) method=fcitx ;;
    xim:@im=ibus*) method=ibus ;;
    xim:*) method=$(running) ;;
    *) method=$QT_IM_MODULE ;;
esac
unset QT_IM_MODULE
if [ -n "$method" ]; then
    QT_IM_MODULE=$method
    export QT_IM_MODULE
fi
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

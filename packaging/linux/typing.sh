#!/bin/sh
# Inside a session bus of its own: starts an input method and the program, and types a unit's name in pinyin.
#   typing.sh START BUS ON    the command that starts the input method, its name on the bus, the command that switches it on
# Ends when it is ended from outside.
set -eu
bus() { dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner "string:$1"; }
sh -c "$1" &
until bus "$2" | grep -q true; do sleep 0.2; done
nianbao &
window=$(xdotool search --sync --onlyvisible --name '^年报$' | head -n 1)
xdotool windowfocus "$window"
sleep 1
xdotool key ctrl+n # the form for a new report, its first field takes the name
sleep 3
sh -c "$3"
sleep 1
xdotool type --delay 200 nihao
sleep 2
xdotool key space
sleep 2
xdotool key Return
wait

"""The one list of deeds: what can happen to a report, or to the library, each by the word that sessions and the journal use."""

from __future__ import annotations

from typing import Literal

# What a session does to cells, in the journal too.
Typed = Literal[
    "do",  # a new step of undo
    "merge",  # the last step goes on: typed in the same place, without a pause
    "undo",  # the last step taken back
    "redo",  # a step that was taken back done again
    "drop",  # the last step given up: it cannot be done again
]
# What listeners of a session hear.
Deed = Literal[
    Typed,
    "renew",  # the report brought in anew from outside: it is in the journal already
    "look",  # doubted values were looked at: no cell changes
    "doubt",  # a look was taken back
    "claim",  # a number of the prose was claimed, or a claim taken back: no cell changes
]
# What stands in the journal.
EventDeed = Literal[
    Typed,
    "put",  # a whole report came in
    "bin",  # a report was put into the bin
    "unbin",  # it was taken out again
    "purge",  # it left the bin for good
    "mend",  # of no report: a damage of the journal was gone round
    "join",  # of no report: another branch was looked through and merged
]

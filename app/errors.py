"""Every error a person may meet, as one tree. Each carries one Chinese sentence: what, where, what to do.

NianbaoError
├── FormError            a form file breaks the rules of form files (names file, section, row)
├── InputError           something handed in cannot be used; the command line ends with code 2
│   ├── ValueRefused     a typed or pasted value does not fit its cell
│   ├── ExchangeError    an exchange file is unreadable, unknown or wrong (names the place)
│   └── UnknownEdition   no form file for the edition or year
├── ResourceError        a file of the program itself is missing or damaged (font, form, icon)
├── OutputError          a result cannot be written (folder, rights, full disk)
├── StoreError           the library cannot be read or written
│   └── ReportExists     the same office and year twice; carries the key of the existing report
├── NotReady             a stage of the review cannot be passed yet; says what is missing
└── ReadOnlyReport       an edit was tried on a report that may not be edited
"""

from __future__ import annotations

from app.chinese.characters import harmless


class NianbaoError(Exception):
    """Base of all. `sentence` is complete Chinese, fit for the screen and for stderr.

    What it quotes from names and files of others is made harmless: no mark in it turns the rest of the sentence round.
    """

    def __init__(self, sentence: str) -> None:
        self.sentence = harmless(sentence)
        super().__init__(self.sentence)


class FormError(NianbaoError):
    """A form file is wrong."""


class InputError(NianbaoError):
    """Something handed in cannot be used."""


class ValueRefused(InputError):
    """A value does not fit its cell."""


class ExchangeError(InputError):
    """An exchange file cannot be read as a report."""


class UnknownEdition(InputError):
    """No form of that edition, or none in force in that year."""


class ResourceError(NianbaoError):
    """A file that belongs to the program is missing or damaged."""


class OutputError(NianbaoError):
    """A result could not be written; what stood there before still stands."""


class StoreError(NianbaoError):
    """The library cannot be read or written."""


class ReportExists(StoreError):
    """The same office and year a second time; `key` is the report that exists."""

    def __init__(self, sentence: str, key: str) -> None:
        super().__init__(sentence)
        self.key = key


class NotReady(NianbaoError):
    """A report cannot pass the next stage of its review, or be unlocked."""


class ReadOnlyReport(NianbaoError):
    """An edit on a report that may only be read."""

"""How the tables of the open report look, as the settings say; what is changed at a table is kept there."""

from __future__ import annotations

from typing import cast

from ui.commands.means import Means
from ui.grid.measure import Density
from ui.grid.stage import TableLooks
from ui.sections.section_tabs import SectionTabs


class TableLooking:
    """For the tables of `tabs`."""

    def __init__(self, tabs: SectionTabs, means: Means) -> None:
        self._tabs, self._means = tabs, means
        self.use_settings()

    def use_settings(self) -> None:
        """Shows the tables as the settings say."""
        settings = self._means.settings
        density = cast(Density, settings.text("grid.density"))  # the table of settings allows no other
        self._tabs.show_looks(TableLooks(density, settings.flag("grid.last_year"), self._keep))

    def _keep(self, last_year: bool) -> None:
        self._means.remember("grid.last_year", last_year)
        self.use_settings()

"""The manual: one plain text in resources/help, read strictly, shown in the window and set as PDF by our own typesetter.

`source` reads it into chapters, `guides` makes the parts that come from the form's own data, `page` gives HTML for
the help window, `printed` sets it as PDF.
"""

"""The printed pages beside the form: a process that draws them and the panel that shows them."""

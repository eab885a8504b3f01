"""Hand-over files (交接文件): a report with all that people said of it goes to another library and back; what both sides changed
is asked. The register never goes along: it is personal data."""

SUFFIX = ".nbjj"  # of such a file

"""The register of requests (台账): one line a request, deadlines, and tables three and four counted from it.

Names and subjects stay in the register's own file; nothing of it but counts ever enters a report.
"""

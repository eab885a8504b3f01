"""Torture of the store: kills, power cuts, full disks, flipped bytes, two processes. `python -m tests.torture`.

It makes its cases at random from a seed, so it measures whatever it is run on, and a figure belongs to seed and commit. Written
by the maintainers after the store: kills, harm, trouble and duel on 24 November 2026 (21adad9, df1b68a); what two writers, old
copies, clocks and cleaners do on 29 November (5ec8377 to df7caab). The short forms in `test_torture` are regression sets.
"""

"""The first module that the Windows programs run: says that sys.executable is this program itself, then starts it.

Whoever starts the program anew as a child (the preview's printing process) goes by that.
"""

import sys

from ui.main import main

sys.frozen = True  # type: ignore[attr-defined]
sys.exit(main())

"""`python -m ui`: the same as `nianbao`."""

import sys

from ui.window.main import main

sys.exit(main())

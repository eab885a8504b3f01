"""`python -m ui`: the same as `nianbao`."""

import sys

from ui.main import main

sys.exit(main())

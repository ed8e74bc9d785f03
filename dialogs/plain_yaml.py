"""YAML in which every value is the words that its author typed: yes, no and 08:30 stay what they are."""

from typing import Any, Final

import yaml

# The one in C, where the library was built with it, reads ten times as fast.
LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

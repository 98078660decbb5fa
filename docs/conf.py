"""How Sphinx makes the site: ``sphinx-build -W docs docs/_build``."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "spikefuse"
author = "The spikefuse developers"
version = release = version_of("spikefuse")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "pages_from_code",
]
exclude_patterns = ["_build", "pages_from_code"]

html_theme = "furo"
html_title = "spikefuse"

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

nitpicky = True
# An attribute's type is prose, such as "mapping of str to tuple", which Sphinx takes for names.
nitpick_ignore_regex = [("py:class", r"(?!spikefuse\.).*")]
# Names in single backticks are often parameters: `pages_from_code.links` links what there is.
default_role = "py:obj"

autodoc_typehints = "none"  # the docstrings say what goes in
autodoc_inherit_docstrings = False
autodoc_member_order = "groupwise"
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False
viewcode_line_numbers = True

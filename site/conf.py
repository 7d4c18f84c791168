"""Settings of Sphinx for the course as web pages. Its source folder is the course's own: see `make site`."""

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # for course_pages

_project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
project = "Training neural networks with TensorFlow and Keras 3"
author = "the maintainers of this course"
copyright = f"{author}. Text and figures: CC BY 4.0, code: MIT"
version = release = _project["version"]
language = "en"

extensions = ["myst_nb", "course_pages"]
root_doc = "site/index"
# Whatever lessons there are: nothing here lists them.
include_patterns = ["notebooks/*.ipynb", "exercises/*.ipynb", "docs/**.md", "deploy/*.md", "site/*.md", "*.md"]

nb_execution_mode = "off"  # the notebooks are saved with their outputs
nb_ipywidgets_js = {}  # explorers show their saved pictures; the scripts would come from a network
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3
myst_heading_slug_func = "course_pages.jupyter_slug"

html_theme = "pydata_sphinx_theme"
html_title = project
html_math_renderer = "mathml"
html_static_path = ["static"]
html_css_files = ["course.css"]
html_js_files = ["course.js"]
html_extra_path = ["../docs/case_cards.html"]  # as it is, for printing
templates_path = ["templates"]
html_additional_pages = {"index": "to_root.html"}
html_use_index = html_copy_source = html_show_sourcelink = False
html_sidebars = {"site/case_cards": []}
html_theme_options = {
    "logo": {"text": "Training neural networks"},
    "navbar_align": "left",
    "search_bar_text": "Search the course",
    "show_prev_next": True,
    "show_toc_level": 2,
    "footer_start": ["copyright"],
    "footer_end": [],
}

"""The rule file that a new site begins with."""

from __future__ import annotations

_TEMPLATE = """\
# How Marsad reads {domain}. What is left out is found in the general way, so name only what that
# way gets wrong. After each change: marsad site check {domain}
# When it prints the right title, date and body: marsad site check {domain} --accept

# name = "…"
# country = "EG"             # two capital letters, ISO 3166
# zone = "Africa/Cairo"      # where the clock on its pages stands, IANA
# feeds = ["https://{domain}/rss"]
# sitemaps = []

# Selectors are CSS, one or a list of which the first that matches anything counts.
[[layout]]
# title = "h1"
# body = "div.story"         # what of it is read-also, credit or tags is still told apart
# date = "time"
# updated = ""
# authors = ".byline"
# tags = ".tags a"
# credits = ".source"
# related = ".related a"
# sections = ".section"
# drop = [".promo"]          # all of these are taken out first

# When the layout changes, keep the old one for old pages: give it the last day that pages looked
# like it, and write a new [[layout]] without such a day.
# [[layout]]
# valid_until = 2024-06-30
# body = "td.text"
"""


def new_rules(domain: str) -> str:
    """Return the text of a rule file that says nothing yet, with its possibilities as comments."""
    return _TEMPLATE.format(domain=domain)

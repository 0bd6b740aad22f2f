"""What a second look at some days would change: merges, splits and moves, as proposals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Article = TypeVar("Article", bound=Hashable)
Story = TypeVar("Story", bound=Hashable)

_WHOLE = 2 / 3
"""Share of a story's articles that say where the story as a whole belongs."""


@dataclass(frozen=True, slots=True)
class Correction(Generic[Article, Story]):
    """One change: `articles` are those that would leave `story`; `other` is where they would go."""

    action: Literal["merge", "split", "move"]
    story: Story
    other: Story | None
    articles: tuple[Article, ...]


def corrections(
    placed: Mapping[Article, Story],
    replayed: Mapping[Article, Hashable],
    fixed: frozenset[Article] = frozenset(),
) -> list[Correction[Article, Story]]:
    """Compare where articles are with where a replay puts them, in the order of `placed`.

    Two stories that the replay has as one are to be merged, the later into the earlier. Articles
    that it parts from their story are to move to the story that they are with now, or to be split
    off. Stories that hold what was decided by hand (`fixed`) are left alone.
    """
    decided = {placed[article] for article in fixed if article in placed}
    members: dict[Story, list[Article]] = defaultdict(list)
    for article, story in placed.items():
        members[story].append(article)
    home = {story: _main(articles, replayed) for story, articles in members.items()}
    first: dict[Hashable, Story] = {}
    for story, group in home.items():
        if group is not None:
            first.setdefault(group, story)
    found: list[Correction[Article, Story]] = []
    for story, articles in members.items():
        own = home[story]
        into = first.get(own) if own is not None else None
        if into is not None and into != story:
            found.append(Correction("merge", story, into, tuple(articles)))
            continue
        found += _leaving(story, articles, own, replayed, first)
    return [one for one in found if not {one.story, one.other} & decided]


def _main(articles: list[Article], replayed: Mapping[Article, Hashable]) -> Hashable | None:
    """Return the group that holds most of a story, if it holds enough of it."""
    groups = Counter(replayed[article] for article in articles if article in replayed)
    group, count = groups.most_common(1)[0] if groups else (None, 0)
    return group if count >= _WHOLE * len(articles) else None


def _leaving(
    story: Story,
    articles: list[Article],
    own: Hashable | None,
    replayed: Mapping[Article, Hashable],
    first: Mapping[Hashable, Story],
) -> list[Correction[Article, Story]]:
    parts: dict[Hashable, list[Article]] = defaultdict(list)
    for article in articles:
        if article in replayed:
            parts[replayed[article]].append(article)
    # Without a main part the story stays with its largest one.
    stays = (
        own if own is not None else max(parts, key=lambda group: len(parts[group]), default=None)
    )
    found: list[Correction[Article, Story]] = []
    for group, some in parts.items():
        if group == stays:
            continue
        other = first.get(group)
        if other is not None and other != story:
            found.append(Correction("move", story, other, tuple(some)))
        else:
            found.append(Correction("split", story, None, tuple(some)))
    return found

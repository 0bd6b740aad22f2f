"""Draw the sentences whose time expressions are labelled in `gold/times_*.jsonl`.

    python benchmarks/sample_times.py /path/to/news > drawn.jsonl

FOLDER holds `ant_v2.1.jsonl.gz` and `ant_v1.1.jsonl.gz`. One line per sentence: article id, code
point offsets of the sentence in the article's `text`, publication time, the cue that it was drawn
for, and the half of the gold that it belongs to. The same corpora give the same draw everywhere:
order comes from a hash, not from a random generator. `--text` prints the sentence too, for the
labeller's screen; the corpora may not be redistributed, so that output stays out of the repository.

`--draw N` is a later, fresh draw: half as many sentences, no article of an earlier draw, all held.
"""

import argparse
import datetime as dt
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import cycle
from pathlib import Path
from typing import Any

SEED = "marsad-times-"
SHORTEST, LONGEST = 40, 400
PLAIN = "plain"


@dataclass(frozen=True)
class Plan:
    """How many sentences a publisher gives to the first draw."""

    file: str
    source: str
    cued: int
    plain: int

    def size(self, number: int) -> tuple[int, int]:
        """How many it gives to a draw, cued and plain: to a later one half of the first."""
        return (self.cued, self.plain) if number == 1 else (self.cued // 2, self.plain // 2)


PLANS = (
    Plan("ant_v2.1.jsonl.gz", "alarabia", 40, 10),
    Plan("ant_v2.1.jsonl.gz", "BBC", 40, 10),
    Plan("ant_v2.1.jsonl.gz", "CNN", 40, 10),
    Plan("ant_v2.1.jsonl.gz", "skynews", 40, 10),
    Plan("ant_v1.1.jsonl.gz", "Jawhara FM", 80, 20),
)

_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200e\u200f\u061c]")
_FOLD = str.maketrans("أإآٱىة٠١٢٣٤٥٦٧٨٩", "ااااي\u06470123456789")
_UNIT = (
    "(?:ثوان|ثانيه|دقيقه|دقائق|دقيقتين|ساعه|ساعات|ساعتين|يوم|يوما|ايام|يومين|اسبوع|اسبوعا|اسابيع|"
    "اسبوعين|شهر|شهرا|اشهر|شهور|شهرين|عام|عاما|اعوام|عامين|سنه|سنوات|سنتين|سنين|عقود|عقدين)"
)
_MONTH = (
    "(?:يناير|فبراير|مارس|ابريل|مايو|ماي|يوني[وه]|يولي[وه]|يوليوز|اغسطس|سبتمبر|اكتوبر|نوفمبر|"
    "ديسمبر|جانفي|فيفري|افريل|جوان|جويليه|اوت|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|"
    "تشرين)"
)
_AL = "(?:[وفبكل]?ال|لل)"
_WEEKDAY = f"{_AL}(?:اثنين|اتنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد)"
_NEXT = (
    "(?:الماضي|الماضيه|المقبل|المقبله|القادم|القادمه|الحالي|الحاليه|الجاري|الجاريه|الفارط|الفارطه|"
    "المنصرم|المنصرمه|السابق|السابقه|المنقضي|الاخيره|الماضيين|المقبلين|القادمين)"
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


# The classes of likely time words, in the order in which they take turns.
CUES = {
    "weekday": _words(_WEEKDAY),
    "day and month": _words(rf"\d{{1,2}}(?:er)? (?:من )?(?:شهر )?{_MONTH}"),
    "month": _words(f"[وفبل]?{_MONTH}"),
    "year": _words(r"(?:عام|العام|سنه|عامي|لعام|لسنه|في|منذ|حتي|بين) (?:19|20)\d\d"),
    "bare year": _words(r"(?:19|20)\d\d"),
    "relative day": _words("اليوم|امس|غدا|الغد|البارحه|الليله"),
    "relative period": _words(
        f"{_AL}(?:عام|سنه|شهر|اسبوع|صيف|شتاء|خريف|ربيع|قرن|موسم|فتره|ايام|اشهر|سنوات|اعوام|"
        f"اسابيع|ساعات|يومين) {_NEXT}|هذا (?:العام|الشهر|الاسبوع|الموسم)|هذه السنه"
    ),
    "ago": _words(rf"(?:منذ|قبل|بعد|خلال|غضون)(?: \w+){{1,2}} {_UNIT}|(?:منذ|قبل|بعد) {_UNIT}"),
    "duration": _words(rf"\w+ {_UNIT}"),
    "clock": _words(r"[وبل]?الساعه|\d{1,2}:\d\d|\d{1,2} ?(?:صباحا|مساء|ظهرا|ليلا)|غرينتش"),
    "daypart": _words(
        "(?:فجر|صباح|صبيحه|ظهر|عصر|مساء|ليل|ليله|منتصف) ال\\w+|صباحا|مساء|ليلا|فجرا|ظهرا"
    ),
    "part": _words(
        "(?:مطلع|مستهل|اوائل|بدايه|منتصف|اواسط|نهايه|اواخر|ختام) "
        f"(?:عام|العام|شهر|الشهر|الاسبوع|القرن|سنه|السنه|{_MONTH}|(?:19|20)\\d\\d)"
        "|الربع (?:الاول|الثاني|الثالث|الرابع)|النصف (?:الاول|الثاني) من|ال\\w+ينيات|ال\\w+ينات|عقد"
    ),
    "range": _words(
        r"(?:من|بين) (?:يوم |عام |عامي )?\d+(?: \w+)? (?:الي|و|حتي) ?\d+|بين عامي|يومي|ايام|"
        rf"\d{{4}} ?[-/] ?\d{{4}}|من (?:{_MONTH}|{_WEEKDAY}) الي"
    ),
    "set": _words("كل (?:يوم|عام|سنه|شهر|اسبوع|ساعه)|سنويا|يوميا|اسبوعيا|شهريا"),
    "calendar": _words("رمضان|شعبان|شوال|محرم|رجب|هجري|هـ|[وب]?العام الهجري|ذي الحجه|ذي القعده"),
    "undated": _words("بعد|قبل|منذ|خلال|اثناء|قريبا|حاليا|الان|لاحقا|مؤخرا|سابقا|وقت|موعد"),
    "numeric date": re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d"),
}

_END = re.compile(r"(?:[.!?؟…]+[\"»”’')\]]*(?=\s|$))|\n")


@dataclass(frozen=True)
class Sentence:
    """A stretch of an article's text."""

    article: str
    category: str
    start: int
    end: int
    reference: str
    text: str

    def rank(self, number: int) -> str:
        """A place in an order that nobody chose, another one for every draw."""
        return _digest(f"{SEED}{number} {self.article} {self.start}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences between sentence ends and line breaks, without the white space around them."""
    start = 0
    for stop in [*(match.end() for match in _END.finditer(text)), len(text)]:
        piece = text[start:stop]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if SHORTEST <= right - left <= LONGEST:
            yield left, right
        start = stop


def reference(raw: str) -> str | None:
    """The corpus's publication time in ISO 8601, its offset kept."""
    if re.fullmatch(r"\d\d/\d\d/\d{4}", raw):
        return f"{raw[6:]}-{raw[3:5]}-{raw[:2]}"
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)", raw):
        return f"{match[1]}T{match[2]}:{match[3]}:{match[4]}"
    try:
        if raw[:1].isdigit():
            return dt.datetime.fromisoformat(raw).isoformat()
        return parsedate_to_datetime(raw.replace("GMT", "+0000")).isoformat()
    except ValueError:
        return None


def articles(path: Path, source: str) -> Iterator[dict[str, Any]]:
    """One publisher's articles, each address once."""
    seen: set[str] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            if record["src"] == source and record["url"] not in seen:
                seen.add(record["url"])
                yield record


def sentences(path: Path, source: str) -> list[Sentence]:
    """All sentences of a publisher, each wording once."""
    found: dict[str, Sentence] = {}
    for record in articles(path, source):
        text, time = record["text"], reference(record["time"])
        if time is None:
            continue
        for start, end in spans(text):
            piece = text[start:end]
            sentence = Sentence(record["id"], record["cat"], start, end, time, piece)
            found.setdefault(" ".join(piece.split()), sentence)
    return list(found.values())


def cues(text: str) -> set[str]:
    """The classes of time words in a sentence."""
    folded = _MARKS.sub("", text).translate(_FOLD)
    return {name for name, pattern in CUES.items() if pattern.search(folded)}


def draw(pool: list[Sentence], plan: Plan, number: int = 1) -> list[tuple[str, Sentence]]:
    """Sentences of one publisher: cue classes and categories take turns, one per article.

    A later draw has an order of its own and leaves out the articles of those before it.
    """
    used = {
        sentence.article
        for earlier in range(1, number)
        for _, sentence in draw(pool, plan, earlier)
    }
    queues: dict[tuple[str, str], list[Sentence]] = {}
    for sentence in sorted(pool, key=lambda sentence: sentence.rank(number), reverse=True):
        for name in (PLAIN, *cues(sentence.text)):
            queues.setdefault((name, sentence.category), []).append(sentence)
    categories = sorted({sentence.category for sentence in pool})
    drawn: list[tuple[str, Sentence]] = []

    def take(names: Iterable[str], count: int) -> None:
        turns = cycle(categories)
        wanted = len(drawn) + count
        for name in names:
            if len(drawn) == wanted:
                return
            for _ in categories:
                queue = queues.get((name, next(turns)), [])
                while queue and queue[-1].article in used:
                    queue.pop()
                if queue:
                    used.add(queue[-1].article)
                    drawn.append((name, queue.pop()))
                    break

    cued, plain = plan.size(number)
    take(cycle(CUES), cued)
    take(cycle([PLAIN]), plain)
    return drawn


def halves(ids: Iterable[str]) -> dict[str, str]:
    """The lower half of the ids by hash is for work, the rest is held back."""
    order = sorted(ids, key=lambda name: _digest(f"split {name}"))
    return {name: "work" if at < len(order) // 2 else "held" for at, name in enumerate(order)}


def main() -> None:
    """Print the draw as JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="the folder of the two corpora")
    parser.add_argument("--text", action="store_true", help="print the sentences too")
    parser.add_argument("--draw", type=int, default=1, metavar="N", help="which draw (default: 1)")
    options = parser.parse_args()
    if options.draw < 1:
        parser.error("draws are counted from 1")
    by_file: dict[str, list[tuple[str, Sentence]]] = {}
    for plan in PLANS:
        pool = sentences(options.folder / plan.file, plan.source)
        by_file.setdefault(plan.file, []).extend(draw(pool, plan, options.draw))
    for rows in by_file.values():
        ids = [sentence.article for _, sentence in rows]
        split = halves(ids) if options.draw == 1 else dict.fromkeys(ids, f"held{options.draw}")
        for cue, sentence in rows:
            row = {
                "id": sentence.article,
                "start": sentence.start,
                "end": sentence.end,
                "reference": sentence.reference,
                "cue": cue,
                "split": split[sentence.article],
            }
            if options.text:
                row["text"] = sentence.text
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

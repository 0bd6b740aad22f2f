"""Three small invented stories of the tests' own, and ways to ask the demo for pages."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import threading
import tomllib
from collections.abc import Iterator

import httpx

from marsad.demo.outlets import load_outlets
from marsad.demo.publishers import create_app, create_server
from marsad.demo.schedule import Item, schedule
from marsad.demo.stories import DemoStory, check_related, read_story

PORT = 8099
STARTED = dt.datetime(2024, 11, 12, 10, 0, tzinfo=dt.UTC)  # a Tuesday, 13:00 in Amman

BRIDGE = """
topic = "politics"
summary = "Two ministers open a bridge; an agency and its readers tell it."

[[telling]]
outlet = "raqim"
at = "-2d 09:30"
headline = "الوزيران يفتتحان جسر السدر {weekday:+3}"
section = "سياسة"
dateline = "إربد"
tags = ["جسر السدر", "إربد"]
related = ["lantern-prize"]
body = \"\"\"
يفتتح الوزير سليم الحاتمي ونظيره رامي الدبس جسر السدر يوم {weekday:+3} الموافق {fulldate:+3}.

وقال الحاتمي إن العمل فيه انتهى في {date:-1}.

ويبلغ طول الجسر 420 مترًا.
\"\"\"

[[telling.edit]]
at = "-2d 15:00"
headline = "تأجيل افتتاح جسر السدر"
body = \"\"\"
تأجل افتتاح جسر السدر في إربد إلى مطلع {month:+30} المقبل.

وعزا الحاتمي ذلك إلى الأحوال الجوية.
\"\"\"

[[telling]]
outlet = "waha"
at = "-2d 12:10"
headline = "قريبًا.. افتتاح جسر السدر"
section = "عربي"
copy_of = "raqim"
drop_last = 1
prefix = "واحة – متابعات: "
credits = ["وكالة رقيم للأنباء"]
tags = ["جسر السدر", "إربد"]
related = ["lantern-prize"]

[[telling]]
outlet = "tilal"
at = "0d 18:00"
headline = "الأردن يؤجل افتتاح جسر على اليرموك"
section = "دولي"
author = "هدى المريني"
tags = ["الأردن", "جسر السدر"]
body = \"\"\"
أرجأت الحكومة الأردنية موعد تدشين جسر السدر، قرب مدينة إربد، بسبب أمطار قوية.

ولم يحدد الوزير سليم الحاتمي تاريخا جديدا بعد {date:0}.
\"\"\"
"""

LANTERN = """
topic = "culture"
summary = "A short story collection wins an invented prize."

[[telling]]
outlet = "sanawbar"
at = "-1d 20:15"
headline = "«قنديل البحر» تمنح لينا المعلوف جائزة القنديل"
section = "ثقافة"
author = "جاد الخازن"
tags = ["لينا المعلوف", "جائزة القنديل"]
related = ["bridge-opening"]
body = \"\"\"
نالت لينا المعلوف مساء {weekday:0} {fulldate:0} جائزة القنديل عن مجموعتها «قنديل البحر».

ورأت لجنة التحكيم في القصص التسع «لغة لا ترفع صوتها».

وتتسلم المعلوف الجائزة في بيروت {weekday:+6}.
\"\"\"

[[telling]]
outlet = "nakhla"
at = "-1d 22:05"
headline = "لينا المعلوف تفوز بجائزة القنديل"
section = "ثقافة"
credits = ["صنوبر أونلاين"]
tags = ["لينا المعلوف", "القصة القصيرة"]
body = \"\"\"
فازت الكاتبة اللبنانية لينا المعلوف بجائزة القنديل لعام ٢٠٢٤ في دورتها ١٢.

وتُعد الجائزة من أبرز جوائز القصة القصيرة، وتبلغ قيمتها ٥ آلاف دولار.
\"\"\"

[[telling]]
outlet = "marfa"
at = "0d 08:20"
headline = "جائزة القنديل: تتويج لبناني واسم تونسي في القائمة القصيرة"
section = "ثقافة"
tags = ["جائزة القنديل", "سامي الورتاني"]
body = \"\"\"
ضمّت القائمة القصيرة لجائزة القنديل، التي أُعلنت في {date:-1}، اسم الكاتب التونسي سامي الورتاني.

وعادت الجائزة إلى اللبنانية لينا المعلوف.

وقال الورتاني: «وصولي إلى القائمة يكفيني هذا العام».
\"\"\"
"""

TREMOR = """
topic = "accidents"
summary = "A harmless tremor, told while the demo runs."

[[telling]]
outlet = "rabwa"
at = "+60s"
headline = "هزة أرضية خفيفة شمال ينبع"
section = "محليات"
tags = ["ينبع", "هزة أرضية"]
body = \"\"\"
سجلت محطات الرصد اليوم {weekday:0} هزة أرضية خفيفة شمال ينبع بلغت قوتها 3.1 درجة.

ولم ترد بلاغات عن أضرار.
\"\"\"

[[telling.edit]]
at = "+300s"
body = \"\"\"
سجلت محطات الرصد اليوم {weekday:0} هزتين أرضيتين خفيفتين شمال ينبع، بلغت قوة أكبرهما 3.1 درجة.

ولم ترد بلاغات عن أضرار.
\"\"\"

[[telling]]
outlet = "sidra"
at = "+90s"
headline = "السعودية: هزة قرب ينبع بلا أضرار"
section = "عربي"
author = "ميرة الكندي"
credits = ["صحيفة ربوة", "وكالات"]
tags = ["السعودية", "ينبع"]
body = \"\"\"
شعر سكان قرى ساحلية قرب ينبع بهزة قصيرة لم تسفر عن إصابات.

وقال خبير الزلازل فواز اللهيبي: «هذا نشاط معتاد في البحر الأحمر».
\"\"\"

[[telling]]
outlet = "difaf"
at = "-3d 11:00"
headline = "خبير يشرح: لماذا تكثر هزات البحر الأحمر؟"
section = "علوم"
author = "سماح البنا"
tags = ["البحر الأحمر", "فواز اللهيبي"]
body = \"\"\"
يتسع البحر الأحمر سنتيمترًا واحدًا كل عام، ومن هنا تأتي هزاته الكثيرة، كما يقول فواز اللهيبي.

ويضيف الخبير أن معظمها لا يشعر به أحد.

ويدعو اللهيبي إلى نشر محطات رصد في الجزر.
\"\"\"
"""


def sample_stories() -> tuple[DemoStory, ...]:
    """The three stories, read and checked as a folder's files are."""
    texts = {"bridge-opening": BRIDGE, "lantern-prize": LANTERN, "yanbu-tremor": TREMOR}
    stories = tuple(read_story(slug, tomllib.loads(text)) for slug, text in texts.items())
    check_related(stories)
    return stories


class Demo:
    """The demo at a clock that the test sets."""

    def __init__(
        self, stories: tuple[DemoStory, ...] | None = None, started: dt.datetime = STARTED
    ) -> None:
        self.stories = sample_stories() if stories is None else stories
        self.now = started
        self.items = schedule(self.stories, started)
        self.app = create_app(self.stories, started_at=started, clock=lambda: self.now)

    def item(self, story: str, outlet: str) -> Item:
        """One article."""
        return next(i for i in self.items if (i.story, i.outlet.key) == (story, outlet))

    async def get(self, outlet: str, path: str, **headers: str) -> httpx.Response:
        """Ask one outlet for a path or an absolute address."""
        transport = httpx.ASGITransport(app=self.app)
        base = f"http://{outlet}.localhost:{PORT}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.get(path, headers=named)


OUTLETS = tuple(load_outlets())


@contextlib.contextmanager
def served(demo: Demo) -> Iterator[int]:
    """Serve the demo on a free loopback port."""
    server = create_server(demo.app, port=0)
    thread = threading.Thread(target=asyncio.run, args=(server.serve(),))
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()

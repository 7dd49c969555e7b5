"""The living digest: a folder in; what the preview's server asks for out, always of the last whole state."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from broadsheet.building.reading import MediaFile
from broadsheet.editing import adding
from broadsheet.editing.learning import accept, find_recurring, refuse
from broadsheet.intake import learn
from broadsheet.living.following import Follower, Now
from broadsheet.living.patching import patched
from broadsheet.living.reviewing import Reviewer
from broadsheet.living.showing import View, key_of, origin_of
from broadsheet.model import Cleaned, Include, Page, Problem
from broadsheet.preview.live import Candidate, Line, Mark, Overview, Review, Shown, Status
from broadsheet.preview.watch import look_at
from broadsheet.problems import ProblemError, sort_problems
from broadsheet.warm.sight import CONFIG_NAME


class LivingDigest:
    """A digest that is looked at while it changes; see ``broadsheet.preview.live.Live``."""

    def __init__(
        self,
        root: Path,
        include: Include,
        base_url: str | None,
        clock: Callable[[], datetime],
        *,
        poll: bool = False,
    ) -> None:
        """``base_url`` stands in the place of the config's, where the config has one."""
        self._root = root
        self._follower = Follower(root, include, base_url, clock, poll=poll)
        self._living, self._stage = self._follower.living, self._follower.stage
        self._recurring: dict[str, learn.Candidate] = {}
        self._marked: tuple[View | None, object, Mapping[str, Mark]] = (None, None, {})
        """The marks, with what they were made from."""
        self._reviewer = Reviewer(self._living, self._waiting_text, clock)

    def open(self, on_problem: Callable[[Exception], None]) -> None:
        """Read the digest, and follow it from now on; ``on_problem`` is told of bugs of ours."""
        self._follower.on_problem = on_problem
        self._follower.open()
        self._follower.start()

    def stop(self) -> None:
        """Follow no more changes."""
        self._follower.stop()

    def on_wake(self, listener: Callable[[], None]) -> None:
        """Have a function called after every change."""
        self._follower.on_wake(listener)

    @property
    def trouble(self) -> str:
        """Why folders are looked through again and again though that was not asked for."""
        return self._follower.trouble

    @property
    def status(self) -> Status:
        return self._follower.status

    def settle(self, seconds: float) -> None:
        """Wait until changes that are known of can be seen, at most so long."""
        self._follower.settle(seconds)

    def has(self, permalink: str) -> bool:
        now = self._follower.now
        return now is not None and permalink in now.view.pages

    def tag(self, permalink: str) -> str:
        now = self._follower.now
        page = _page(permalink, now)
        return self._tag(page, now) if page is not None and now is not None else ""

    def show(self, permalink: str) -> Shown | None:
        now = self._follower.now
        page = _page(permalink, now)
        if page is None or now is None:
            return None
        if isinstance(page.context, MediaFile):
            return self._picture(self._root / page.context.origin, page)
        content = self._stage.content(page, now.view)
        self._follower.note_render_faults()
        origin = origin_of(page, now.view.config)
        problems = self._problems_of(page, origin, now.view)
        return Shown(
            content=content,
            tag=self._tag(page, now),
            origin=origin,
            problems=problems,
            others=len(self.status.problems) - len(problems),
            mark=self._mark(origin, now.view),
            has_review=self._has_review(origin),
        )

    def _picture(self, file: Path, page: Page) -> Shown | None:
        """Return a picture as it is, unless it has become a link in this moment."""
        folder = (self._living.place.content / "media").resolve()
        is_ours = file.is_file() and file.resolve().is_relative_to(folder)
        return Shown(file=file, tag=page.key.hex()) if is_ours else None

    def marks(self) -> Mapping[str, Mark]:
        now, texts = self._follower.now, self._follower.inbox.texts
        if now is None:
            return {}
        if self._marked[0] is not now.view or self._marked[1] is not texts:
            origins = (*now.view.held, *texts)
            found = {now.view.addresses.get(origin, ""): self._mark(origin, now.view) for origin in origins}
            marks = {address: mark for address, mark in found.items() if address and mark}
            self._marked = now.view, texts, marks
        return self._marked[2]

    def overview(self) -> Overview:
        now = self._follower.now
        if now is None:
            return Overview(title="Preview")
        held = [
            Line(
                name=self._title(origin),
                origin=origin,
                address=now.view.addresses.get(origin, ""),
                note=" ".join(part for part in (str(one.reason), one.when) if part),
            )
            for origin, one in now.view.held.items()
        ]
        texts = self._follower.inbox.texts
        inbox = [
            Line(
                name=texts[origin].article.title,
                origin=origin,
                address=now.view.addresses.get(origin, ""),
                action="add",
            )
            for origin in sorted(texts)
        ]
        return Overview(title=now.view.config.title, held=tuple(held), inbox=tuple(inbox))

    def review(self, origin: str) -> Review | None:
        now = self._follower.now
        if now is None:
            return None
        return self._reviewer.review(origin, now.view.addresses.get(origin, ""))

    def candidates(self) -> tuple[Candidate, ...]:
        if not self._living.is_open:
            return ()
        place, entries = self._living.place, sorted(self._living.entries.items())
        rules, _ = adding.read_rules(place)
        found = find_recurring(place, (entry.article for _, entry in entries if entry.article), rules)
        self._recurring = {one.key: one for one in found}
        return tuple(
            Candidate(key=one.key, source=one.source, text=one.text, count=one.count, examples=one.examples)
            for one in found
        )

    def act(self, action: str, fields: Mapping[str, str]) -> str:
        if action in ("accept", "refuse"):
            return self._decide(action, fields.get("candidate", ""))
        origin = fields.get("origin", "")
        if action == "add":
            done = self._reviewer.add(origin)
            changed = [origin, done]
        else:
            done = self._reviewer.change(action, origin, fields.get("number", ""))
            changed = [origin]
        self._follower.take([look_at(str(self._root / name)) for name in changed])
        return done

    def _decide(self, action: str, key: str) -> str:
        line = self._recurring.pop(key, None)
        if line is None:
            hint = "load the list again"
            raise ProblemError(Problem(path=key, message="there is no such line any more", hint=hint))
        if action == "refuse":
            refuse(self._living.place, line)
            return "refused"
        return accept(self._living.place, line)

    def _tag(self, page: Page, now: Now) -> str:
        """Return what changes with the page, and with what is laid over it."""
        origin = origin_of(page, now.view.config)
        problems = self._problems_of(page, origin, now.view)
        others = len(self.status.problems) - len(problems)
        said = hash((problems, others, self._mark(origin, now.view)))
        return f"{page.key.hex()}-{said & 0xFFFFFFFF:x}"

    def _problems_of(self, page: Page, origin: str, view: View) -> tuple[Problem, ...]:
        """Return what is wrong in the files a page is made from, the config among them."""
        faults, own = self._living.faults, self._stage.faults.get(page.permalink)
        found = [*(own[1] if own else ()), *faults.get(CONFIG_NAME, ())]
        if origin:
            found += faults.get(origin, ())
            found += (problem for problem in view.problems if problem.path == origin)
        return tuple(sort_problems(found))

    def _mark(self, origin: str, view: View) -> Mark | None:
        if origin in self._follower.inbox.texts:
            return Mark("inbox", "In the inbox, not yet added")
        held = view.held.get(origin)
        if held is None:
            return None
        words = {
            "draft": "Draft",
            "future": f"Appears {held.when}",
            "expired": f"Expired {held.when}",
            "withdrawn": "Withdrawn",
        }
        return Mark(str(held.reason), f"{words[held.reason]}: not on the site")

    def _has_review(self, origin: str) -> bool:
        if origin in self._follower.inbox.texts:
            return True
        article = self._living.article(origin) if origin else None
        return bool(article and article.original)

    def _title(self, origin: str) -> str:
        article = self._living.article(origin)
        return article.title if article else origin

    def _waiting_text(self, origin: str) -> Cleaned | None:
        waiting = self._follower.inbox.texts.get(origin)
        return waiting.cleaned if waiting else None


def _page(permalink: str, now: Now | None) -> Page | None:
    """Return a page with the edits in it that the plan does not have yet."""
    page = now.view.pages.get(permalink) if now else None
    if page is None or now is None or not now.patches:
        return page
    context = page.context
    for patch in now.patches:
        context = patched(context, patch)
    return page if context is page.context else replace(page, context=context, key=key_of(page, context))

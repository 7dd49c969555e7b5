"""A digest followed while its files change: files at rest in; the state that pages are shown from out.

Three threads. The watcher's takes in files that have come to rest, which is quick: an edit that moves nothing is
patched into the pages at once. The planner's puts the digest together anew behind that. The cleaner's turns raw
texts of the inbox into articles that are shown from memory.
"""

import gc
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.building.reading import SUFFIXES
from broadsheet.digest.published import select
from broadsheet.disk.survey import is_readable
from broadsheet.living.living import INBOX, Change, Edit, Living
from broadsheet.living.patching import Patch
from broadsheet.living.showing import Stage, Texts, View, make_view
from broadsheet.living.waiting import Inbox, Waiting
from broadsheet.model import Article, Include, Problem, Severity
from broadsheet.preview.live import Status
from broadsheet.preview.watch import Look, Root, Watcher
from broadsheet.problems import ProblemError, sort_problems
from broadsheet.warm.sight import CONFIG_NAME, ORIGINALS

PLAN_PAUSE = 0.03
"""Seconds without a further change after which the digest is put together anew."""
PLAN_LIMIT = 1.0
"""Seconds of continuous changes after which it is, all the same."""
WAKE_EVERY = 30.0
"""Seconds after which the planner sees whether an article's time has come."""
FREEZE_EVERY = 8
"""Plans after which what is left of them is hidden from the garbage collector, which takes 0.1 s at ten
thousand articles."""
MOVED_KEPT = 50
PATCHES_LIMIT = 100
"""Edited articles that are patched into pages; more wait for the plan."""


READ = (*SUFFIXES, ".yaml")
"""Endings of the files of a digest that are read besides those of the inbox; of others the stamp will do."""


class Now(Struct, frozen=True, kw_only=True):
    """The state that pages are shown from; replaced as a whole."""

    view: View
    patches: tuple[Patch, ...] = ()
    """Edits that the view does not have yet."""


class Follower:
    """Keeps the state of a digest as its files are."""

    def __init__(
        self, root: Path, include: Include, base_url: str | None, clock: Callable[[], datetime], *, poll: bool
    ) -> None:
        self.living = Living(root, base_url)
        self.inbox = Inbox(self.living, clock)
        self.stage = Stage(Texts(self.living, self._waiting_article))
        self.now: Now | None = None
        self.status = Status(version=0)
        self.on_problem: Callable[[Exception], None] = lambda error: None
        """Told of a bug of ours in one of the threads."""
        self._root, self._include, self._clock, self._poll = root, include, clock, poll
        self._watcher: Watcher | None = None
        self._listeners: list[Callable[[], None]] = []
        self._changed = threading.Condition(threading.RLock())
        self._edits = self._planned = 0
        self._asked = self._asked_first = self._took = 0.0
        self._needs_order = self._is_ordering = False
        self._awaited = ""
        """The file that was edited last, where it has no page yet."""
        self._told_faults = self.stage.faults

    def open(self) -> None:
        """Read the digest and put it together; where the config is wrong, wait for a better one."""
        try:
            known = self.living.open()
        except ProblemError as error:
            self.living.note_faults(CONFIG_NAME, error.problems)
            known = {}
        else:
            self.plan()
        self._watcher = Watcher(self._roots(), known, self.take, poll=self._poll)
        self._publish()

    def start(self) -> None:
        """Begin to follow changes."""
        assert self._watcher is not None
        self._watcher.start()
        gc.freeze()
        works = {
            "watcher": self._watcher.run,
            "planner": self._plan_on,
            "cleaner": lambda: self.inbox.clean_on(self._note_cleaned),
        }
        for name, work in works.items():
            threading.Thread(target=self._guarded, args=(work,), name=name, daemon=True).start()

    def stop(self) -> None:
        """Follow no more changes."""
        if self._watcher is not None:
            self._watcher.stop()

    def on_wake(self, listener: Callable[[], None]) -> None:
        """Have a function called after every change."""
        self._listeners.append(listener)

    @property
    def trouble(self) -> str:
        """Why folders are looked through again and again though that was not asked for."""
        return self._watcher.trouble if self._watcher else ""

    def settle(self, seconds: float) -> None:
        """Wait until changes that are known of can be seen, at most so long."""
        until = time.monotonic() + seconds
        if self._watcher is not None:
            self._watcher.rest(until)
        with self._changed:
            while self._is_behind() and time.monotonic() < until:
                self._changed.wait(max(until - time.monotonic(), 0.001))

    def note_render_faults(self) -> None:
        """Tell of pages that turned out, when asked for, to be impossible to render."""
        if self.stage.faults is not self._told_faults:
            self._publish()

    def take(self, looks: Sequence[Look]) -> None:
        """Take in files that have come to rest."""
        if not self.living.is_open:
            self._reopen()
            return
        change = self.living.take(looks)
        for look in looks:
            self._keep_text(look)
        if change.reopen:
            self._reopen()
        else:
            self._take(change)

    def _is_behind(self) -> bool:
        """Say whether changes wait that no page can show before the digest is put together anew."""
        return self._needs_order or self._is_ordering or self.inbox.is_behind

    def _keep_text(self, look: Look) -> None:
        """Keep the text of an edited article, unless it is bad: then the one before is the last good one."""
        origin = self.living.place.relative(Path(look.path))
        if look.stamp is not None and self.living.article(origin) and origin not in self.living.good:
            self.stage.texts.keep(origin, look.content)

    def _take(self, change: Change) -> None:
        with self._changed:
            for edit in change.edits:
                self._patch(edit)
            if change.edits or change.is_structural:
                self._needs_order = self._needs_order or change.is_structural
                self._want_plan()
        self.inbox.put(change.inbox)
        if change.rules:
            self.inbox.clean_again()
        if change.edited:
            self._note_edit(change.edited)
        if change.is_news:
            self._publish()

    def _patch(self, edit: Edit) -> None:
        """Show an edit at once where that can be done, and let the planner do the rest."""
        self._edits += 1
        now = self.now
        permalink = now.view.addresses.get(edit.new.origin) if now else None
        if now is None or not permalink:
            return
        patches = list(now.patches)
        before = next(
            (p for p in patches if p.new.origin == edit.new.origin and p.number > self._planned), None
        )
        if before is not None:
            patches.remove(before)
        if len(patches) >= PATCHES_LIMIT:
            self._needs_order = True
            return
        old = before.old if before else edit.old
        patches.append(Patch(number=self._edits, old=old, new=edit.new, permalink=permalink))
        self.now = Now(view=now.view, patches=tuple(patches))

    def _note_edit(self, origin: str) -> None:
        with self._changed:
            address = self.now.view.addresses.get(origin, "") if self.now else ""
            self._awaited = "" if address else origin
            if address:
                self.status = replace(self.status, edited=address, edits=self.status.edits + 1)

    def _reopen(self) -> None:
        """Read everything again after a change of the config; a wrong config leaves all as it is."""
        try:
            known = self.living.open(jobs=1)
        except ProblemError as error:
            self.living.note_faults(CONFIG_NAME, error.problems)
            self._publish()
            return
        self._want_order()
        self.inbox.clean_again()
        if self._watcher is not None:
            self._watcher.watch_other(self._roots(), known)

    def _roots(self) -> list[Root]:
        roots = [Root(self._root, only=(CONFIG_NAME,))]
        if not self.living.is_open:
            return roots
        place = self.living.place
        content = Root(
            place.content,
            wanted=lambda name: is_readable(name) and name != ORIGINALS,
            reads=lambda path: path.endswith(READ) or path.startswith(str(place.content / INBOX)),
        )
        return [*roots, content, *(Root(folder) for folder in dict.fromkeys(place.layouts))]

    def _note_cleaned(self, edited: str) -> None:
        """Have a text of the inbox shown, and its page followed if it was edited."""
        with self._changed:
            self._awaited = edited or self._awaited
        self._want_order()

    def _want_order(self) -> None:
        """Ask for a new plan that pages must wait for."""
        with self._changed:
            self._needs_order = True
            self._want_plan()

    def _want_plan(self) -> None:
        """Ask for a new plan; the caller holds the lock."""
        now = time.monotonic()
        self._asked = now
        self._asked_first = self._asked_first or now
        self._changed.notify_all()

    def _plan_on(self) -> None:
        """Put the digest together whenever something has changed, and when an article's time has come."""
        count = 0
        while True:
            with self._changed:
                while not self._is_plan_due():
                    self._changed.wait(self._plan_wait())
                self._asked_first = 0.0
                self._is_ordering, self._needs_order = self._needs_order, False
            try:
                self.plan()
            finally:
                with self._changed:
                    self._is_ordering = False
                    self._changed.notify_all()
            self._publish()
            count += 1
            if count % FREEZE_EVERY == 0:
                gc.collect()
                gc.freeze()

    def _is_plan_due(self) -> bool:
        now = time.monotonic()
        if self._asked_first:
            waited = now - self._asked_first > max(PLAN_LIMIT, 4 * self._took)
            return waited or now >= self._asked + PLAN_PAUSE
        until = self.now.view.selection.until if self.now else ""
        return bool(until) and datetime.fromisoformat(until) <= self._clock()

    def _plan_wait(self) -> float:
        if not self._asked_first:
            return WAKE_EVERY
        return max(self._asked + PLAN_PAUSE - time.monotonic(), 0.002)

    def plan(self) -> None:
        """Put the digest together now; the state that is shown is replaced at the end."""
        start = time.monotonic()
        with self._changed:
            number = self._planned = self._edits
        gc.disable()  # a plan makes much and throws nothing away: the collector would only look through it all
        try:
            view = self._view(number, self.inbox.texts)
        finally:
            gc.enable()
        with self._changed:
            old = self.now
            patches = tuple(patch for patch in old.patches if patch.number > number) if old else ()
            self.now = Now(view=view, patches=patches)
            self.stage.renew(view)
            moved = _moved(old.view, view) if old else ()
            self.status = replace(self.status, moved=(*self.status.moved, *moved)[-MOVED_KEPT:])
            if self._awaited in view.addresses:
                self._note_edit(self._awaited)
        self._took = time.monotonic() - start

    def _view(self, number: int, inbox: Mapping[str, Waiting]) -> View:
        parts = self.living.parts()
        known = {article.id: article.origin for article in parts.articles}
        fresh = [one.article for one in inbox.values() if one.article.id not in known]
        zone, now = parts.place.config.timezone, self._clock()
        chosen = select(parts.articles, now, zone, self._include)
        held = {one.origin: one for one in select(parts.articles, now, zone, Include()).held}
        selection = replace(chosen, published=(*chosen.published, *fresh))
        twins = tuple(_added_before(one.article, known) for one in inbox.values() if one.article.id in known)
        return make_view(parts, selection, held, number, twins)

    def _waiting_article(self, origin: str) -> Article | None:
        waiting = self.inbox.texts.get(origin)
        return waiting.article if waiting else None

    def _publish(self) -> None:
        """Tell everybody that something has changed."""
        self._told_faults = self.stage.faults
        problems = [problem for found in self.living.faults.values() for problem in found]
        problems += [problem for _, found in self._told_faults.values() for problem in found]
        with self._changed:
            view = self.now.view if self.now else None
            self.status = replace(
                self.status,
                version=self.status.version + 1,
                ready=view is not None,
                problems=tuple(sort_problems([*problems, *(view.problems if view else ())])),
                styles=view.styles if view else (),
            )
            self._changed.notify_all()
        for listener in self._listeners:
            listener()

    def _guarded(self, work: Callable[[], None]) -> None:
        """Run a thread's work; a bug of ours in it is reported, and the work goes on."""
        while True:
            try:
                work()
                return
            except Exception as error:
                self.on_problem(error)
                time.sleep(0.5)


def _moved(old: View, new: View) -> tuple[tuple[str, str], ...]:
    """Return old and new address of what has another address now."""
    return tuple(
        (address, new.addresses[origin])
        for origin, address in old.addresses.items()
        if new.addresses.get(origin, address) != address
    )


def _added_before(article: Article, known: Mapping[str, str]) -> Problem:
    message = f"this text was added before, as {known[article.id]}"
    hint = "the next build takes it out of the inbox"
    return Problem(path=article.origin, message=message, hint=hint, severity=Severity.WARNING)

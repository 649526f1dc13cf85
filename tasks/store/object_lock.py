"""One run at a time on a folder behind a URL: an object that says who works there, made only where there is none.

S3 makes an object on condition that there is none (``If-None-Match``), so that of two runs one gets it; other stores do as
far as fsspec's exclusive creation goes there. Nobody frees a dead run's lock, so that the note in it says when its run was
last at work: a run says so every minute while it works on items. A lock is taken over when its process is dead, where that
is on this machine, and else when nothing was heard of it for a quarter of an hour. Of two that take it over in the same
instant one wins where the store heeds ``If-Match`` (S3 does); elsewhere each looks again after a moment whether its note
still stands, which leaves a gap where one write takes longer than that.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tasks.store.lock import Held, Holding, alive, note_of_self
from tasks.store.reach import Reach, no_bucket, told_of
from tasks.store.view import mark_of

SILENT = 900.0
"""Seconds without a word after which a run elsewhere is taken for dead; a page may take 300 by default."""

REFRESH = 60.0
"""Seconds after which a run says again that it is at work, and looks whether its lock still stands."""

_SETTLING = 0.3  # seconds until a note that was written in another's place is looked at again
Now = Callable[[], float]


class ObjectLock(Holding):
    """A lock in an object; ``then`` is taken and given back with it. Processes forked from its holder hold it, too."""

    def __init__(self, reach: Reach, url: str, then: Holding | None = None, now: Now = time.time) -> None:
        """A lock at this URL, not yet taken."""
        self.url = url
        self._reach = reach
        self._path = reach.strip(url)
        self._then = then
        self._now = now
        self._token = ""
        self._owner = 0
        self._looked = 0.0
        self._stood = True

    def take(self) -> bool:
        """Take the lock; whether it was taken just now."""
        taken = not self._token
        if taken:
            self._claim()
            self._owner = os.getpid()
            atexit.register(self._leave)
        try:
            return bool(self._then and self._then.take()) or taken
        except BaseException:
            if taken:
                self.give_back()
            raise

    def _claim(self) -> None:
        token = uuid.uuid4().hex
        for _ in range(5):
            if self._made(token):
                break
            mark = self._mark()
            note = self._read()
            if note is None:
                continue  # given back in between
            if note.get("token") == token:
                break  # it was made, but the answer was lost and the request sent again
            if not self._is_dead(note):
                raise Held(self._told(note))
            if self._replaced(token, mark):
                break
        else:
            raise Held("several others that want it, too")
        self._token, self._looked, self._stood = token, self._now(), True

    def _made(self, token: str) -> bool:
        with told_of(self.url, writing=True):
            try:
                self._reach.call("pipe_file", self._path, self._note(token), mode="create")
            except FileExistsError:
                return False
        return True

    def _replaced(self, token: str, mark: str) -> bool:
        """Write over a dead run's note, if it is still that one."""
        with told_of(self.url, writing=True):
            if self._reach.protocol in ("s3", "s3a") and mark:
                bucket, _, key = self._path.partition("/")
                given = {"Bucket": bucket, "Key": key, "Body": self._note(token), "IfMatch": mark.partition(" ")[2]}
                try:
                    self._reach.call("call_s3", "put_object", **given)
                except OSError as wrong:
                    if "pre-condition" in str(wrong) or isinstance(wrong, FileNotFoundError | FileExistsError):
                        return False  # somebody else was faster
                    raise
            else:
                self._reach.call("pipe_file", self._path, self._note(token))
        time.sleep(_SETTLING)
        note = self._read()
        return note is not None and note.get("token") == token

    @property
    def owner(self) -> int:
        """The process that took the lock: this one, or the one this was forked from; 0 if it is not held here."""
        return self._owner

    @property
    def stands(self) -> bool:
        """Whether the lock is held here and its note still this run's; asked of the store once a minute."""
        if not self._token:
            return False
        if self._now() - self._looked >= REFRESH:
            note = self._read()
            self._stood = note is not None and note.get("token") == self._token
            if self._stood:
                with told_of(self.url, writing=True):
                    self._reach.call("pipe_file", self._path, self._note(self._token, note))
            self._looked = self._now()
        return self._stood and (self._then is None or self._then.stands)

    def give_back(self) -> None:
        """Let others have it."""
        if self._then:
            self._then.give_back()
        token, self._token, self._owner = self._token, "", 0
        if not token:
            return
        with contextlib.suppress(OSError):  # a store that is gone: others will see how old the note is
            note = self._read()
            if note is not None and note.get("token") == token:
                with told_of(self.url, writing=True):
                    self._reach.call("rm_file", self._path)

    def _leave(self) -> None:
        if self.owner == os.getpid():
            self.give_back()

    def _note(self, token: str, before: dict[str, Any] | None = None) -> bytes:
        note = dict(before) if before else note_of_self()
        return json.dumps(note | {"token": token, "at_work": self._now()}).encode()

    def _mark(self) -> str:
        with told_of(self.url), contextlib.suppress(FileNotFoundError):
            return mark_of(self._reach.call("info", self._path))
        return ""

    def _read(self) -> dict[str, Any] | None:
        """The note there is, empty if it cannot be understood; None if there is none."""
        with told_of(self.url):
            try:
                data = self._reach.call("cat_file", self._path)
            except FileNotFoundError as wrong:
                if no_bucket(wrong):
                    raise
                return None
        try:
            note = json.loads(data)
        except ValueError:
            return {}
        return note if isinstance(note, dict) else {}

    def _is_dead(self, note: dict[str, Any]) -> bool:
        at_work = note.get("at_work")
        silent = not isinstance(at_work, int | float) or self._now() - at_work > SILENT
        return silent or not alive(note)

    def _told(self, note: dict[str, Any]) -> str:
        said = datetime.fromtimestamp(float(note["at_work"]), UTC).isoformat(timespec="seconds")
        return (
            f"process {note.get('pid')} on {note.get('host')}, since {note.get('since')} ({self.url}, last at work {said}; "
            f"if nothing more is heard of it, its lock may be taken {SILENT / 60:.0f} minutes after that)"
        )

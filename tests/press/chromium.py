"""Drives one headless Chromium over its DevTools pipe: pages of HTML in, PDFs out."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

BINARIES = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)

DIVIDE = """
(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), nodes = [], out = [];
  while (walk.nextNode()) if (walk.currentNode.data.includes('\\u00ad')) nodes.push(walk.currentNode);
  const range = document.createRange();
  const box = (node, at) => {
    range.setStart(node, at); range.setEnd(node, at + 1);
    const boxes = range.getClientRects(); return boxes[boxes.length - 1];
  };
  const told = nodes.map(node => {
    const text = node.data; let set = '', from = 0;
    for (let at = text.indexOf('\\u00ad'); at >= 0; at = text.indexOf('\\u00ad', at + 1)) {
      const before = box(node, at - 1), after = box(node, at + 1);
      const broken = before && after && (after.top > before.top + 3 || after.top < before.top - 3);
      set += text.slice(from, at) + (broken ? '-' : ''); from = at + 1;
      if (broken) out.push(text.slice(Math.max(0, at - 12), at) + '-' + text.slice(at + 1, at + 13));
    }
    return set + text.slice(from);
  });
  nodes.forEach((node, n) => { node.data = told[n]; });
  return JSON.stringify({divided: out, height: document.documentElement.scrollHeight});
})()
"""
"""Makes of each soft hyphen a printed hyphen where the line breaks, and nothing elsewhere.

A soft hyphen left in the text would be read back as one, which no paper's PDF does.
"""


class Chromium:
    """One browser for many pages; use it in a ``with``."""

    def __enter__(self) -> Chromium:
        binary = next((found for name in BINARIES if (found := shutil.which(name))), None)
        if binary is None:
            raise SystemExit(f"The press needs Chromium; none of {', '.join(BINARIES)} is in PATH.")
        self._folder = tempfile.TemporaryDirectory(prefix="press-", ignore_cleanup_errors=True)
        commands, self._commands = os.pipe()
        self._answers, answers = os.pipe()

        def wire() -> None:  # the browser reads commands from 3 and answers on 4
            first, second = os.dup(commands), os.dup(answers)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self._browser = subprocess.Popen(
            [binary, *OPTIONS, f"--user-data-dir={self._folder.name}/profile", "about:blank"],
            preexec_fn=wire,
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(commands)
        os.close(answers)
        self._number, self._rest = 0, b""
        self._events: list[str | None] = []
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")
        self._ask("Emulation.setEmulatedMedia", media="print")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._browser.terminate()
        self._browser.wait()
        os.close(self._commands)
        os.close(self._answers)
        self._folder.cleanup()

    def print(self, html: str, width: float) -> tuple[bytes, list[str]]:
        """The page as a PDF, and how words were divided at line ends (both sides of each hyphen).

        Args:
            html: the page; soft hyphens say where a word may be divided.
            width: of the paper, in points.
        """
        file = Path(self._folder.name) / "page.html"
        file.write_text(html, encoding="utf-8")
        self._ask(
            "Emulation.setDeviceMetricsOverride", width=round(width * 4 / 3), height=2000, deviceScaleFactor=1, mobile=False
        )
        self._ask("Page.navigate", url=file.as_uri())
        self._await("Page.loadEventFired")
        told = json.loads(self._ask("Runtime.evaluate", expression=DIVIDE)["result"]["value"])
        printed = self._ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True, displayHeaderFooter=False)
        return base64.b64decode(printed["data"]), told["divided"]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if hasattr(self, "_session"):
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._commands, data) :]
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self._events.append(answer.get("method"))

    def _await(self, event: str) -> None:
        while event not in self._events:
            self._events.append(self._read().get("method"))
        self._events.clear()

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._answers, 1 << 20)
            if not part:
                raise RuntimeError("Chromium has gone away")
            self._rest += part
        data, _, self._rest = self._rest.partition(b"\0")
        return json.loads(data)

"""XML without its dangers: elements one by one, no entities, no DTD, no network, no endless nesting.

The parser is expat, from the standard library: it never opens anything by itself, tells the line that it is at, and takes
less time with this on top than lxml takes for its tree. Namespaces are not resolved, since deliveries name prefixes that
they never declared; elements are told by their local names, and the root's namespace is checked by whoever knows what it
should be.

A library's answer over OAI-PMH is an envelope: the document is what its one record holds as ``metadata``, and begins there.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from tasks.model.errors import BrokenSource, UnsafeMarkup

DEPTH_AT_MOST = 200
"""How deep elements may nest: the deepest pages of METS have some thirty levels."""

Attributes = dict[str, str]
Opener = Callable[[Attributes], None]
Closer = Callable[[], object]

ENVELOPE, HOLDER = "OAI-PMH", "metadata"
"""The root of an answer over OAI-PMH, and the element of its record that holds the document."""
_RECORD = 3
"""How deep such an answer's records stand."""

_WIDE = (
    (codecs.BOM_UTF16_LE, "utf-16-le"), (b"<\0", "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"\0<", "utf-16-be"),
)  # fmt: skip
"""What documents in UTF-16 begin with: its mark, or an angle bracket."""
_NATIVE = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso8859-1", "ascii"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")


@dataclass(slots=True)
class Handlers:
    """What to call for elements by their local names; ``text`` gets all character data, where it is wanted."""

    root: Callable[[str, Attributes], None]  # the document's first element; in an envelope, that of what it holds
    opened: Mapping[str, Opener] = field(default_factory=dict)
    closed: Mapping[str, Closer] = field(default_factory=dict)
    text: Callable[[str], None] | None = None


class _ByName(dict[str, Opener | Closer | None]):
    """Handlers by the full name of an element, found by its local name when a name first comes."""

    def __init__(self, handlers: Mapping[str, Opener] | Mapping[str, Closer]) -> None:
        super().__init__()
        self.handlers = handlers

    def __missing__(self, name: str) -> Opener | Closer | None:
        self[name] = found = self.handlers.get(local(name))
        return found


def local(name: str) -> str:
    """A name without its prefix.

    >>> local("mods:title"), local("alto")
    ('title', 'alto')
    """
    return name.rpartition(":")[2]


def namespace(name: str, attributes: Attributes) -> str:
    """The namespace that a root element declares for itself; none is ``""``."""
    prefix, colon, _ = name.rpartition(":")
    return attributes.get(f"xmlns:{prefix}" if colon else "xmlns", "")


def walk(data: bytes, kind: str, handlers: Handlers) -> None:
    """Go through a document.

    Args:
        data: all of it.
        kind: what it should be, for error messages.
        handlers: what to call; a ``BrokenSource`` that they raise gets line and element.

    Raises:
        BrokenSource: it is not well-formed, or ends too early; with line and element.
        UnsafeMarkup: it declares entities, or nests without bound.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    path: list[str] = []
    waiting = _connect(parser, handlers, path)
    _forbid(parser)
    try:
        parser.Parse(_decoded(data, kind), True)
        if waiting:
            raise BrokenSource(f"expected {kind}, but the answer of OAI-PMH holds no record")
    except expat.ExpatError as wrong:
        says = expat.ErrorString(wrong.code)
        at = f"expected {kind}, but the XML breaks: {says}"
        raise BrokenSource(at, wrong.lineno, local(path[-1]) if path else None) from wrong
    except BrokenSource as wrong:
        if wrong.line is not None:
            raise
        raise type(wrong)(str(wrong), parser.CurrentLineNumber, local(path[-1]) if path else None) from wrong


def _connect(parser: expat.XMLParserType, handlers: Handlers, path: list[str]) -> list[str]:
    """Has the parser call the handlers; a list that is empty once the document's root has come."""
    waiting = [ENVELOPE]

    def record(_: Attributes) -> None:
        if not waiting and len(path) == _RECORD and local(path[0]) == ENVELOPE:
            raise BrokenSource("expected an answer of OAI-PMH with one record, but it holds several")

    openers, closers = _ByName({**handlers.opened, "record": record}), _ByName(handlers.closed)

    def start(name: str, attributes: Attributes) -> None:
        if waiting and (path or local(name) != ENVELOPE) and (not path or local(path[-1]) == HOLDER):
            waiting.clear()
            handlers.root(name, attributes)
        path.append(name)
        if len(path) > DEPTH_AT_MOST:
            raise UnsafeMarkup(f"elements nest more than {DEPTH_AT_MOST} deep")
        opener = openers[name]
        if opener and not waiting:
            opener(attributes)  # type: ignore[call-arg]

    def end(name: str) -> None:
        closer = closers[name]
        if closer and not waiting:
            closer()  # type: ignore[call-arg]
        path.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if handlers.text:
        parser.CharacterDataHandler = handlers.text
        text = handlers.text

        def skipped(name: str, is_parameter: bool) -> None:
            """An entity of a DTD that is not read: HTML's are known by heart."""
            if not is_parameter and f"{name};" in html.entities.html5:
                text(html.entities.html5[f"{name};"])

        parser.SkippedEntityHandler = skipped
    return waiting


def _forbid(parser: expat.XMLParserType) -> None:
    def entity(name: str, *_: object) -> None:
        raise UnsafeMarkup(f"it declares the entity '{name}'; entities are not followed")

    parser.EntityDeclHandler = entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)


def wide_codec(data: bytes) -> str | None:
    """The kind of UTF-16 that a document is in, by its first bytes; None where it is in none.

    >>> wide_codec("<alto/>".encode("utf-16-be")), wide_codec(b"<alto/>")
    ('utf-16-be', None)
    """
    return next((codec for mark, codec in _WIDE if data.startswith(mark)), None)


def _decoded(data: bytes, kind: str) -> bytes | str:
    """The document without leading blanks; as text if its encoding is none that expat knows itself, or not the declared one.

    UTF-16 shows by itself, and programs that change a file's encoding seldom change what it declares.
    """
    if wide := wide_codec(data):
        try:
            return data.decode(wide).removeprefix("\ufeff")
        except UnicodeDecodeError as wrong:
            raise BrokenSource(f"expected {kind} in UTF-16, but there are bytes that are not in it") from wrong
    data = data.lstrip(b" \t\r\n") if data[:1].isspace() else data
    declared = _DECLARED.match(data[3:] if data.startswith(codecs.BOM_UTF8) else data)
    if not declared:
        return data
    name = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
        return data if codec in _NATIVE else data.decode(codec)
    except LookupError as wrong:
        raise BrokenSource(f"expected {kind}, but it declares an encoding that is none: '{name}'", 1) from wrong
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        raise BrokenSource(f"expected {kind} in {name} as declared, but there are bytes that are not in it", line) from wrong

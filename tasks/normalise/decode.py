"""Bytes → text: what encoding a file is in, how that is known, and how sure it is.

Signals in order of precedence: the setting ``encoding`` (somebody knows), a byte order mark, strict UTF-8 (by chance next to
impossible), zero bytes (UTF-16), escapes (ISO-2022, HZ), UTF-8 with a few wrong bytes, the code pages of newspapers by the
text they give, and last whatever charset-normalizer thinks, which is said to be doubtful. The promise: no byte is lost in
silence (wrong ones stand as U+FFFD, with a decision that holds them), and what fits nothing is an error, not a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import charset_normalizer

from tasks.model.errors import BinaryPage, UndecodablePage
from tasks.model.ledger import Caution, Decision
from tasks.model.page import Encoding
from tasks.normalise import codepages
from tasks.normalise.mixed import check_mixed
from tasks.normalise.unicode import tell_unmarked
from tasks.normalise.wrong import REPLACEMENT, Wrong, decode_kept

DOUBTFUL = 0.9
"""Below this confidence an encoding carries the warning ``encoding-doubtful``: fewer than about three characters speak for
it and against the next best."""

CONTROLS_AT_MOST = 0.03
"""The share of control bytes from which a file is no text: random bytes have 0.08, text none or
a stray one."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

_PICTURE = "read its text with OCR and put that there instead, or take the file away"
_ARCHIVE = "unpack it and put the text that is in it there instead"
_DOCUMENT = "export its text (UTF-8) and put that there instead"
_OTHER = "put the page's text there instead, or take the file away"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (b"GIF87a", "a GIF picture", _PICTURE),
    (b"GIF89a", "a GIF picture", _PICTURE),
    (b"II*\x00", "a TIFF picture", _PICTURE),
    (b"MM\x00*", "a TIFF picture", _PICTURE),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture", _PICTURE),
    (b"AT&TFORM", "a DjVu document", "export its text, for example with djvutxt, and put that there instead"),
    (b"%!PS-Adobe", "a PostScript file", "export its text, for example with ps2ascii, and put that there instead"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)", "unpack it, or export its text, and put that there instead"),
    (b"PK\x05\x06", "an empty ZIP archive", _ARCHIVE),
    (b"\x1f\x8b", "a gzip archive", _ARCHIVE),
    (b"BZh9", "a bzip2 archive", _ARCHIVE),
    (b"\xfd7zXZ\x00", "an xz archive", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _ARCHIVE),
    (b"Rar!\x1a\x07", "a RAR archive", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", _DOCUMENT),
    (b"{\\rtf", "an RTF document", _DOCUMENT),
    (b"\x7fELF", "a program", _OTHER),
    (b"SQLite format 3\x00", "a database", _OTHER),
)
"""How files begin that are delivered under a text file's name by mistake, what they are, and what mends it."""

_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r\f\x0b\x1a\x1b")
_ESCAPES = (
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr"),
    (re.compile(rb"\x1b\$[@AB(]"), "iso2022_jp_2"),
    (re.compile(rb"~\{(?:[!-w][!-~]){3,}~\}"), "hz"),  # three characters, as a stray ~{ is followed by none
)
"""What opens text of two bytes a character in seven-bit encodings."""
_CHINESE_ESCAPES = re.compile(rb"\x1b\$[)*][AEGH]")
"""What opens it in ISO-2022-CN, which Python has no codec for."""
_FOREIGN = re.compile("[\u0370-\u1cff\u3040-\uabff\uac00-\ud7a3]{3}")
"""Three letters in a row of a script that is not Latin."""

_WIDE_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and what is known about how it was told. ``decisions`` have places in ``text``."""

    text: str
    encoding: Encoding
    decisions: tuple[Decision, ...] = ()
    warnings: tuple[Caution, ...] = ()


def _is_full_of_controls(data: bytes) -> bool:
    """Whether there are more control bytes than text has; a stray one in a short text is none too many."""
    return len(data) - len(data.translate(None, _CONTROLS)) > max(2, CONTROLS_AT_MOST * len(data))


def decode(data: bytes, stated: str | None = None) -> Decoded:
    """Decode a file.

    Args:
        data: all of it.
        stated: its encoding, where somebody knows it: a codec's name. It wins over all evidence.

    Raises:
        BinaryPage: it is no text.
        UndecodablePage: it is in no encoding that is known here, in several, or not in the one stated.
    """
    for magic, what, mend in _MAGIC:
        if data.startswith(magic):
            raise BinaryPage(f"this is {what}, not text", mend)
    if stated:
        return _as_stated(data, stated)
    for mark, name in _MARKS:
        if data.startswith(mark):
            _check_mark(data[len(mark) :], name)
            return _checked(name, *decode_kept(data[len(mark) :], name), Encoding(name, "byte order mark", 1.0))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _from_evidence(data)
    if data.isascii() and (escaped := _from_escapes(data)):
        return escaped
    if "\0" in text or _is_full_of_controls(data):
        return _from_evidence(data)
    return Decoded(text, Encoding("utf-8", "strict UTF-8", 1.0))


def _as_stated(data: bytes, stated: str) -> Decoded:
    name = stated.lower()
    mark = next((mark for mark, marked in _MARKS if data.startswith(mark) and name.replace("_", "-") in marked), b"")
    try:
        text, wrong = decode_kept(data[len(mark) :], stated)
    except LookupError:
        raise UndecodablePage(
            f"the setting 'encoding' names no text encoding: {stated!r}",
            "name a codec of Python's, such as gb18030 or cp1252",
        ) from None
    except UnicodeError as error:
        raise UndecodablePage(f"the bytes cannot be read as {stated}, as the setting 'encoding' has it: {error}") from None
    return _checked(stated, text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), wrong, Encoding(name, "setting", 1.0))


def _check_mark(data: bytes, marked: str) -> None:
    """Refuse a mark of UTF-16 before UTF-8 or the other UTF-16: each two bytes make some character, and nothing else tells.

    Text in UTF-16 has zero bytes at each line's end, and by chance a few characters without are UTF-8, not twenty. A line's
    end with its bytes exchanged is no character.

    Raises:
        UndecodablePage: the mark is of another encoding than the text.
    """
    if "16" in marked and "\u0a00" in data.decode(marked, "replace"):
        raise UndecodablePage(
            f"its byte order mark is that of {marked}, and its line ends have their bytes the other way round",
            "correct the mark's two bytes, or deliver the page again",
        )
    if "16" in marked and len(data) >= 40 and 0 not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return
        raise UndecodablePage(
            f"its byte order mark is that of {marked}, and what follows is UTF-8",
            "take the mark's two bytes away, or deliver the page again",
        )


def _checked(name: str, text: str, wrong: tuple[Wrong, ...], encoding: Encoding) -> Decoded:
    """What a stated or marked encoding gives, if nearly all of it can be read so."""
    if len(wrong) > max(1, codepages.WRONG_AT_MOST * len(text)):
        first = f"byte {wrong[0].offset} ({wrong[0].raw[:4].hex(' ')})"
        raise UndecodablePage(
            f"by its {encoding.how} this is {name}, but {len(wrong)} places cannot be read as that, the first at {first}",
            "correct the setting 'encoding', or deliver the page again",
        )
    return _noted(Decoded(text, encoding), wrong)


def _from_evidence(data: bytes) -> Decoded:
    """A file that is no clean UTF-8."""
    zeros, full = data.count(0), _is_full_of_controls(data)
    if zeros or full:
        unmarked = tell_unmarked(data) if zeros else None
        if unmarked is not None:
            best, sure = unmarked
            return _noted(_judged(Decoded(best.text, Encoding(best.name, best.why, sure)), None), best.wrong)
        if zeros > max(2, len(data) / 1000) or full:
            controls = len(data) - len(data.translate(None, _CONTROLS))
            raise BinaryPage(f"{controls} of its {len(data)} bytes are control bytes: this is no text")
    decoded = _nearly_utf8(data)
    if decoded is not None:
        return decoded
    verdict = codepages.tell(data)
    warnings = check_mixed(data, verdict)
    if verdict is None:
        return _last_guess(data)
    best = verdict.best
    if verdict.confidence < codepages.UNREADABLE and not codepages.mostly_plain(data):
        raise UndecodablePage(f"too little of it is text to tell its encoding by (the likeliest is {best.name})")
    sure = min(verdict.confidence, 0.5) if warnings else verdict.confidence
    encoding = Encoding(best.name, best.why, sure)
    return _noted(_judged(Decoded(best.text, encoding, warnings=warnings), verdict), best.wrong)


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 in which a few bytes are wrong, or whose end is cut off."""
    written = len(_WIDE_UTF8.findall(data))
    most = max(1, int(codepages.WRONG_AT_MOST * written))
    text, wrong = decode_kept(data, "utf-8", most)
    if len(wrong) > most or (written < 10 and not all(one.tail and written for one in wrong)):
        return None
    if not wrong:
        return Decoded(text, Encoding("utf-8", "strict UTF-8", 1.0))
    sure = 0.95 if written >= 10 else 0.7
    return _noted(_judged(Decoded(text, Encoding("utf-8", "UTF-8 with wrong bytes", sure)), None), wrong)


def _from_escapes(data: bytes) -> Decoded | None:
    """Text of two bytes a character in seven bits each, whose end may be cut off; None where nothing opens any.

    Raises:
        UndecodablePage: something does that means nothing else, and it cannot be read.
    """
    if _CHINESE_ESCAPES.search(data):
        raise UndecodablePage("by its escape sequences this is ISO-2022-CN, which is not read here", "deliver it in UTF-8")
    for escape, name in _ESCAPES:
        if escape.search(data):
            text, wrong = decode_kept(data, name)
            if not wrong or wrong[0].tail:
                return _noted(Decoded(text, Encoding(name, "escape sequences", 0.99)), wrong)
            if name != "hz":  # which begins as a tilde and a brace may, too
                raise UndecodablePage(f"by its escape sequences this is {name}, but byte {wrong[0].offset} is not")
    return None


def _last_guess(data: bytes) -> Decoded:
    """What charset-normalizer thinks of it: never sure. What it takes for Latin print in a rare code page does not count.

    The code pages of Latin print were all tried by then: a file that none of them fits is damaged or mixed.
    """
    found = charset_normalizer.from_bytes(data, cp_exclusion=[*codepages.names(), "utf_8", "utf_16", "utf_32"]).best()
    if found is None or found.chaos > 0.1 or found.coherence < 0.2 or not _FOREIGN.search(str(found)):
        raise UndecodablePage("its bytes are no text in any encoding that newspapers are delivered in")
    return _judged(Decoded(str(found), Encoding(found.encoding, "charset-normalizer", 0.5)), None)


def _judged(decoded: Decoded, verdict: codepages.Verdict | None) -> Decoded:
    """With the decision on record, and the warning if it is a doubtful one."""
    encoding = decoded.encoding
    evidence: dict[str, float | str] = {"told by": encoding.how}
    if verdict is not None:
        evidence |= {"characters that fit": round(verdict.best.share, 3), "characters counted": float(verdict.best.counted)}
    runner_up = verdict.runner_up.name if verdict and verdict.runner_up else None
    place = (0, len(decoded.text))
    choice = Decision("normalise.tell-encoding", place, encoding.name, encoding.confidence, evidence, runner_up)
    warnings = decoded.warnings
    if encoding.confidence < DOUBTFUL:
        other = f"; it may be {runner_up}" if runner_up else ""
        message = f"the encoding was taken to be {encoding.name} ({encoding.how}), with little certainty{other}"
        warnings += (Caution("encoding-doubtful", message),)
    return replace(decoded, decisions=(*decoded.decisions, choice), warnings=warnings)


def _noted(decoded: Decoded, wrong: tuple[Wrong, ...]) -> Decoded:
    """With each stretch of wrong bytes on record; pages warn of those that they hold."""
    made = tuple(
        Decision(
            "normalise.cut-partial-character" if one.tail else "normalise.keep-wrong-bytes",
            (one.place, one.place + (not one.tail)),
            "left out" if one.tail else REPLACEMENT,
            1.0,
            {"bytes": one.raw.hex(" "), "at byte": str(one.offset)},
        )
        for one in wrong
    )
    return replace(decoded, decisions=decoded.decisions + made)

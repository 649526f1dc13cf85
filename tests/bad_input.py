"""Bad input from tables: what ``tests/cases/bad-input/`` states is made as files, and told in ``docs/bad-input.md``.

``python -m tests.bad_input`` writes the tables of that page anew.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import re
import socket
import sqlite3
import stat
import tarfile
import tomllib
import zipfile
import zlib
from pathlib import Path

from tests import source_files
from tests import test_normalise_encodings as printed

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "tests/cases/bad-input"
PAGE = ROOT / "docs/bad-input.md"
SAMPLES = {"hans": printed.HANS, "hant": printed.HANT, "ja": printed.JA, "ko": printed.KO}
SAMPLES |= {"de": printed.DE, "fr": printed.FR, "en": printed.EN, "cs": printed.CS}


def cases(table: str) -> list[dict]:
    """The cases of one table."""
    found = tomllib.loads((TABLES / f"{table}.toml").read_text(encoding="utf-8"))["case"]
    assert len({case["what"] for case in found}) == len(found), "two cases of the same description"
    return found


def content(case: dict) -> bytes:
    """The bytes of a case's file: of its one part, or of all its ``parts``."""
    return b"".join(_part(part) for part in case.get("parts", [case]))


def _part(part: dict) -> bytes:
    if "pack" in part:
        data = _packed(part["pack"])
    elif "hex" in part:
        data = bytes.fromhex(part["hex"])
    else:
        text = SAMPLES[part["sample"]] if "sample" in part else part.get("text", "")
        data = text.encode(part.get("encoding", "utf-8"), "surrogatepass")
    data *= part.get("repeat", 1)
    return data[: len(data) - part.get("cut", 0)]


_LINES = source_files.column(50, 500, "The ferry sails on Tuesday, said the", "harbour board. Two pumps stand ready.")


def _spoiled(page: str, names: tuple[str, ...], values: tuple[str, ...]) -> bytes:
    """A page with other values of these attributes wherever they stand."""
    for name, value in zip(names, values, strict=True):
        page = re.sub(f' {name}="[^"]*"', f' {name}="{value}"', page)
    return page.encode()


def _packed(form: str) -> bytes:
    """A small file of some binary format, with a page's text in it where the format holds files."""
    text = printed.EN.encode()
    noise = zlib.compress(text * 3 + bytes(range(256)))
    whole = {
        "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\2\0\0\0" + noise,
        "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + noise,
        "gif": b"GIF89a\x10\0\x10\0\x80\0\0" + noise,
        "tiff": b"II*\0\x08\0\0\0" + noise,
        "pdf text": source_files.pdf(_LINES),
        "pdf picture": source_files.pdf("0 0 100 100 re f"),
        "pdf page": source_files.pdf(_LINES, _LINES, _LINES).replace(b"[5 0 R 7 0 R", b"[5 0 R 99 0 R"),
        "pdf stream": source_files.packed(_LINES * 40, _LINES, cut=20),
        "pdf locked": source_files.pdf(_LINES, trailer=source_files.LOCK),
        "alto": source_files.ALTO.encode(),
        "alto nowhere": _spoiled(source_files.ALTO, ("HPOS", "VPOS", "WIDTH", "FONTSIZE"), ("NaN", "-inf", "1e300", "-3")),
        "page sizes": _spoiled(source_files.PAGE, ("imageWidth", "fontSize", "conf"), ("wide", "inf", "sure")),
        "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Length 9 >>\nstream\n" + noise + b"\nendstream\n%%EOF\n",
        "postscript": b"%!PS-Adobe-3.0\n/Helvetica findfont 12 scalefont setfont\n(A page) show\nshowpage\n",
        "rtf": b"{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}}\\f0 A page of text.\\par}\n",
        "elf": b"\x7fELF\x02\x01\x01" + bytes(9) + noise,
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64) + noise,
        "7z": b"7z\xbc\xaf\x27\x1c\0\4" + noise,
        "rar": b"Rar!\x1a\x07\1\0" + noise,
        "zstd": b"\x28\xb5\x2f\xfd\4\0" + noise,
        "wav": b"RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0\1\0\1\0" + noise,
        "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + noise,
        "pyc": b"\xa7\r\r\n\0\0\0\0" + noise,
        "gzip": gzip.compress(text, mtime=0),
        "bzip2": bz2.compress(text),
        "xz": lzma.compress(text),
        "deflate": zlib.compress(text * 9),
    }
    if form == "noise":
        return bytes((n * n * 7 + n // 3) % 256 for n in range(5000))
    return whole[form] if form in whole else {"zip": _zip, "tar": _tar, "sqlite": _sqlite}[form](text)


def _zip(text: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", text)
    return made.getvalue()


def _tar(text: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo("page.txt")
        member.size = len(text)
        archive.addfile(member, io.BytesIO(text))
    return made.getvalue()


def _sqlite(text: bytes) -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("create table page (text)")
    base.execute("insert into page values (?)", (text.decode(),))
    return base.serialize()


def put(folder: Path, case: dict) -> bool:
    """Make what a case states below a folder of pages; whether this system can."""
    name = bytes.fromhex(case["file_hex"]) if "file_hex" in case else case["file"].encode() * case.get("file_repeat", 1)
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name + case.get("ending", "").encode()))
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = case.get("kind", "file")
    if kind == "link":
        path.symlink_to(case["to"])
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "socket":
        _bind(path)
    elif kind == "device":
        try:
            os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 5))  # /dev/zero, which never ends
        except OSError:
            return False
    elif kind == "sparse":
        with path.open("wb") as file:
            file.truncate(case["bytes"])
    else:
        path.write_bytes(content(case) if {"text", "sample", "hex", "parts", "pack"} & case.keys() else printed.EN.encode())
    if "mode" in case:
        path.chmod(int(case["mode"], 8))
    return True


def _bind(path: Path) -> None:
    """A socket; by a name from within its folder, since a socket's may have a hundred characters only."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def outcome(case: dict) -> str:
    """What must come of a case, in words."""
    if "fails" in case:
        others = ", that page alone" if "fails_page" in case else ""
        return f"fails: `{case['fails']}`{others}"
    if "left_out" in case:
        return "no page: left out"
    warnings = ", ".join(f"`{code}`" for code in case.get("warns", []))
    return f"taken, with {warnings}" if warnings else "taken"


def tables() -> str:
    """The tables of all cases, as ``docs/bad-input.md`` has them."""
    lines: list[str] = []
    for table, title in (("content", "What a file holds"), ("names", "Names"), ("places", "What stands among the files")):
        lines += [f"### {title}", "", "| what | outcome | what mends it, or what comes of it |", "|---|---|---|"]
        lines += [f"| {case['what']} | {outcome(case)} | {case.get('mend', case.get('so', ''))} |" for case in cases(table)]
        lines.append("")
    return "\n".join(lines)


MARK = "<!-- made by python -m tests.bad_input from tests/cases/bad-input/ -->\n"


def page() -> str:
    """``docs/bad-input.md`` as it must be: what people wrote, and then the tables."""
    return PAGE.read_text(encoding="utf-8").partition(MARK)[0] + MARK + "\n" + tables()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

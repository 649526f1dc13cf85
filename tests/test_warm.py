"""What is loaded before workers are forked."""

import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.run import spoken
from tasks.run import warm as warming
from tasks.run.beside import beside
from tasks.run.job import job_of
from tasks.run.seeds import SeedFile
from tasks.run.warm import PAGES, USUAL, prepare, warm


@pytest.mark.parametrize("language", PAGES)
def test_each_page_is_taken_for_its_language_and_asks_for_its_words(language):
    (page,) = normalise(PAGES[language].encode(), Settings())
    assert page.language == language
    rules = {line.joint.rule for line in reflow(page, ReflowSettings()).lines}
    assert any("hyphen" in rule or "full-width" in rule for rule in rules)


def test_what_a_worker_would_load_is_loaded():
    """In a process of its own: here other tests have loaded it."""
    code = (
        "import time\nfrom tasks.run.warm import PAGES, _work, warm\n"
        "began = time.process_time(); warm(PAGES); first = time.process_time() - began\n"
        "began = time.process_time(); [_work(text.encode()) for text in PAGES.values()]\n"
        "assert time.process_time() - began < first / 4, (first, time.process_time() - began)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture
def loaded(monkeypatch):
    """What is loaded, by language, in a process that has loaded nothing."""
    found = []
    languages = {text.encode(): language for language, text in PAGES.items()}
    monkeypatch.setattr(warming, "_loaded", set())
    monkeypatch.setattr(warming, "_work", lambda data: found.append(languages[data]))
    monkeypatch.setattr(warming, "load", lambda tag, text=None: SimpleNamespace(text=tag.encode()))
    return found


def test_it_is_loaded_once(loaded):
    warm(["de"])
    warm(["de", "fr"])
    assert loaded == ["de", "fr"]


@pytest.fixture
def batch(tmp_path):
    """Make a run over a batch of these files with two workers."""

    def make(*datas, workers=2):
        for number, data in enumerate(datas):
            (tmp_path / f"{number}.txt").write_bytes(data)
        files = [SeedFile(str(number), f"{number}.txt") for number in range(len(datas))]
        return SimpleNamespace(seeds=tmp_path, settings=SimpleNamespace(run=SimpleNamespace(workers=workers))), files

    return make


@pytest.mark.parametrize(
    ("language", "encoding", "told"),
    [
        *((language, "utf-8", language) for language in PAGES),
        ("de", "cp1252", "de"),
        ("fr", "cp1252", "fr"),
        ("zh-Hans", "gb18030", "zh-Hans"),
        ("zh-Hant", "big5", "zh-Hans"),
    ],
)
def test_only_the_languages_of_the_batch_are_loaded(language, encoding, told, batch, loaded):
    prepare(*batch(PAGES[language].encode(encoding)))
    assert loaded == [told]


def test_a_beginning_cut_within_a_character_tells_its_language(batch, loaded, monkeypatch):
    data = PAGES["fr"].encode()
    monkeypatch.setattr(spoken, "HEAD", data.index("é".encode()))  # one byte more is read
    prepare(*batch(data))
    assert loaded == ["fr"]


def test_languages_that_lie_in_the_batch_as_a_pattern_are_all_found(batch, loaded):
    prepare(*batch(*[text.encode() for text in PAGES.values()] * 48))
    assert set(loaded) == set(PAGES)


def test_a_page_that_does_not_say_has_the_usual_ones_loaded_where_there_is_much_to_do(batch, loaded):
    datas = PAGES["en"].encode(), b"%PDF-1.7\n\x80"
    prepare(*batch(*datas))
    assert loaded == ["en"]
    prepare(*batch(*datas * 40))
    assert sorted(loaded) == sorted(USUAL)


def test_pages_of_other_formats_are_read_to_tell_their_language(tmp_path, loaded):
    words = [f'<String CONTENT="{word}" HPOS="9" VPOS="9" WIDTH="8" HEIGHT="9"/>' for word in PAGES["fr"].split()]
    line = f'<TextBlock><TextLine HPOS="0" VPOS="9" WIDTH="99" HEIGHT="9">{"".join(words)}</TextLine></TextBlock>'
    space = f"<Layout><Page><PrintSpace>{line}</PrintSpace></Page></Layout>"
    page = f'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">{space}</alto>'
    (tmp_path / "seeds" / "b").mkdir(parents=True)
    (tmp_path / "seeds" / "b" / "p.xml").write_text(page, encoding="utf-8")
    job = job_of({"seeds": str(tmp_path / "seeds"), "workers": "2"}, "b", fresh=True)
    prepare(job, job.files)
    assert loaded == ["fr"]


def test_the_longest_lexicon_is_that_which_another_process_has_read(monkeypatch, loaded):
    taken = []

    def load(tag, text=None):
        if text is None:
            return SimpleNamespace(text=tag.encode())
        taken.append((tag, text))

    monkeypatch.setattr(warming, "load", load)
    warm(["de", "fr"])
    assert (taken, loaded) == ([("de", b"de")], ["fr", "de"])
    warm(["de", "en"])
    assert (len(taken), loaded[2:]) == (1, ["en"])


def test_what_is_sent_before_a_failure_is_heard():
    def work(send):
        send(b"one")
        raise ValueError

    with beside(work) as heard:
        assert list(heard) == [b"one"]


def test_work_beside_is_cut_off_when_nobody_waits_for_it():
    began = time.monotonic()
    with beside(lambda send: time.sleep(60)):
        pass
    assert time.monotonic() - began < 30


def test_files_that_cannot_be_read_are_for_workers(batch, loaded):
    job, files = batch(PAGES["de"].encode())
    prepare(job, [*files, SeedFile("gone", "gone.txt"), SeedFile("link", "0.txt", trouble="leads elsewhere")])
    assert loaded == ["de"]


def test_a_run_that_forks_none_loads_nothing(batch, loaded):
    prepare(*batch(PAGES["de"].encode(), workers=1))
    assert loaded == []

"""What is loaded before workers are forked."""

import subprocess
import sys

import pytest

from tasks.normalise import Settings, normalise
from tasks.reflow import Settings as ReflowSettings
from tasks.reflow import reflow
from tasks.run.warm import PAGES, warm


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
        "began = time.process_time(); warm(); first = time.process_time() - began\n"
        "began = time.process_time(); [_work(text.encode()) for text in PAGES.values()]\n"
        "assert time.process_time() - began < first / 4, (first, time.process_time() - began)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_it_is_loaded_once():
    warm()
    warm()
    assert warm.cache_info().misses == 1

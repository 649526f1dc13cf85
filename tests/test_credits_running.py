"""What is told from a credit before the grammar is asked, and what must still reach it."""

import pytest

from tasks.segment.credits import cjk_running, closing, standalone
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.latin_running import is_running, running_until

RUNNING = [
    ("en", "the harbour wall had been built"),
    ("en", "who said nothing"),
    ("de", "Wie ihr geht es vielen im Dorf"),
    ("fr", "Le maire, prudent, s’est gardé de répondre"),
]
CREDITS = [
    ("en", "By Owen Pritchard, Hydrology Correspondent"),
    ("en", "Helen Marsh, our hydrology correspondent"),
    ("en", "jane.roe@example.org"),
    ("de", "Von unserer Mitarbeiterin Birte Claasen"),
    ("de", "(hebr)"),
    ("de", "gjk"),
    ("fr", "Un abonné de la première heure"),
    ("fr", "Montreuillac, 9 novembre. —"),
    ("fr", "De notre envoyé spécial Yann Goasdoué"),
]


@pytest.mark.parametrize(("language", "text"), RUNNING)
def test_running_text_is_told_by_its_words(language, text):
    assert is_running(text, language)
    assert standalone(text, language) is None


@pytest.mark.parametrize(("language", "text"), CREDITS)
def test_what_a_credit_is_made_of_is_no_running_text(language, text):
    assert not is_running(text, language)


def test_a_signature_behind_running_text_is_still_looked_for():
    text = "and so the harbour wall was never built. Owen Pritchard"
    assert 0 < running_until(text, "en") < text.index("Owen")
    found = closing(text, "en")
    assert found is not None
    assert text[found.start :] == "Owen Pritchard"


@pytest.mark.parametrize("text", ["市区三座公厕今起昼夜开放", "广场改造工程已经完成"])
def test_a_chinese_sentence_is_no_run_of_names(text):
    assert cjk_running.is_running(fold(text), 0, len(text))


@pytest.mark.parametrize("text", ["本报记者林小舟通讯员何苇", "林小舟何苇", "某某大学教授 林小舟", "林小舟/望湾市第一中学"])
def test_chinese_names_bodies_and_credit_words_reach_the_grammar(text):
    assert not cjk_running.is_running(fold(text), 0, len(text))

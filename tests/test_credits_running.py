"""What is told from a credit before the grammar is asked, and what must still reach it."""

import pytest

from tasks.segment.credits import begins_before, cjk_running, closing, running, standalone
from tasks.segment.credits.cjk_fold import fold
from tasks.segment.credits.latin_names import people
from tasks.segment.credits.latin_running import is_running, last_words, makes_running

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
    words, total, _ = last_words(text, "en")
    assert makes_running(total)
    assert words[-2:] == ["Owen", "Pritchard"]
    assert len(words) < len(text.split())
    found = closing(text, "en")
    assert found is not None
    assert text[found.start :] == "Owen Pritchard"


@pytest.mark.parametrize("text", ["市区三座公厕今起昼夜开放", "广场改造工程已经完成"])
def test_a_chinese_sentence_is_no_run_of_names(text):
    assert cjk_running.is_running(fold(text), 0, len(text))


@pytest.mark.parametrize("text", ["本报记者林小舟通讯员何苇", "林小舟何苇", "某某大学教授 林小舟", "林小舟/望湾市第一中学"])
def test_chinese_names_bodies_and_credit_words_reach_the_grammar(text):
    assert not cjk_running.is_running(fold(text), 0, len(text))


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "the harbour wall had been built", True),
        ("en", "By Owen Pritchard", False),
        ("en", "said Owen Pritchard", False),  # one such word may be another's half, or a house code
        ("de", "Wie ihr geht es vielen im Dorf", True),
        ("zh-Hans", "工程已经完成。记者", True),
        ("zh-Hans", "本报记者林小舟", False),
    ],
)
def test_words_that_make_running_text_of_all_beside_them(language, text, told):
    assert running(text, language) is told
    if told:
        assert (
            standalone(f"By Owen Pritchard\n{text}" if language != "zh-Hans" else f"本报记者林小舟{text}", language) is None
        )


@pytest.mark.parametrize(
    ("language", "above", "line"),
    [
        ("en", "the wall was never built. Owen", "Pritchard"),
        ("en", "the wall was never built, Yours truly", "CIVIS"),
        ("de", "war nie gebaut worden Foto: Birte", "Claasen"),
        ("fr", "n’a jamais été bâti. Yann", "Goasdoué"),
    ],
)
def test_a_credit_that_a_lines_end_divides_is_not_ruled_out(language, above, line):
    text = f"{above} {line}"
    assert begins_before(text, len(above) + 1, language)
    found = closing(text, language)
    assert found is not None
    assert 0 < found.start <= len(above) + 1


@pytest.mark.parametrize(
    ("language", "above", "line"), [("en", "the harbour wall", "Owen Pritchard"), ("zh-Hans", "工程已经完成", "林小舟")]
)
def test_none_begins_where_nothing_lets_it(language, above, line):
    text = above + ("" if language == "zh-Hans" else " ") + line
    assert not begins_before(text, len(text) - len(line), language)
    found = closing(text, language)
    assert found is None or found.start in (0, len(text) - len(line))


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "The Associated Press", True),
        ("en", "The Great Wall", False),
        ("de", "von der Heide, Birte", True),
        ("de", "Die Salbe", False),
        ("de", "dpa", True),
        ("de", "Dr. Birte Claasen", True),
        ("fr", "avec AFP", True),
        ("fr", "Dans le val", False),
    ],
)
def test_a_list_of_names_begins_with_a_name_a_title_or_an_agency(language, text, named):
    assert (people(text, language) is not None) is named


@pytest.mark.parametrize(
    ("text", "credit"), [("他们每天", False), ("路,对眼力不好", True), ("林小舟、何苇", True), ("(林小舟", False)]
)
def test_a_character_that_no_name_has_makes_running_text(text, credit):
    assert cjk_running.is_running(text, 0, len(text)) is not credit


def test_a_title_may_hold_a_full_stop():
    assert not cjk_running.ends_sentence("《再见。》 文/林小舟")
    assert cjk_running.ends_sentence("再见。文/林小舟")

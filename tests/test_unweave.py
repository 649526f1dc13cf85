"""The likeliest shuffle of a block, against one that writes down every way at each line."""

import heapq

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.reflow.order import unweave as room


def spelt_out(count, goes_on, beside):
    """The beam of ``unweave`` with each way as it reads: worth, ends, names, turn, names given, the lines' names."""
    beam = [(0.0, (0,), (0,), 0, 1, (0,))]
    for line in range(1, count):
        found = {}
        for worth, ends, names, turn, known, given_ in beam:
            size = len(ends)
            ways = []
            for column, end in enumerate(ends):
                ratio = goes_on(end, line)
                step = (column - turn - 1) % size
                after = (*ends[:column], line, *ends[column + 1 :])
                told = (*given_, names[column])
                cost = room.ALONE if size == 1 else room.TURN if not step else room.REPEAT if column == turn else room.SKIP
                cost = room.BESIDE if beside[line] and column == turn else cost
                ways.append((worth + ratio + cost, after, names, column, known, told))
                if size > 1 and step:
                    over = {(turn + 1 + s) % size for s in range(step)} - {column}
                    kept = [k for k in range(size) if k not in over]
                    left = tuple(after[k] for k in kept), tuple(names[k] for k in kept)
                    closed = worth + ratio + room.TURN + room.CLOSE * len(over)
                    ways.append((closed, *left, kept.index(column), known, told))
            at = turn + 1
            more = (*ends[:at], line, *ends[at:]), (*names[:at], known, *names[at:])
            fresh = room.FRESH_BESIDE if beside[line] else room.FRESH
            ways.append((worth + fresh, *more, at, known + 1, (*given_, known)))
            for way in ways:
                key = way[1], way[3]
                if key not in found or found[key][0] < way[0]:
                    found[key] = way
        beam = heapq.nlargest(room.BEAM, found.values(), key=lambda way: way[0])
    return beam[0]


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(1, 24),
    every=st.integers(1, 4),
    dice=st.randoms(use_true_random=False),
    places=st.sampled_from([0, 1, 3]),  # with none there are many ties, whose order counts
)
def test_the_beam_is_as_if_each_way_were_written_down(count, every, dice, places):
    table = [[round(dice.gauss(-0.5, 1.5), places) + 2 * (j - i == every) for j in range(count)] for i in range(count)]
    beside = [bool(line) and dice.random() < 0.3 for line in range(count)]
    worth, ends, names, turn, known, told = spelt_out(count, lambda i, j: table[i][j], beside)
    found = room._likeliest(count, lambda i, j: table[i][j], beside)
    assert (found.worth, found.ends, found.names, found.turn, found.known) == (worth, ends, names, turn, known)
    assert tuple(found.given()) == told


@pytest.mark.parametrize("columns", [2, 3])
def test_a_regular_weave_is_taken_apart(columns):
    found = room.unweave(12, lambda i, j: 3.0 if j - i == columns else -3.0)
    assert found == [list(range(k, 12, columns)) for k in range(columns)]


def test_lines_that_go_on_in_one_another_stay_one_column():
    assert room.unweave(12, lambda i, j: 3.0 if j - i == 1 else -3.0) == [list(range(12))]


@settings(max_examples=150, deadline=None)
@given(
    count=st.integers(room.FEWEST, 16),
    every=st.integers(1, 3),
    dice=st.randoms(use_true_random=False),
    lean=st.floats(0, 3),
)
def test_a_block_is_given_up_early_only_where_the_whole_search_finds_nothing(count, every, dice, lean):
    def drawn():
        return max(-50.0, min(50.0, dice.gauss(-0.5, 1.0)))  # sums of learned weights are no larger

    table = [[drawn() + lean * (j - i == every) for j in range(count)] for i in range(count)]

    def goes_on(before, after):
        return table[before][after]

    beside = [bool(line) and dice.random() < 0.2 for line in range(count)]
    steps = [room.BESIDE if beside[line] else room.ALONE for line in range(count)]
    alone = sum(goes_on(line - 1, line) + steps[line] for line in range(1, count)) + room.SURE
    spelt = spelt_out(count, goes_on, beside)
    found = room._likeliest(count, goes_on, beside, alone)
    assert (found is None and spelt[0] < alone) or (found.worth, tuple(found.given())) == (spelt[0], spelt[5])
    names = spelt[5] if spelt[0] >= alone else (0,) * count
    columns = [[i for i, n in enumerate(names) if n == name] for name in sorted(set(names))]
    assert room.unweave(count, goes_on, beside) == columns


def test_parts_of_one_line_of_the_dump_are_of_columns_of_their_own():
    beside = [False, True] * 3
    assert room.unweave(6, lambda i, j: 0.0) == [list(range(6))]
    assert room.unweave(6, lambda i, j: 0.0, beside) == [[0, 2, 4], [1, 3, 5]]
    assert room.unweave(2, lambda i, j: 0.0, [False, True]) == [[0], [1]]


def test_nearly_every_block_is_given_up_at_its_first_lines():
    asked = []

    def goes_on(before, after):
        asked.append((before, after))
        return 1.0 if after == before + 1 else -1.0

    assert room.unweave(12, goes_on) == [list(range(12))]
    assert len(asked) <= 11 + 12 * 11 // 2  # each pair once, and no way tried

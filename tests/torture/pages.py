"""Small invented pages for the real rooms."""

ENGLISH = """\
THE WEXHOLME LANTERN            No. {n}

Ferry number {n} sails again
By Elspeth Marrow
WEXHOLME — The ferry that was laid up in autumn sails
again from Monday, the company said. It will carry
{n} passengers on each trip, and as many bicy-
cles as there is room for on deck.

Bakers end their strike
Bread was on sale again on Friday after {n} days.
The bakers of the lower town will be paid for the
hours before dawn, said Iain Ross of the guild.
"""

GERMAN = """\
Grünwalder Bote                Ausgabe {n}

Brücke Nummer {n} wird gesperrt
Von Hanna Oltmann
Grünwalde. Die Brücke über die Wiese wird am Mon-
tag für {n} Tage gesperrt. Die Stadt läßt das Gelän-
der streichen und zwei Bohlen erneuern.

Kindergarten feiert
Mit Liedern und Kuchen haben {n} Kinder den neuen
Garten eröffnet. Die Leiterin dankte den Eltern.
"""

CHINESE = """\
海浦日报                    第{n}版

渡口{n}号船复航
本报讯（记者 林秋月）停航一冬的渡船将于周一复航，
每班可载客{n}人。船运公司表示，甲板上可以停放自行车，
票价与去年相同。

面包坊恢复营业
本报讯 下城区的面包师结束了{n}天的停工。周五清晨，
市民又买到了新鲜的面包。
"""

NAMES = {"lantern": ENGLISH, "Bote": GERMAN, "海浦": CHINESE}


def page(name: str, number: int) -> bytes:
    """One page of one paper."""
    return NAMES[name].format(n=number).encode()


def delivery(count: int) -> dict[str, bytes | None]:
    """So many files, of all papers by turns, some in a folder of their own, some with two pages."""
    found: dict[str, bytes | None] = {}
    for number in range(count):
        name = list(NAMES)[number % 3]
        data = page(name, 100 + number)
        if number % 4 == 3:
            data += b"\f" + page(name, 500 + number)
        found[f"default/{name}/{number}.txt" if number % 2 else f"{name} {number}.txt"] = data
    return found

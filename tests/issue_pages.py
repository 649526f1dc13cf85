"""Invented issues of two pages, as text with a form feed, an article of each running over both; in four languages."""

EN = """THE MERROWBY OBSERVER            Monday, November 23, 2026            Page 1

Harbour wall to be raised by two metres

By Orla Tremayne

Work on the harbour wall begins in May, the harbour board said on
Tuesday after a meeting that lasted until midnight. Two pumps stand
ready for the spring tides, and a third has been ordered from a yard
in Penhallow. The cost is put at four million, of which the county
pays half and the town the rest over ten years.

Nobody on the board was willing to say what the wall would look like
from the promenade, where hotel keepers fear for their views. “We were
promised drawings in the summer and have seen none,” said Joss Pen-
hallow, who keeps the Mermaid, adding that the guests who come for the

Continued on Page 2

School gardens win prize

By Margaret Okonjo

Three school gardens in Merrowby have won the county prize for the
best use of rain water. The children dug the ponds themselves and
planted willow around them, and the first frogs came within a week.
The prize money goes into a shed for the tools.
\f
Page 2            THE MERROWBY OBSERVER            Monday, November 23, 2026

WALL

Continued from Page 1

view would not come for a wall of grey stone. The board will show the
plans in the town hall from Friday, and whoever wishes may write to it
until the end of the month. The architect, Mr Tobias Wren, promised
that every letter would be answered.

A second meeting is called for the first week of December, when the
harbour board will vote on the wall, the pumps and the money.

Ferry timetable changes

By Tom Ashby

The ferry to Skerrow leaves a quarter of an hour earlier from Monday,
because the tide gauge at the pier has to be repaired. Day tickets
stay valid on both boats, the company said, and bicycles go free on
the last sailing of the day.
"""

DE = """Wesertaler Rundschau            Montag, 23. November 2026            Seite 1

Neue Brücke über die Weser wird teurer

Von Hedwig Strohm

Die neue Brücke über die Weser wird teurer als geplant. Das sagte der
Bürgermeister von Grünwalde am Dienstag im Rat der Stadt. Statt acht
Millionen Euro soll sie nun elf Millionen kosten, weil der Stahl teuer
geworden ist und der Baugrund am linken Ufer nicht trägt. Die Stadt
will trotzdem im Mai mit dem Bau beginnen, denn die alte Fähre fährt
nur noch bis zum Herbst. Die Kaufleute in der Altstadt fürchten, daß

Fortsetzung auf Seite 2

Hafen bleibt geschlossen

Von Otto Kühnle

Im Hafen liegt noch Eis, und kein Schiff kann ihn vor dem März verlas-
sen, wie das Hafenamt mitteilte. Die Lager sind voll, und die Händler
haben ihre Waren auf die Bahn gebracht.
\f
Seite 2            Wesertaler Rundschau            Montag, 23. November 2026

Fortsetzung von Seite 1

ihnen die Kunden davonlaufen, wenn die Zufahrt zwei Jahre lang über die
Umgehungsstraße führt. Der Rat beschloß, ihnen einen Teil der Pacht zu
erlassen. Gegen den Bau stimmten nur drei Mitglieder.

Turnverein feiert hundert Jahre

Von Emma Lüders

Der Turnverein von Grünwalde feiert am Sonntag sein hundertjähriges
Bestehen mit einem Umzug durch die Stadt. Zweihundert Turner aus dem
ganzen Tal haben sich angemeldet.
"""

FR = """LE COURRIER DE MONTREUILLAC            lundi 23 novembre 2026            Page 1

Le vieux pont sera reconstruit

Par Hélène Marchand

Le conseil municipal a voté mardi soir la reconstruction du vieux pont
de pierre, fermé depuis la crue de janvier. Les travaux dureront deux
ans et coûteront trois millions d’euros, dont la moitié sera payée par
le département. Les commerçants de la rive gauche, qui ont perdu un
tiers de leur clientèle, demandent une navette gratuite jusqu’à la

Suite page 2

La bibliothèque ouvre le dimanche

Par Jean Tessier

La bibliothèque de Montreuillac ouvrira désormais le dimanche matin de
neuf heures à midi. Deux emplois ont été créés pour cela, et les prêts
pourront se faire aux bornes du rez-de-chaussée.
\f
Page 2            LE COURRIER DE MONTREUILLAC            lundi 23 novembre 2026

Suite de la page 1

fin du chantier. Le maire a promis une réponse avant Noël. L’ancien
tablier sera démonté pierre par pierre et conservé au musée, où une
salle lui sera réservée.

Le marché change de place

Par Luc Ferrand

Le marché du samedi quittera la place de l’Église pour le quai pendant
les travaux. Les forains ont tiré au sort leurs emplacements, et le
parking voisin restera gratuit jusqu’à treize heures.
"""

ZH = """运河日报    2026年11月23日  星期一    第1版

市区三座公厕今起昼夜开放

本报讯（记者 冷月）记者昨日从市环境卫生中
心获悉，自11月20日零时起，位于火车站东
广场、人民医院北门和中心菜场的三座公厕实
行昼夜开放。市民夜间如厕难的问题由此得到
缓解。据介绍，三座公厕各配备两名保洁员，
每两小时清洁一次，夜间照明也已全部更换，
（下转第2版）

中学生科技节落幕

本报讯（记者 阙秋白）为期三天的全市中学生
科技节昨日在实验中学落幕。来自二十所学校
的学生展示了自制的机器人和风力发电装置，
其中六项作品获得一等奖。
\f
第2版    2026年11月23日  星期一    运河日报

（上接第1版）并安装了紧急呼叫按钮。市环境
卫生中心负责人表示，明年还将有十二座公厕
实行昼夜开放，覆盖主要商业街和公园。欢迎
市民拨打热线提出意见。

冬季森林防火演练举行

本报讯（记者 晏如）昨日，冬季森林防火演练
在西山林场举行，两百名队员参加。演练模拟
了大风天气下的山火扑救，无人机首次用于火
情侦察。
"""

ISSUES = {"en": EN, "de": DE, "fr": FR, "zh": ZH}

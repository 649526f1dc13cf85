"""Invented pages, one in each language: small, and with a line of each kind that makes the rooms load or compile something.

So each has a running head, a byline of several people, a dateline, divided words, a letter with its signature, initials, an
agency, a picture's credit, a price, a jump, and (where ftfy is asked) letters that came through the wrong code page.
"""

PAGES = {
    "en": """THE WEXFORD COURIER, MONDAY, NOVEMBER 9, 1908. No. 214. Page 3
Price One Penny
NEW BRIDGE FOR THE TOWN
By Ann Miller (Reuters), MARY JONES The Wexford Courier and J. D. O'Brien, Staff Writers
WEXFORD, Monday, Nov. 9. (AP) - The council of the town has agreed that the old bridge over the river is to be re-
placed by a new one, and that it will be open to all traffic from the spring of the next year, the may-
or said. It was the wish of the people who live on the other side of the river for more than ten years.
The café by the river, known as the "cafÃ©", will stay. [Special Telegram.]
(See page 5, column 2)
The mayor, left, shows the bridge to readers on Monday. Photo: Ann Miller/Reuters

TO THE EDITOR
Sir, - In your paper of the 7th inst. a reader asks what the bridge is to cost. It is not a great sum.
I am, Sir, &c.,
J. D. MILLER, Mayor of the Borough.
Town Hall, 8th November 1908.
A second reader writes that he has heard nothing of it. - A. B.
- Mary Jones, Correspondent / dpa
He will ask again next week, if nobody answers him until then. (kw/dpa)
A reader of long standing thinks so, too. I am, yours truly, A RATEPAYER.
""",
    "de": """Neustädter Zeitung. Montag, den 9. November 1908. Nr. 214. Seite 3
Preis 10 Pfennig
Neue Brücke für die Stadt
Von Anna Müller (Reuters), MARIA SCHULZE Neustädter Zeitung und Dr. K. H. von Berg
Neustadt, 9. November. (dpa) Der Rat der Stadt hat beschlossen, dass die alte Brücke über den Fluss durch eine neue er-
setzt werden soll, und dass sie vom Frühling des nächsten Jahres an für den Verkehr frei ist, sagte der Bürger-
meister. Das war der Wunsch der Menschen, die auf der anderen Seite des Flusses wohnen, seit zehn Jahren.
Das Café am Fluss, früher „CafÃ©“, bleibt. (Privattelegramm.)
(Fortsetzung auf Seite 5)
Der Bürgermeister (links) zeigt am Montag die Brücke. Foto: Anna Müller/Reuters

Bekanntmachung
Am Montag, den 16. November 1908, vormittags 10 Uhr, wird im Rathaus über den Bau der Brücke beraten werden.
Neustadt, den 8. November 1908.
Der Bürgermeister. J. D. Müller.
Ein zweiter Leser schreibt, dass er davon nichts gehört habe. (hm)
– Maria Schulze, Korrespondentin / sda
Er will in der nächsten Woche wieder fragen, wenn ihm niemand antwortet. (kw/dpa)
Auch ein alter Leser meint das. Hochachtungsvoll Ein Abonnent.
""",
    "fr": """LE COURRIER DE VILLENEUVE. – Lundi 9 novembre 1908. N° 214. Page 3
Prix : 10 centimes
UN NOUVEAU PONT POUR LA VILLE
Par Anne Meunier (Reuters), MARIE DUPONT Le Courrier et J.-D. de La Tour
Villeneuve, 9 novembre. — (AFP) Le conseil de la ville a décidé que le vieux pont sur la rivière sera rem-
placé par un nouveau, et qu'il sera ouvert à tous dans le printemps de l'année qui vient, a dit le mai-
re. C'était le souhait des gens qui vivent de l'autre côté de la rivière depuis plus de dix ans.
Le café de la rive, ou « cafÃ© », reste ouvert. (De notre correspondant particulier.)
(Suite à la page 5)
Le maire, à gauche, montre le pont lundi. Photo : Anne Meunier / Reuters

AVIS
Le lundi 16 novembre 1908, à dix heures, il sera délibéré à la mairie sur la construction du pont.
Villeneuve, le 8 novembre 1908.
Le maire, J. D. MEUNIER.
Un second lecteur écrit qu'il n'en a rien su. — A. B.
– Marie Dupont, correspondante / Belga
Il demandera encore la semaine prochaine, si personne ne lui répond. (kw/dpa)
Un vieux lecteur le pense aussi. Veuillez agréer mes salutations, Un abonné.
""",
    "es": """EL CORREO DE VILLANUEVA. Lunes 9 de noviembre de 1908. N.º 214. Página 3
UN PUENTE NUEVO PARA LA CIUDAD
Por Ana Molina (Reuters), MARÍA SOTO El Correo y J. D. de la Torre
Villanueva, 9 de noviembre. (EFE) El concejo de la ciudad ha decidido que el viejo puente sobre el río sea sus-
tituido por otro nuevo, y que se abra a todos en la primavera del año que viene, dijo el alcal-
de. Era el deseo de los que viven al otro lado del río desde hace más de diez años.
(Pasa a la página 5)
El alcalde, a la izquierda, enseña el puente el lunes. Foto: Ana Molina / Reuters
Un segundo lector escribe que no ha sabido nada de esto. (kw/EFE)
""",
    "it": """IL CORRIERE DI VILLANOVA. Lunedì 9 novembre 1908. N. 214. Pagina 3
UN NUOVO PONTE PER LA CITTÀ
Di Anna Molinari (Reuters), MARIA SALA Il Corriere e G. D. della Torre
Villanova, 9 novembre. (ANSA) Il consiglio della città ha deciso che il vecchio ponte sul fiume sarà so-
stituito da uno nuovo, e che sarà aperto a tutti nella primavera dell'anno che viene, ha detto il sin-
daco. Era il desiderio di quelli che vivono sull'altra riva del fiume da più di dieci anni.
(Continua a pagina 5)
Il sindaco, a sinistra, mostra il ponte lunedì. Foto: Anna Molinari / Reuters
Un secondo lettore scrive che non ne ha saputo nulla. (kw/ANSA)
""",
    "nl": """DE NIEUWSTADSE COURANT. Maandag 9 november 1908. No. 214. Pagina 3
EEN NIEUWE BRUG VOOR DE STAD
Door Anna Mulder (Reuters), MARIA SMIT De Courant en J. D. van den Berg
Nieuwstad, 9 november. (ANP) De raad van de stad heeft besloten dat de oude brug over de rivier door een nieuwe ver-
vangen wordt, en dat die in het voorjaar van het volgende jaar voor iedereen open is, zei de burge-
meester. Het was de wens van de mensen die aan de andere kant van de rivier wonen, al meer dan tien jaar.
(Vervolg op pagina 5)
De burgemeester, links, laat maandag de brug zien. Foto: Anna Mulder / Reuters
Een tweede lezer schrijft dat hij er niets van gehoord heeft. (kw/ANP)
""",
    "pt": """O CORREIO DE VILA NOVA. Segunda-feira, 9 de novembro de 1908. N.º 214. Página 3
UMA PONTE NOVA PARA A CIDADE
Por Ana Moreira (Reuters), MARIA SOUSA O Correio e J. D. da Torre
Vila Nova, 9 de novembro. (Lusa) A câmara da cidade decidiu que a velha ponte sobre o rio será subs-
tituída por uma nova, e que será aberta a todos na primavera do ano que vem, disse o presi-
dente. Era o desejo dos que vivem do outro lado do rio há mais de dez anos.
(Continua na página 5)
O presidente, à esquerda, mostra a ponte na segunda-feira. Foto: Ana Moreira / Reuters
Um segundo leitor escreve que não soube de nada disto. (kw/Lusa)
""",
    "zh-Hans": """新桥日报　2026年11月9日　星期一　第3版　责任编辑 王小明
我市新桥明年开通
本报讯（记者 王小明 通讯员 李大伟 文/图）市政府昨日决定，在河上建一座新
桥，代替旧桥。新桥将于明年春天开通，所有车辆都可以通
过。这是河对岸居民十多年来的愿望。市民们对此表示欢迎。
（下转第5版）
本报记者 王小明 摄
据新华社北京11月8日电　市长说，造桥的费用不多。（陈志远）
""",
    "zh-Hant": """新橋日報　中華民國一一五年十一月九日　星期一　第三版　編輯 王小明
本市新橋明年開通
【記者王小明／台北報導】市政府昨日決定，在河上興建一座新橋，代替舊
橋。新橋將於明年春天開通，所有車輛都可以通過。這是河
對岸居民十多年來的願望。市民們對此表示歡迎。
（下轉第5版）
記者王小明攝
〔中央社台北八日電〕市長說，造橋的費用不多。（陳志遠）
""",
}

USUAL = ("en", "de", "fr", "zh-Hans", "zh-Hant")
"""What is loaded where pages do not say what they are in; the others take as long again, and few pages need them."""

"""The closed lists of English words that resolving looks for."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HE = _words("he him his himself")
SHE = _words("she her hers herself")
THEY = _words("they them their theirs themselves")
IT = _words("it its itself")
SPEAKING_SELF = _words("i me my we us our ours")
PERSON_PRONOUNS = HE | SHE
PRONOUNS = HE | SHE | THEY | IT
RELATIVES = _words("who whose whom which that where")
DETERMINERS = _words("the a an this that these those same")
COUNTS = _words(
    "one two three four five six seven eight nine ten several some many multiple various "
    "numerous dozens hundreds few both most other another second third separate different "
    "unnamed anonymous unidentified lot more least at dozen"
)
PREPOSITIONS = _words(
    "of in for to by at on from with within inside close familiar briefed near among across "
    "around about who whose whom which that speaking involved directly circulated seen "
    "reviewed living citing including such under there working announcing showing calling "
    "representing mediating released issued published sent led run"
)
SHARES = _words(
    "percent per cent half third thirds quarter quarters fifth fifths tenth tenths majority "
    "minority plurality"
)
"""Words for how many of a group say something, who are not what says it."""

HEDGES = _words(
    "a an the only just nearly almost about around over under roughly some more less fewer than at "
    "least most up to large small vast slim clear narrow overwhelming"
)
"""Words before a share that only tell how large it is."""

TRAILING = _words(
    "itself himself herself themselves also again further too all both then later now when while "
    "as that because today yesterday tonight"
)
"""Words that a source span may have taken along from behind it."""

LIGHT_STARTS = _words(
    "and but or while as where when although though said says also meanwhile , then after before"
)
VERBS = _words(
    "said says say saying told tells added adds wrote writes emphasized observed noted stated "
    "announced claimed warned initially has have had is was distanced continually maintained"
)

HONORIFICS = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady gen general lt col colonel maj major "
    "brigadier monsignor advocate engineer eng mawlawi maulana "
    "capt captain adm admiral brig sgt sen senator rep gov congressman congresswoman mp mk "
    "ayatollah sheikh sheik cardinal bishop archbishop patriarch rabbi imam mullah herr frau rev "
    "reverend"
)

FORMER = _words("former ex then-deputy ousted retired late deposed then resigned")
"""Words before a role that say it is over."""

PRIVATE = _words(
    "analyst analysts expert experts professor lecturer researcher fellow scholar historian "
    "academic journalist correspondent reporter editor columnist author writer commentator "
    "economist strategist resident residents student activist campaigner lawyer doctor "
    "doctors medic nurse surgeon worker workers witness witnesses mother father refugee "
    "patient teacher director manager farmer victim survivor relative relatives volunteer "
    "blogger pundit businessman investor activists campaigners journalists academics scholars "
    "lawyers families survivors settlers entrepreneur executive ceo founder observers "
    "observer critic critics pollster psychologist priest broker trader tycoon singer actor "
    "actress dissident lecturer paramedic veteran supervisor employers bosses unions commentators "
    "pundits bloggers economists researchers professors historians writers authors businesses"
)
"""Words of descriptions whose bearer speaks for no side."""

OWN_VOICES = _words(
    "politician politicians milblogger milbloggers channel channels sympathiser sympathisers "
    "sympathizer sympathizers company companies firm firms corporation corporations bank banks "
    "startup startups manufacturer manufacturers exporter exporters airline airlines club clubs "
    "institute institutes university universities think-tank tank tanks charity charities ngo ngos "
    "migrant migrants immigrant immigrants exile exiles civilian civilians woman women man men "
    "voter voters public society medics rescuers teams volunteers youth students teachers drivers "
    "agreement agreements accord accords conference summit departure data"
)
"""Heads of descriptions that speak for nobody, whatever state they are of: "Russian firms"."""

NAME_TITLES = _words(
    "ceo cfo coo cto vp mep mla anchor host presenter scientist economist analyst journalist "
    "reporter correspondent editor columnist researcher historian professor lecturer founder "
    "entrepreneur billionaire businessman businesswoman oligarch tycoon activist lawyer attorney "
    "rapper singer actor actress comedian commissioner councillor councilman councilwoman alderman "
    "archbishop pastor sergeant lieutenant corporal private commodore marshal detective inspector "
    "seyyed sayyed sayyid lawmaker legislator mediator negotiator diplomat politician translator "
    "interpreter filmmaker "
    "judge justice magistrate rapporteur sec superintendent sheriff nurse "
    "surgeon pilot veteran blogger author novelist poet republican "
    "democrat democratic labour conservative"
)
"""Words with a capital that only say what the person named after them is."""

PRODUCTS = _words(
    "data figures report reports statement statements assessment assessments tally document "
    "documents resolution post posts analysis analyses budget notes note tweet remarks "
    "comments comment letter decree speech initiative proposals proposal text message "
    "messages video footage propaganda count estimate estimates statistics survey surveys poll "
    "polls polling memo draft communique declaration ruling website interview briefing bulletin "
    "update "
    "information intelligence piece article story column editorial thread letter opinion motion "
    "publication study studies research calculations investigation investigations petition "
    "announcement announcements findings designation paper warrant tallies resolutions vote "
    "indictment lawsuit complaint transcript transcripts readout readouts"
)
"""What an actor puts out; the actor speaks through it."""

UNNAMED_HEADS = _words(
    "source sources official officials diplomat diplomats person people insider insiders aide "
    "aides negotiator negotiators lawmaker lawmakers mp mps adviser advisers officer officers "
    "commander commanders soldier soldiers leaders ministers politicians legislators "
    "representative representatives allies prosecutors investigators members member "
    "spokesperson spokesman spokeswoman envoy mediator mediators minister analysts experts "
    "observers critics activists witnesses residents doctors medics analyst expert doctor "
    "witness resident families family countries country nations powers states governments "
    "governors residents troops forces rebels hospitals hospital groups group agencies "
    "organisations organizations backbenchers settlers diplomatists economists historians "
    "journalists reporters protesters demonstrators militants fighters medic employee "
    "employees staff worker workers interlocutor interlocutors sprecher sprecherin quelle "
    "quellen governor mayor reports media outlets newspapers authorities businessmen "
    "survivors refugees campaigners lawyers scholars academics strategists lobbyist delegate "
    "participant staffer relative"
)
"""Heads of phrases that describe without naming."""

COLLECTIVES = _words("countries nations powers states governments leaders allies west ministers")

OUTLET_NOUNS = _words(
    "newspaper paper channel outlet publication agency broadcaster magazine daily tabloid "
    "website site portal station network weekly edition journalists blatt zeitung sender"
)
PERSONAL_PRODUCTS = _words("post tweet message letter speech remarks comments thread")
"""What a person puts out rather than a body."""

MEDIA_NAMES = _words(
    "times post journal herald tribune radio television tv news gazette telegraph chronicle media "
    "courier observer daily magazine review podcast"
)
"""Last words of outlets' names."""

GROUP_NOUNS = _words("group movement militia organisation organization faction militants alliance")
BODY_NOUNS = _words(
    "ministry organisation organization institute agency army military commission council "
    "committee group centre center department office union bloc court charity company firm "
    "observatory forum foundation watchdog body service opposition monitor tank"
)
STATE_NOUNS = _words("country government administration state kingdom nation republic regime")
PERSON_NOUNS = _words(
    "man woman politician actor actress diplomat official minister president leader chief "
    "envoy spokesman spokeswoman spokesperson chancellor premier analyst expert professor "
    "senator general commander negotiator ambassador billionaire republican democrat lawmaker "
    "adviser secretary lecturer historian governor mayor pontiff economist source person "
    "veteran doctor resident colonel author researcher businessman comedian mogul statesman "
    "journalist correspondent reporter columnist lawyer filmmaker strongman nominee prelate "
    "archbishop bishop cleric congressman congresswoman judge undersecretary admiral "
    "captain brigadier parliamentarian lady"
)

ORGANISATION_WORDS = _words(
    "ministry institute group council center centre agency university committee commission "
    "party news office department service services union association foundation organization "
    "organisation forum front movement army force forces brigade command company bank court "
    "parliament congress assembly federation league society academy school college hospital "
    "fund authority board bureau network press times post journal herald tribune radio "
    "television tv media forces administration guard police coalition alliance initiative "
    "project campaign observatory watchdog club trust corps directorate secretariat mission "
    "embassy corporation inc ltd group church resolution act treaty agreement summit "
    "conference street square airport palace region oblast fighters militias mechanism wolves"
)

STATE_BODIES = _words(
    "ministry agency committee office department service services army force forces brigade corps "
    "command court parliament congress assembly authority administration guard police directorate "
    "secretariat embassy council commission bureau"
)
"""Those of them that are a state's own where its name begins theirs."""

MATTERS = _words(
    "affairs matters relations economy economics energy defence defense security finance justice "
    "health trade industry agriculture transport culture education environment infrastructure "
    "communications policy reserve parliament cabinet government team delegation staff apparatus "
    "side state region district city inspectorate headquarters registry rights"
)
"""What officials are of besides bodies: "the minister of energy", "a member of the team"."""

MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES.split(), start=1)}
"""Months by their first three letters."""

WEEKDAYS = {"mon": 0, "tues": 1, "wednes": 2, "thurs": 3, "fri": 4, "satur": 5, "sun": 6}
NUMBER_NAMES = "one two three four five six seven eight nine ten"
SMALL_NUMBERS = {name: number for number, name in enumerate(NUMBER_NAMES.split(), start=1)} | {
    "a": 1,
    "an": 1,
}
AGO = re.compile(
    r"(?<!\d[.,])\b(?P<count>[^\W\d]+|\d{1,4}) (?P<unit>day|week|month|year)s? ago\b", re.IGNORECASE
)
"""A time told from the day of the text; not the end of a number: "2,500 years ago"."""


def count_ago(match: re.Match[str]) -> int | None:
    """Read how many days, weeks, months or years ago something was. None: it is not told."""
    word = match["count"].casefold()
    return int(word) if word.isdecimal() else SMALL_NUMBERS.get(word)


CALENDAR = _words(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
)
NOT_NAMES = CALENDAR | _words(
    "the a an in on at by for from with and but or if as after before when while since though "
    "although however meanwhile he she they it his her their its this that these those there "
    "here we you i our your my what who which how why where not no yes all some many most "
    "more also only even just still now then later earlier today yesterday tomorrow according "
    "asked speaking despite during under over into about both each every any one two three "
    "four five six seven eight nine ten first second last next new old former mr mrs ms dr "
    "said says read photo image video credit source getty file exclusive breaking update live "
    "opinion analysis world politics war east west north south eastern western northern "
    "southern central middle europe european asia asian africa african arab arabs muslim "
    "jewish islamic kurdish god internet telegram twitter x der die das ein eine "
    "einen und im am laut nach von mit auf des dem den sie er wir es facebook instagram "
    "youtube truth social truthsocial ap afp reuters lead related caption "
    "did does do is was were are am has have had could would should must yet so nor neither "
    "perhaps maybe why once again never always amid among against unlike besides beyond since "
    "until unless whether because thus hence therefore instead indeed let "
    "citing quoting accusing addressing responding referring calling writing being having "
    "admits warns accuses denies urges vows slams rejects blames hails threatens demands insists "
    "reveals announces declares condemns praises tells calls"
)
"""Words that have a capital at the beginning of a sentence or in a heading only."""

NOT_SYLLABLES = _words(
    "led run old wide born held hit torn plus up out in on off long free rich poor aid law wing "
    "half bound built proof less type bank up-to so to the no yes not turn back lead pro ex non"
)
"""Words behind a hyphen that are none of a name: "Trump-led", "Turkish-held"."""

PLACE_ENDS = _words(
    "strip corridor bay river sea gulf strait valley desert island islands peninsula coast "
    "province governorate district city camp crossing port mountains heights border highway street "
    "road square bridge canal county village forest basin sector"
)
THINGS = _words(
    "declaration statement accord accords plan deal report reports war wars warfare day week prize "
    "award law doctrine convention conventions protocol protocols process dialogue interview talks "
    "sanctions empire case papers festival championship cup republic republics kingdom states "
    "allies christians democrat democrats republican republicans pact memorandum charter "
    "constitution revolution crisis uprising spring offensive operation rights act bill claim "
    "fellow women men children youth teachers workers veterans"
)
"""Last words of capitalised phrases that name no person."""

PLACE_STARTS = _words("jabal ras mount lake port wadi deir beit kfar kerem khan cape fort tel umm")
"""First and last words of names of places, which are nobody's."""

COMMON_SURNAMES = CALENDAR | _words(
    "power rice price bar brown hook bush long small young white black green king lord wise "
    "strong bass long hale walker stone wood lake hill field ford ross sanders may day kos "
    "law best man house good west east north south cross case gold silver love peace hope li "
    "he an so to ban khan le la rich smith jones miller johnson kim lee park singh sharma "
    "abdullah ahmed ali hassan hussein mohammed omar ibrahim said santos silva garcia martin "
    "thomas james george francis paul leo christian"
)
"""Surnames that alone, without the full name in the text, name nobody in particular."""

SOCIAL_NETWORKS = _words(
    "telegram twitter x facebook instagram youtube tiktok vk linkedin whatsapp"
)

COMMUNITIES = _words(
    "kurds arabs druze alawites sunnis shias shiites christians jews muslims yazidis tatars "
    "turkmens circassians copts hazaras uyghurs rohingya bedouins"
)
"""Peoples and believers that are no states."""

PEOPLES = COMMUNITIES | _words(
    "kurdish arab african asian muslim christian jewish alawite sunni shia western european "
    "europeans africans asians"
)
"""What they are called, and regions."""

LEARNED_ENDS = (
    *("sciences", "relations", "studies", "communications", "affairs", "economics", "politics"),
    *("university", "institute", "academy", "centre", "center"),
)
"""Ends of names of institutes, after which the scholar is named whom they employ."""

FACTIONS = {"kurds": "Kurds", "kurdish": "Kurds", "rebel": "opposition", "opposition": "opposition"}
"""Words for sides within a state, and what they are called after its adjective."""

RETINUE = _words(
    "aide aides adviser advisers advisor advisors spokesman spokeswoman spokesperson spokespeople "
    "family relatives critics supporters allies friends enemies opponents rivals fighters "
    "followers lawyer lawyers mother father wife husband son daughter brother sister parents "
    "colleagues successor predecessor handler"
)
"""People who are named by whose they are."""

OTHERS_OF = _words(
    "allies ally supporters critics enemies opponents rivals partners backers friends neighbours "
    "neighbors adversaries sympathisers detractors"
)
"""Those whom a text names by whom they stand with or against, and who speak for themselves."""

OFFICIAL = _words(
    "minister spokesman spokeswoman spokesperson ambassador president envoy senator mp mk governor "
    "mayor commander general official chief leader secretary commissioner negotiator head deputy "
    "adviser advisor chairman chancellor premier representative officer lawmaker member chair aide "
    "undersecretary coordinator director colonel congressman congresswoman consul prosecutor "
    "d'affaires speaker rep judge assistant delegate"
)
"""Words of descriptions whose bearer speaks for a side, if the description names one."""

STATE_TITLES = _words(
    "minister premier mp mk senator secretary ambassador rep congressman congresswoman judge"
)
"""Those that only a state has, so that they need not name it."""

LOCAL_TITLES = _words("governor government regional district provincial municipal mayor local")
"""Those of officials of the place that a document is about."""

LOCAL_WORDS = _words("regional local provincial municipal district city town military")
"""Words before an administration or official of a region or town."""

LAWMAKERS = _words("mp mps mk mks senator congressman congresswoman lawmaker member")
BUSINESS = _words(
    "university institute center centre bank hospital company school college inc ltd club "
    "foundation society think office department academy service services"
)
"""Words of bodies whose heads and spokespeople speak for no side of a conflict."""

HAPPENINGS = _words("news encounter encounters incident incidents episode occasion event events")
"""What happens or is heard, and speaks for nobody."""

CITING = re.compile(r"\b(?:citing|quoting|cites|quotes|cited|quoted)\b", re.IGNORECASE)
"""Cues by which one source reports another."""

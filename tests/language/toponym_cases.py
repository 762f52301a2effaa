"""News texts written for Dateline, each with what a careful reader would put on the map and what not.

`places` maps a name to where every mention of it lies: (latitude, longitude, kilometres of tolerance), or the ISO code
of the country it names. `none` lists words that must not be placed at all. "Name#2" is the second mention of a name.
`kinds` maps a name to the kind of its mentions, `sorts` to the kind of its place. `near` maps a word to where a mention
that holds it must lie, however long that mention is.
"""

from typing import NamedTuple

Spot = tuple[float, float, float]


class Case(NamedTuple):
    name: str
    text: str
    places: dict[str, Spot | str]
    none: tuple[str, ...] = ()
    kinds: dict[str, str] = {}  # noqa: RUF012
    sorts: dict[str, str] = {}  # noqa: RUF012
    near: dict[str, Spot] = {}  # noqa: RUF012


CASES = [
    Case(
        "Paris, Texas",
        "PARIS, Texas - Lamar County deputies searched two barns outside Paris on Friday after a farmhand reported "
        "stolen tractors. The sheriff said the machines had been seen on the road to Bonham and "
        "later in Hugo, Oklahoma.",
        {
            "PARIS": (33.66, -95.56, 30),
            "Paris": (33.66, -95.56, 30),
            "Lamar County": (33.67, -95.57, 50),
            "Bonham": (33.58, -96.18, 30),
            "Hugo": (34.01, -95.51, 30),
            "Texas": (31.25, -99.25, 400),
        },
    ),
    Case(
        "Paris, France",
        "The mayor of Paris promised on Monday to close the banks of the Seine to cars. Shop owners "
        "in Lyon and Marseille "
        "fear that the French government will follow her example.",
        {"Paris": (48.85, 2.35, 30), "Lyon": (45.75, 4.85, 30), "Marseille": (43.3, 5.4, 30), "French": "FR"},
        kinds={"French": "demonym"},
    ),
    Case(
        "both Parises",
        "Students from Paris, Texas, flew to Paris, France, last week to play with a youth orchestra there.",
        {"Paris#1": (33.66, -95.56, 30), "Paris#2": (48.85, 2.35, 30), "France": "FR"},
    ),
    Case(
        "Saint-Denis by Paris",
        "Police closed the streets around the Stade de France before dawn. Officers in Saint-Denis, "
        "north of Paris, said "
        "two suspects were held.",
        {"Saint-Denis": (48.94, 2.36, 10), "Stade de France": (48.92, 2.36, 5), "Paris": (48.85, 2.35, 30)},
    ),
    Case(
        "Saint-Denis on Reunion",
        "The cyclone passed within 60 kilometres of Reunion overnight. In Saint-Denis the airport "
        "stayed shut, and the "
        "prefect asked people in Saint-Pierre and Le Tampon to stay indoors.",
        {"Saint-Denis": (-20.88, 55.45, 20), "Saint-Pierre": (-21.34, 55.48, 20), "Le Tampon": (-21.28, 55.52, 20)},
    ),
    Case(
        "Molenbeek",
        "Belgium raised its alert. Investigators returned to Molenbeek, a suburb of Brussels, where three flats were "
        "searched on Sunday.",
        {"Molenbeek": (50.85, 4.33, 10), "Brussels": (50.85, 4.35, 15), "Belgium": "BE"},
    ),
    Case(
        "Georgia the state",
        "Georgia lawmakers in Atlanta passed a bill on school buses late Thursday. The governor is "
        "expected to sign it in "
        "Savannah next week, and Alabama may follow.",
        {
            "Georgia": (32.7, -83.4, 200),
            "Atlanta": (33.75, -84.39, 30),
            "Savannah": (32.08, -81.1, 30),
            "Alabama": (32.75, -86.75, 200),
        },
    ),
    Case(
        "Georgia the country",
        "Georgia accused Russia of moving border posts near Gori. Protesters in Tbilisi blocked the "
        "main avenue, and the "
        "foreign ministry in Moscow denied the claim.",
        {
            "Georgia": "GE",
            "Russia": "RU",
            "Gori": (41.98, 44.11, 20),
            "Tbilisi": (41.69, 44.8, 20),
            "Moscow": (55.75, 37.62, 40),
        },
    ),
    Case(
        "Jordan the country",
        "Jordan opened its border with Syria for aid convoys on Tuesday. Trucks left Amman before "
        "noon, officials of the "
        "United Nations said.",
        {"Jordan": "JO", "Syria": "SY", "Amman": (31.95, 35.93, 20)},
    ),
    Case(
        "Jordan the man",
        "Michael Jordan said he would sell his share of the team. Jordan, who lives in Florida, "
        "told reporters that he "
        "was tired. The deal surprised fans in Charlotte.",
        {"Florida": (28.5, -82.5, 200), "Charlotte": (35.23, -80.84, 30)},
        none=("Jordan", "Michael Jordan"),
    ),
    Case(
        "Washington the state",
        "Washington voters rejected the measure, with Seattle and Tacoma in favour and Spokane "
        "against it, the Washington "
        "secretary of state in Olympia said.",
        {
            "Seattle": (47.6, -122.33, 30),
            "Tacoma": (47.25, -122.44, 30),
            "Spokane": (47.66, -117.43, 30),
            "Olympia": (47.04, -122.9, 30),
            "Washington": (47.4, -120.5, 250),
        },
    ),
    Case(
        "Washington the government",
        "Talks between Washington and Beijing broke down on Friday. Chinese officials said the "
        "United States had asked "
        "for too much.",
        {"Washington": (38.9, -77.04, 30), "Beijing": (39.9, 116.4, 30), "Chinese": "CN", "United States": "US"},
    ),
    Case(
        "Washington the man",
        "Denzel Washington will play the judge in a film to be shot in Toronto, the studio said.",
        {"Toronto": (43.7, -79.4, 30)},
        none=("Washington", "Denzel Washington"),
    ),
    Case(
        "a dateline",
        "EDMONTON - Firefighters worked through the night to keep a grass fire away from homes. "
        "Crews came from Calgary "
        "and Red Deer.",
        {"EDMONTON": (53.55, -113.47, 30), "Calgary": (51.05, -114.07, 30), "Red Deer": (52.27, -113.8, 30)},
    ),
    Case(
        "a dateline with an agency",
        "NAIROBI, Kenya (AP) - Flash floods swept away a bridge near Garissa, cutting the road to Somalia.",
        {"NAIROBI": (-1.29, 36.82, 30), "Kenya": "KE", "Garissa": (-0.46, 39.64, 30), "Somalia": "SO"},
    ),
    Case(
        "towns of one county",
        "Snow closed schools in Butler County on Wednesday. Hamilton, Middletown, Fairfield and "
        "Oxford will stay shut "
        "until Friday, the Ohio Department of Education said.",
        {
            "Butler County": (39.44, -84.57, 30),
            "Hamilton": (39.4, -84.56, 25),
            "Middletown": (39.5, -84.4, 25),
            "Fairfield": (39.35, -84.56, 25),
            "Oxford": (39.5, -84.74, 25),
            "Ohio": (40.25, -83, 150),
        },
    ),
    Case(
        "an English county",
        "A lorry overturned on the road between Oxford and Bicester on Tuesday. Drivers from "
        "Banbury and Abingdon waited "
        "for hours, Thames Valley Police said.",
        {
            "Oxford": (51.75, -1.26, 20),
            "Bicester": (51.9, -1.15, 20),
            "Banbury": (52.06, -1.34, 20),
            "Abingdon": (51.67, -1.28, 20),
        },
    ),
    Case(
        "states in short",
        "The company will close plants in Charleston, W.Va., Gary, Ind., and Fresno, Calif., it "
        "said from its seat in "
        "Albany, N.Y.",
        {
            "Charleston": (38.35, -81.63, 30),
            "W.Va.": (38.5, -80.5, 200),
            "Gary": (41.59, -87.35, 30),
            "Fresno": (36.75, -119.77, 30),
            "Albany": (42.65, -73.76, 30),
        },
    ),
    Case(
        "Australian states in short",
        "Bushfires burned on both sides of the border on Sunday, with homes lost near Bega in NSW "
        "and near Mallacoota in "
        "Victoria. Sydney was covered in smoke, and Canberra sent planes.",
        {
            "Bega": (-36.67, 149.84, 30),
            "NSW": (-32, 147, 500),
            "Victoria": (-37, 145, 400),
            "Sydney": (-33.87, 151.2, 40),
            "Canberra": (-35.28, 149.13, 30),
        },
    ),
    Case(
        "countries in short",
        "Doctors from the UK and the UAE arrived in eastern DRC on Monday to help fight an outbreak near Goma.",
        {"UK": "GB", "UAE": "AE", "DRC": "CD", "Goma": (-1.67, 29.22, 30)},
    ),
    Case(
        "a disputed region",
        "Shelling resumed in Nagorno-Karabakh on Saturday. Armenia and Azerbaijan blamed each other for the breach.",
        {"Nagorno-Karabakh": (39.8, 46.75, 120), "Armenia": "AM", "Azerbaijan": "AZ"},
    ),
    Case(
        "a war region",
        "Rebels in Darfur freed two aid workers near Nyala, the Sudanese government said in Khartoum.",
        {"Darfur": (13, 25, 400), "Nyala": (12.05, 24.88, 40), "Khartoum": (15.55, 32.53, 40), "Sudanese": "SD"},
        kinds={"Sudanese": "demonym"},
    ),
    Case(
        "demonyms",
        "Russian and Ukrainian negotiators met Turkish diplomats in Istanbul, where the Poles had been only observers.",
        {"Russian": "RU", "Ukrainian": "UA", "Turkish": "TR", "Istanbul": (41.01, 28.95, 40)},
        kinds={"Russian": "demonym", "Ukrainian": "demonym", "Turkish": "demonym", "Istanbul": "name"},
    ),
    Case(
        "French people",
        "French President Emmanuel Macron received German Chancellor Olaf Scholz and the Italian "
        "prime minister in Paris.",
        {"French": "FR", "German": "DE", "Italian": "IT", "Paris": (48.85, 2.35, 30)},
        none=("Emmanuel", "Macron", "Scholz"),
    ),
    Case(
        "a police force",
        "Edmonton Police said on Thursday that a man from Calgary was arrested after a chase.",
        {"Edmonton": (53.55, -113.47, 30), "Calgary": (51.05, -114.07, 30)},
        kinds={"Edmonton": "organisation", "Calgary": "name"},
    ),
    Case(
        "a university",
        "Researchers at the University of Kentucky found lead in the wells of Lexington and Louisville.",
        {"Kentucky": (38.2, -84.9, 250), "Lexington": (38.03, -84.5, 30), "Louisville": (38.25, -85.76, 30)},
        kinds={"Kentucky": "organisation"},
    ),
    Case(
        "a footballer named after a town",
        "Frank Lampard praised Jordan Pickford and Adam Lallana after England beat Slovakia. "
        "Preston Burnley, 19, scored "
        "on his debut in Liverpool.",
        {"England": (52.5, -1.5, 300), "Slovakia": "SK", "Liverpool": (53.41, -2.98, 30)},
        none=("Preston", "Burnley", "Preston Burnley", "Jordan", "Pickford"),
    ),
    Case(
        "a senator named after a city",
        "Sen. Lincoln Chafee visited a shelter in Providence. Chafee, of Rhode Island, said that "
        "Houston Carter, his aide, "
        "would stay for a week.",
        {"Providence": (41.82, -71.41, 30), "Rhode Island": (41.7, -71.5, 60)},
        none=("Lincoln", "Houston"),
    ),
    Case(
        "a surname in a text of places",
        "Officer Kevin Lancaster of Reading, Pa., was honoured in Harrisburg. Lancaster had pulled a child from the "
        "Susquehanna River.",
        {"Reading": (40.34, -75.93, 30), "Harrisburg": (40.27, -76.88, 30)},
        none=("Lancaster", "Kevin"),
    ),
    Case(
        "two Birminghams: the English one",
        "A bus strike in Birmingham will go on until Monday. Commuters from Wolverhampton, Coventry "
        "and Solihull were told "
        "to take trains.",
        {"Birmingham": (52.48, -1.9, 30), "Wolverhampton": (52.58, -2.12, 20), "Coventry": (52.4, -1.51, 20)},
    ),
    Case(
        "two Birminghams: the American one",
        "A church in Birmingham was repainted after the storm. Volunteers came from Montgomery, "
        "Tuscaloosa and Mobile, and "
        "the state of Alabama paid.",
        {
            "Birmingham": (33.52, -86.8, 30),
            "Montgomery": (32.37, -86.3, 30),
            "Tuscaloosa": (33.21, -87.57, 30),
            "Mobile": (30.69, -88.04, 30),
        },
    ),
    Case(
        "London in Ontario",
        "LONDON, Ont. - A tanker truck burned on Highway 401 west of London on Sunday. Police in "
        "Woodstock and Sarnia "
        "closed the road in both directions.",
        {
            "LONDON": (42.98, -81.24, 30),
            "London": (42.98, -81.24, 30),
            "Woodstock": (43.13, -80.75, 30),
            "Sarnia": (42.98, -82.4, 30),
        },
    ),
    Case(
        "Cambridge in Massachusetts",
        "Two students from Cambridge, Mass., were hurt when a bus left the road near Worcester. They were taken to a "
        "hospital in Boston.",
        {"Cambridge": (42.37, -71.11, 20), "Worcester": (42.26, -71.8, 20), "Boston": (42.36, -71.06, 20)},
    ),
    Case(
        "Victoria in British Columbia",
        "Ferries between Victoria and Vancouver were late on Friday. British Columbia will buy two more ships.",
        {"Victoria": (48.43, -123.36, 30), "Vancouver": (49.25, -123.12, 30), "British Columbia": (53.7, -127, 600)},
    ),
    Case(
        "Santiago in Chile",
        "Chile shook for a minute on Wednesday. Buildings were emptied in Santiago and Valparaiso, "
        "but nobody was hurt.",
        {"Chile": "CL", "Santiago": (-33.45, -70.65, 40), "Valparaiso": (-33.04, -71.62, 40)},
    ),
    Case(
        "Tripoli in Lebanon",
        "Gunmen fought in Tripoli for a third day, the Lebanese army said. Roads to Beirut and Sidon stayed open.",
        {"Tripoli": (34.44, 35.85, 20), "Beirut": (33.89, 35.5, 20), "Sidon": (33.56, 35.37, 20), "Lebanese": "LB"},
    ),
    Case(
        "Tripoli in Libya",
        "Oil exports from Libya stopped after militias took the port of Tripoli. Benghazi and Misrata were calm.",
        {"Libya": "LY", "Tripoli": (32.89, 13.18, 30), "Benghazi": (32.12, 20.07, 40), "Misrata": (32.38, 15.09, 40)},
    ),
    Case(
        "Hyderabad in Pakistan",
        "Gas lines in Sindh failed again. Families in Hyderabad and Karachi queued for wood, "
        "Pakistan's energy minister "
        "admitted.",
        {"Hyderabad": (25.39, 68.37, 40), "Karachi": (24.86, 67.01, 40), "Pakistan": "PK"},
    ),
    Case(
        "Hyderabad in India",
        "A drug maker in Hyderabad will hire 2,000 people, India's Telangana state said. It also plans a plant near "
        "Warangal.",
        {"Hyderabad": (17.38, 78.46, 40), "India": "IN", "Warangal": (17.98, 79.6, 40)},
    ),
    Case(
        "all capitals",
        "FLOODS CUT ROADS IN QUEENSLAND\n\nTownsville and Cairns were cut off on Monday as rivers "
        "rose. Queensland's premier "
        "flew to Brisbane.",
        {
            "QUEENSLAND": (-22, 145, 700),
            "Townsville": (-19.27, 146.8, 40),
            "Cairns": (-16.92, 145.77, 40),
            "Brisbane": (-27.47, 153.03, 40),
        },
    ),
    Case(
        "a story in capitals",
        "POLICE IN KARACHI SAID THEY HAD ARRESTED NINE MEN. THE MEN HAD COME FROM PESHAWAR, PAKISTAN, BY TRAIN.",
        {"KARACHI": (24.86, 67.01, 40), "PESHAWAR": (34.01, 71.58, 40), "PAKISTAN": "PK"},
        none=("POLICE", "THE", "MEN", "HAD"),
    ),
    Case(
        "accents and other spellings",
        "Zürich and Genève will share the costs, Swiss officials said, while São Paulo waits for an answer.",
        {"Zürich": (47.37, 8.55, 20), "Genève": (46.2, 6.15, 20), "São Paulo": (-23.55, -46.64, 40), "Swiss": "CH"},
    ),
    Case(
        "another accent",
        "Zürich and Genève will share the costs, Swiss officials said, while Bogotá waits for an answer.",
        {"Zürich": (47.37, 8.55, 20), "Genève": (46.2, 6.15, 20), "Bogotá": (4.61, -74.08, 40), "Swiss": "CH"},
    ),
    Case(
        "names in other scripts",
        "The message named three towns, Київ, Харків and Одеса, and asked Ukraine for help.",
        {"Київ": (50.45, 30.52, 30), "Харків": (49.98, 36.25, 30), "Одеса": (46.48, 30.73, 30), "Ukraine": "UA"},
    ),
    Case(
        "an airport",
        "Rockets hit Damascus Airport on Sunday, Syrian state television said. No one was killed.",
        {"Syrian": "SY"},
    ),
    Case(
        "a sea",
        "The Turkish navy saved 40 people in the eastern Mediterranean. They were brought to Izmir.",
        {"Turkish": "TR", "Izmir": (38.41, 27.14, 30)},
    ),
    Case(
        "compounds",
        "The U.S.-led coalition bombed depots near Raqqa, and a London-based monitor counted 12 dead.",
        {"U.S.": "US", "Raqqa": (35.95, 39.01, 30), "London": (51.51, -0.13, 30)},
    ),
    Case(
        "possessives and articles",
        "Canada's biggest bank will cut jobs in the Netherlands and the Philippines. Toronto's mayor was not told.",
        {"Canada": "CA", "Netherlands": "NL", "Philippines": "PH", "Toronto": (43.7, -79.4, 30)},
        none=("the Netherlands", "Canada's"),
    ),
    Case(
        "words that are also towns",
        "Of the 30 people on board, No one spoke English. The World Center said Christmas sales in Ireland were poor.",
        {"Ireland": "IE"},
        none=("Of", "No", "World", "Center", "Christmas"),
    ),
    Case(
        "brands and ships",
        "The carrier Charles de Gaulle left Toulon on Monday. Its captain, Paul Spencer, thanked the town. "
        "Marks and Spencer sold out of flags.",
        {"Toulon": (43.12, 5.93, 30)},
        none=("Charles de Gaulle", "Charles", "Gaulle", "Marks", "Spencer", "Marks and Spencer"),
    ),
    Case(
        "a group, not a place",
        "Islamic State claimed the bombing in Baghdad. Fighters loyal to the group also hold "
        "villages near Mosul, Iraq.",
        {"Baghdad": (33.34, 44.4, 30), "Mosul": (36.34, 43.12, 30), "Iraq": "IQ"},
        none=("Islamic State", "Islamic", "State"),
    ),
    Case(
        "a river",
        "The Danube reached its highest level in a decade at Budapest, and the Hungarian army "
        "filled sandbags in Esztergom.",
        {"Budapest": (47.5, 19.04, 30), "Esztergom": (47.79, 18.74, 20), "Hungarian": "HU"},
    ),
    Case(
        "a headline in title case",
        "Storm Kills Three in Northern Spain\n\nThree hikers died near Oviedo when a storm hit Asturias, the Spanish "
        "interior ministry said.",
        {"Spain": "ES", "Oviedo": (43.36, -5.85, 30), "Spanish": "ES"},
        none=("Storm", "Kills", "Three"),
    ),
]

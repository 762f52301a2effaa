"""More news texts written for Dateline, in classes that geoparsers get wrong; read like those of `toponym_cases`."""

from toponym_cases import Case

CAPITALS = [
    Case(
        "Reuters dateline",
        "KARACHI (Reuters) - Gunmen on motorcycles shot dead two customs officers on Tuesday, a spokesman for the "
        "provincial government said. The men had been on their way home.",
        {"KARACHI": (24.86, 67.01, 40)},
        none=("Reuters",),
    ),
    Case(
        "dateline with a saint and a state",
        "ST. LOUIS, Mo. — A barge struck a pier of the old rail bridge early Wednesday, closing the Mississippi River "
        "to traffic for six hours, the Coast Guard said.",
        {"ST. LOUIS": (38.63, -90.2, 30), "Mo.": (38.3, -92.5, 150), "Mississippi River": (38, -90.5, 1500)},
    ),
    Case(
        "dateline of two cities",
        "BANGKOK/HANOI, June 3 (Reuters) - Rice prices in Thailand and Vietnam rose for a fourth week as buyers from "
        "the Philippines placed new orders.",
        {"BANGKOK": (13.75, 100.5, 40), "HANOI": (21.03, 105.85, 40), "Thailand": "TH", "Vietnam": "VN",
         "Philippines": "PH"},
    ),
    Case(
        "dateline with hyphens",
        "PORT-AU-PRINCE, Haiti (AP) — Gangs set up roadblocks around the main fuel depot on Monday. Shops in "
        "Pétion-Ville stayed shut.",
        {"PORT-AU-PRINCE": (18.54, -72.34, 30), "Haiti": "HT", "Pétion-Ville": (18.51, -72.29, 20)},
    ),
    Case(
        "an African story in capitals",
        "TWO KILLED AS MARKET BURNS IN KANO. THE FIRE BEGAN BEFORE DAWN, POLICE SAID. TRADERS FROM KADUNA AND ABUJA "
        "LOST GOODS WORTH MILLIONS OF NAIRA. NIGERIA HAS SEEN A DOZEN SUCH FIRES THIS YEAR.",
        {"KANO": (12, 8.52, 40), "KADUNA": (10.52, 7.44, 40), "ABUJA": (9.06, 7.49, 40), "NIGERIA": "NG"},
        none=("TWO", "MARKET", "POLICE", "FIRE", "NAIRA", "SUCH"),
    ),
    Case(
        "a capital headline over a story",
        "MAY DAY MARCH TURNS VIOLENT IN TURKEY\n\nRiot police fired tear gas at trade unionists who tried to reach "
        "Taksim Square in Istanbul on Sunday. In Ankara the march ended in peace.",
        {"TURKEY": "TR", "Istanbul": (41.01, 28.95, 40), "Taksim Square": (41.04, 28.98, 15),
         "Ankara": (39.92, 32.85, 40)},
        none=("MAY", "MARCH", "DAY"),
    ),
    Case(
        "a story in capitals with people",
        "PRIME MINISTER ABIY FLEW TO NAIROBI FOR TALKS WITH PRESIDENT RUTO. ETHIOPIA AND KENYA WILL SHARE THE COSTS OF "
        "A ROAD TO MOYALE, A SPOKESMAN SAID.",
        {"NAIROBI": (-1.29, 36.82, 30), "ETHIOPIA": "ET", "KENYA": "KE", "MOYALE": (3.53, 39.05, 40)},
        none=("ABIY", "RUTO", "PRIME", "PRESIDENT", "ROAD"),
    ),
    Case(
        "a title-case headline",
        "Train Derails Near Pune, Injuring Dozens\n\nA passenger train left the tracks outside Pune on Friday. The "
        "injured were taken to hospitals in Mumbai, India's railway ministry said.",
        {"Pune": (18.52, 73.86, 30), "Mumbai": (19.07, 72.88, 40), "India": "IN"},
        none=("Train", "Near", "Injuring", "Dozens"),
    ),
    Case(
        "a title-case headline of ordinary words",
        "Police Find Hope In Cold Case After Reading Old Letters\n\nDetectives in Hull believe that letters found in "
        "a loft will help them to solve a murder of 1987.",
        {"Hull": (53.74, -0.33, 30)},
        none=("Hope", "Reading", "Police", "Cold", "Case", "Old"),
    ),
    Case(
        "dateline in capitals with a province",
        "KINGSTON, Ont. - A ferry to Wolfe Island ran aground in thick fog on Sunday. All 46 passengers were taken "
        "back to Kingston.",
        {"KINGSTON": (44.23, -76.48, 30), "Kingston": (44.23, -76.48, 30), "Ont.": (50, -86, 900)},
    ),
    Case(
        "dateline of several words",
        "RIO DE JANEIRO, Brazil — Soldiers entered two favelas at dawn. In SAN SALVADOR, where gangs rule whole "
        "quarters too, the operation was watched with interest.",
        {"RIO DE JANEIRO": (-22.91, -43.2, 40), "Brazil": "BR", "SAN SALVADOR": (13.69, -89.19, 30)},
    ),
    Case(
        "a broadcaster's capitals",
        "BREAKING NEWS: EARTHQUAKE HITS CENTRAL CHILE. BUILDINGS SHOOK IN SANTIAGO AND VALPARAISO. NO DEATHS HAVE BEEN "
        "REPORTED SO FAR, SAYS THE MAYOR OF CONCEPCION.",
        {"CHILE": "CL", "SANTIAGO": (-33.45, -70.65, 40), "VALPARAISO": (-33.04, -71.62, 40),
         "CONCEPCION": (-36.83, -73.05, 40)},
        none=("BREAKING", "NEWS", "MAYOR", "HITS", "FAR"),
    ),
    Case(
        "capitals of an Asian wire",
        "SEOUL/TOKYO (Reuters) - Japan and South Korea agreed on Friday to share radar data.\n\nWHAT IT MEANS FOR "
        "PYONGYANG\n\nNorth Korea called the deal an act of war.",
        {"SEOUL": (37.57, 126.98, 40), "TOKYO": (35.69, 139.69, 50), "Japan": "JP", "South Korea": "KR",
         "PYONGYANG": (39.03, 125.75, 40), "North Korea": "KP"},
        none=("WHAT", "MEANS", "FOR"),
    ),
    Case(
        "a title-case headline with a dateline",
        "Mali Army Retakes Northern Town From Rebels\n\nBAMAKO, Oct 4 (AFP) - Mali's army said on Wednesday it had "
        "retaken Kidal after two days of fighting.",
        {"Mali": "ML", "BAMAKO": (12.65, -8.0, 30), "Kidal": (18.44, 1.41, 40)},
        none=("Army", "Northern", "Town", "Rebels"),
    ),
]  # fmt: skip

SHARED = [
    Case(
        "São Paulo the city",
        "São Paulo will ban cars from its main avenue on Sundays. The mayor said that shops between Paulista and "
        "Jardins would profit.",
        {"São Paulo": (-23.55, -46.63, 40)},
        sorts={"São Paulo": "city"},
    ),
    Case(
        "São Paulo the state",
        "The governor of São Paulo, Brazil's richest state, sent police to Campinas and Ribeirão Preto after the "
        "prison riots.",
        {"Brazil": "BR", "Campinas": (-22.91, -47.06, 30), "Ribeirão Preto": (-21.18, -47.81, 30)},
        sorts={"São Paulo": "admin1"},
    ),
    Case(
        "New York the state",
        "Lawmakers in Albany want the state of New York to pay for school lunches. Farmers near Buffalo and Syracuse "
        "would deliver apples and milk.",
        {"Albany": (42.65, -73.76, 30), "Buffalo": (42.89, -78.88, 30), "Syracuse": (43.05, -76.15, 30)},
        sorts={"New York": "admin1"},
    ),
    Case(
        "New York the city",
        "A crane fell onto a street in New York on Thursday, the mayor said. Subway trains from Brooklyn and Queens "
        "were stopped.",
        {"New York": (40.71, -74.01, 30), "Brooklyn": (40.65, -73.95, 20), "Queens": (40.72, -73.8, 20)},
        sorts={"New York": "city"},
    ),
    Case(
        "Quebec the province",
        "Nurses across Quebec walked out on Monday. Hospitals in Montreal, Gatineau and Sherbrooke postponed surgery, "
        "and the province's health minister asked for patience.",
        {"Montreal": (45.51, -73.59, 30), "Gatineau": (45.48, -75.7, 30), "Sherbrooke": (45.4, -71.9, 30)},
        sorts={"Quebec": "admin1"},
    ),
    Case(
        "Luxembourg the country",
        "Luxembourg and Belgium signed a treaty on the taxing of commuters. Some 50,000 Belgians drive over the "
        "border each day.",
        {"Luxembourg": "LU", "Belgium": "BE", "Belgians": "BE"},
    ),
    Case(
        "Panama the country",
        "Ships queue for days to cross Panama because too little rain has fallen on the lakes of the canal. Costa "
        "Rica hopes to build a railway instead.",
        {"Panama": "PA", "Costa Rica": "CR"},
    ),
    Case(
        "Kuwait and Mexico",
        "Kuwait will lend Mexico two billion dollars for a refinery, ministers of both countries said in Kuwait City.",
        {"Kuwait": "KW", "Mexico": "MX", "Kuwait City": (29.37, 47.98, 30)},
    ),
    Case(
        "Hiroshima the city",
        "Survivors gathered in Hiroshima at 8:15 in the morning to remember the day the bomb fell on the city. The "
        "mayor of Nagasaki laid a wreath.",
        {"Hiroshima": (34.39, 132.45, 30), "Nagasaki": (32.75, 129.88, 30)},
        sorts={"Hiroshima": "city", "Nagasaki": "city"},
    ),
    Case(
        "Hiroshima the prefecture",
        "Mudslides buried houses in Hiroshima prefecture overnight. Troops were sent to Kure and Fukuyama.",
        {"Kure": (34.25, 132.57, 30), "Fukuyama": (34.48, 133.37, 30)},
        sorts={"Hiroshima": "admin1"},
    ),
    Case(
        "Lagos and its state",
        "Drivers in Lagos waited hours for petrol. The governor of Lagos State blamed the oil workers' strike, which "
        "also closed pumps in Ibadan.",
        {"Lagos": (6.45, 3.39, 40), "Ibadan": (7.38, 3.9, 40)},
        sorts={"Lagos": "city", "Lagos State": "admin1"},
    ),
    Case(
        "Córdoba in Spain",
        "Temperatures in Córdoba reached 46 degrees on Saturday. Seville and Jaén were hardly cooler, the Spanish "
        "weather service said.",
        {"Córdoba": (37.89, -4.78, 30), "Seville": (37.38, -5.97, 30), "Spanish": "ES"},
    ),
    Case(
        "Córdoba in Argentina",
        "Car workers in Córdoba went back to work on Monday. Unions in Rosario and Buenos Aires still strike, and "
        "Argentina's economy minister offered talks.",
        {"Córdoba": (-31.41, -64.18, 40), "Rosario": (-32.95, -60.64, 40), "Argentina": "AR"},
    ),
    Case(
        "states beside their seats",
        "Fighters entered two villages in Donetsk region and shelled the city of Luhansk, Ukraine's general staff "
        "said.",
        {"Luhansk": (48.57, 39.32, 40), "Ukraine": "UA"},
        sorts={"Donetsk": "admin1", "Luhansk": "city"},
    ),
]  # fmt: skip

PEOPLE = [
    Case(
        "a shop with two names",
        "Marks and Spencer will close its branch in Leeds in May. Next and John Lewis are also leaving the high "
        "street.",
        {"Leeds": (53.8, -1.55, 30)},
        none=("Marks", "Spencer", "Marks and Spencer", "Next", "John Lewis", "Lewis"),
    ),
    Case(
        "an heiress",
        "Paris Hilton opened a beach club in Dubai on Friday. Hilton said she would come back for Christmas.",
        {"Dubai": (25.2, 55.27, 50)},
        none=("Paris", "Hilton", "Paris Hilton"),
    ),
    Case(
        "a surname that is a capital",
        "Kerry Washington received the award in Berlin. Washington thanked her mother and the crew.",
        {"Berlin": (52.52, 13.4, 30)},
        none=("Washington", "Kerry"),
    ),
    Case(
        "a given name that is a country",
        "Israel Adesanya beat Paulo Costa in Abu Dhabi. Coach Eugene Bareman said that Adesanya had trained in "
        "Auckland for two months.",
        {"Abu Dhabi": (24.45, 54.38, 40), "Auckland": (-36.85, 174.76, 40)},
        none=("Israel", "Costa"),
    ),
    Case(
        "women named after places",
        "Chelsea Clinton, Florence Pugh and Sydney Sweeney attended the dinner. Sweeney had flown in from Atlanta.",
        {"Atlanta": (33.75, -84.39, 30)},
        none=("Chelsea", "Clinton", "Florence", "Sydney", "Sweeney"),
    ),
    Case(
        "firms with names of places",
        "Lockheed Martin and Texas Instruments will share the order, and Standard Chartered lends the money. The "
        "plant in Grand Prairie gets 300 jobs.",
        {"Grand Prairie": (32.75, -97, 30)},
        none=("Martin", "Lockheed Martin", "Standard"),
    ),
    Case(
        "brothers in a court",
        "Judge Austin Lancaster sent the brothers Devon and Tyler Houston to prison for nine years. Lancaster said "
        "that they had shown no remorse. The trial in Omaha lasted a month.",
        {"Omaha": (41.26, -95.94, 30)},
        none=("Austin", "Lancaster", "Devon", "Tyler", "Houston"),
    ),
    Case(
        "officials with names of places",
        "Governor Jay Carolina and Senator Kent Berlin, both Democrats, toured the flooded streets of Des Moines. "
        "Berlin wants federal help, and Carolina asked for patience.",
        {"Des Moines": (41.6, -93.61, 30)},
        none=("Carolina", "Kent", "Berlin"),
    ),
    Case(
        "a writer and a painter",
        "Letters by Jack London and Virginia Woolf were sold in Geneva. Those of London brought twice the price.",
        {"Geneva": (46.2, 6.15, 30)},
        none=("London", "Virginia", "Jack London"),
    ),
    Case(
        "a striker called Jordan",
        "Jordan Henderson left Liverpool for Saudi Arabia in July. Henderson, 33, said it was not about money.",
        {"Saudi Arabia": "SA"},
        none=("Jordan", "Henderson"),
    ),
    Case(
        "a person named once in full",
        "Boris Orlando, 34, was charged with fraud in Trieste. Prosecutors say that Orlando sold boats he did not own.",
        {"Trieste": (45.65, 13.77, 30)},
        none=("Orlando",),
    ),
    Case(
        "firms with an ampersand",
        "Procter & Gamble, Johnson & Johnson and Smith & Wesson raised prices. Ernst and Young audits two of them from "
        "Cincinnati.",
        {"Cincinnati": (39.13, -84.5, 30)},
        none=("Johnson", "Wesson", "Smith", "Young", "Gamble"),
    ),
]  # fmt: skip

CLUBS = [
    Case(
        "English and Spanish clubs",
        "Manchester United drew with Real Madrid in Lisbon. Newcastle United and Leeds United lost their friendly "
        "games.",
        {"Manchester": (53.48, -2.24, 30), "Madrid": (40.42, -3.7, 30), "Lisbon": (38.72, -9.14, 30),
         "Newcastle": (54.97, -1.61, 30), "Leeds": (53.8, -1.55, 30)},
        none=("United", "Real"),
        kinds={"Manchester": "organisation", "Madrid": "organisation", "Newcastle": "organisation",
               "Lisbon": "name"},
    ),
    Case(
        "American teams",
        "The Boston Celtics beat the Chicago Bulls on Tuesday night. The Dallas Cowboys and the Denver Broncos play "
        "on Sunday in Arlington, Texas.",
        {"Boston": (42.36, -71.06, 30), "Chicago": (41.85, -87.65, 40), "Dallas": (32.78, -96.8, 30),
         "Denver": (39.74, -104.98, 30), "Arlington": (32.74, -97.11, 30)},
        none=("Bulls", "Cowboys", "Celtics"),
        kinds={"Boston": "organisation", "Chicago": "organisation", "Dallas": "organisation"},
    ),
    Case(
        "German and Indian clubs",
        "Bayern Munich signed a keeper from Borussia Dortmund. In cricket, the Mumbai Indians beat the Chennai Super "
        "Kings.",
        {"Munich": (48.14, 11.58, 30), "Dortmund": (51.51, 7.47, 30), "Mumbai": (19.07, 72.88, 40),
         "Chennai": (13.08, 80.27, 40)},
        none=("Kings", "Super"),
    ),
    Case(
        "clubs of four countries",
        "Paris Saint-Germain bought a striker from Atletico Madrid. Toronto Raptors coach Nick Nurse and Melbourne "
        "Storm captain Dale Finucane watched from the stands.",
        {"Paris": (48.85, 2.35, 30), "Madrid": (40.42, -3.7, 30), "Toronto": (43.7, -79.4, 30),
         "Melbourne": (-37.81, 144.96, 40)},
        none=("Storm", "Nurse", "Dale"),
        kinds={"Toronto": "organisation", "Melbourne": "organisation"},
    ),
]  # fmt: skip

METONYMS = [
    Case(
        "the White House and the Pentagon",
        "The White House said on Monday that no decision had been made. A Pentagon spokesman declined to comment on "
        "the troops in Niger.",
        {"White House": (38.9, -77.04, 10), "Pentagon": (38.87, -77.06, 10), "Niger": "NE"},
    ),
    Case(
        "Downing Street and Whitehall",
        "Downing Street denied that the prime minister had known of the report. Officials in Whitehall had warned "
        "Number 10 in March, the Guardian wrote.",
        {"Downing Street": (51.5, -0.13, 5), "Whitehall": (51.5, -0.13, 5), "Number 10": (51.5, -0.13, 5)},
    ),
    Case(
        "the Kremlin",
        "The Kremlin rejected the offer within hours. Analysts in Warsaw had expected a longer silence from the "
        "Kremlin and said so to Brussels.",
        {"Kremlin": (55.75, 37.62, 10), "Warsaw": (52.23, 21.01, 30), "Brussels": (50.85, 4.35, 30)},
    ),
    Case(
        "Capitol Hill and Wall Street",
        "The bill faces trouble on Capitol Hill, and Wall Street banks have hired lobbyists to kill it.",
        {"Capitol Hill": (38.89, -77.0, 10), "Wall Street": (40.71, -74.01, 10)},
    ),
    Case(
        "Scotland Yard",
        "Scotland Yard arrested two men over the theft of a violin. They were held at a police station in Camden.",
        {"Scotland Yard": (51.5, -0.13, 10), "Camden": (51.54, -0.14, 10)},
        none=("Scotland",),
    ),
    Case(
        "the Elysee",
        "The Elysee confirmed that the two presidents would meet on Friday. Berlin had pressed for a date in May, an "
        "aide said.",
        {"Elysee": (48.87, 2.32, 10), "Berlin": (52.52, 13.4, 30)},
    ),
    Case(
        "capitals as governments",
        "Tehran warned Tokyo and Canberra against new sanctions. Ankara offered to mediate, which Riyadh welcomed.",
        {"Tehran": (35.69, 51.42, 40), "Tokyo": (35.69, 139.69, 50), "Canberra": (-35.28, 149.13, 40),
         "Ankara": (39.92, 32.85, 40), "Riyadh": (24.69, 46.72, 50)},
    ),
    Case(
        "three seats of power",
        "Sources at the Pentagon and on Capitol Hill expect a vote soon. The White House and the Kremlin traded "
        "accusations again, and Foggy Bottom kept silent.",
        {"Pentagon": (38.87, -77.06, 10), "Capitol Hill": (38.89, -77.0, 10), "White House": (38.9, -77.04, 10),
         "Kremlin": (55.75, 37.62, 10), "Foggy Bottom": (38.9, -77.05, 10)},
    ),
]  # fmt: skip

FACILITIES = [
    Case(
        "a stadium and an airport",
        "The final will be played at Wembley, and most fans are expected to land at Heathrow. Trains from Euston run "
        "until midnight.",
        {"Wembley": (51.56, -0.28, 10), "Heathrow": (51.47, -0.45, 15)},
    ),
    Case(
        "a prison and a camp",
        "Two men held at Guantanamo Bay were sent to Oman. Lawyers want the same for a Yemeni in Evin Prison in "
        "Tehran and for families in the Zaatari camp in Jordan.",
        {"Guantanamo Bay": (19.9, -75.13, 40), "Oman": "OM", "Yemeni": "YE", "Evin Prison": (35.8, 51.39, 15),
         "Tehran": (35.69, 51.42, 40), "Zaatari": (32.29, 36.33, 30), "Jordan": "JO"},
    ),
    Case(
        "a palace",
        "Crowds stood outside Buckingham Palace until late. The king was at Balmoral, in Scotland, the palace said.",
        {"Buckingham Palace": (51.5, -0.14, 5), "Scotland": (56.5, -4, 300)},
        none=("Buckingham",),
    ),
    Case(
        "an airport that the gazetteer may lack",
        "A cargo plane skidded off the runway at Entebbe International Airport on Sunday. Flights to Kigali and "
        "Juba were cancelled.",
        {"Kigali": (-1.95, 30.06, 30), "Juba": (4.85, 31.58, 30)},
        near={"Entebbe": (0.05, 32.45, 30)},
    ),
    Case(
        "a hospital and a university",
        "Doctors at Nairobi Hospital treated 14 students of Makerere University, Uganda's oldest, after their bus "
        "overturned near Eldoret.",
        {"Uganda": "UG", "Eldoret": (0.52, 35.27, 30)},
        near={"Nairobi": (-1.29, 36.82, 30)},
    ),
    Case(
        "a mosque and a square",
        "Worshippers filled the Al-Aqsa Mosque in Jerusalem for Friday prayers. In Cairo, soldiers kept people away "
        "from Tahrir Square.",
        {"Jerusalem": (31.78, 35.22, 20), "Cairo": (30.06, 31.25, 30), "Tahrir Square": (30.04, 31.24, 20)},
    ),
    Case(
        "bases and plants",
        "The bodies were flown from Bagram Air Base to Dover Air Force Base. Inspectors reached the Zaporizhzhia "
        "nuclear power plant on Thursday.",
        {},
        near={"Bagram": (34.94, 69.26, 20), "Dover": (39.13, -75.47, 20), "Zaporizhzhia": (47.6, 34.9, 90)},
    ),
    Case(
        "airports by their short names",
        "Flights into O'Hare and JFK were delayed by two hours. At Charles de Gaulle Airport, 90 were cancelled.",
        {"O'Hare": (41.98, -87.9, 15), "JFK": (40.64, -73.78, 15), "Charles de Gaulle Airport": (49.01, 2.55, 15)},
    ),
    Case(
        "a jail island and two stadiums",
        "He spent a year on Rikers Island. His sons play at Camp Nou in Barcelona and at Anfield in Liverpool.",
        {"Rikers Island": (40.79, -73.88, 10), "Camp Nou": (41.38, 2.12, 10), "Barcelona": (41.39, 2.16, 30),
         "Anfield": (53.43, -2.96, 10), "Liverpool": (53.41, -2.98, 20)},
    ),
]  # fmt: skip

LOCAL = [
    Case(
        "a county two paragraphs later",
        "Two teenagers were hurt when a pickup hit a tree in Greenville on Saturday night.\n\nThe driver, 17, was "
        "flown to a hospital. His passenger was treated for cuts.\n\nNeither wore a seat belt, the Hunt County "
        "sheriff's office said. The crash is being investigated by Texas state troopers.",
        {"Greenville": (33.14, -96.11, 30), "Hunt County": (33.12, -96.09, 50), "Texas": (31.25, -99.25, 400)},
    ),
    Case(
        "miles north of a town",
        "A small plane crashed in a cornfield in Salem, 20 miles north of Roanoke, on Thursday. Virginia state "
        "police said that the pilot walked away.",
        {"Salem": (37.29, -80.05, 30), "Roanoke": (37.27, -79.94, 30), "Virginia": (37.5, -78.7, 250)},
    ),
    Case(
        "a state at the end",
        "The school board in Clinton voted on Monday to cut two bus routes. Parents from Jackson and Brandon spoke "
        "against the plan.\n\nThe Mississippi Department of Education has to agree.",
        {"Clinton": (32.34, -90.32, 30), "Jackson": (32.3, -90.18, 30), "Brandon": (32.27, -89.99, 30)},
    ),
    Case(
        "an English town by its county",
        "Firefighters were called to a barn in Stratford on Sunday morning. Warwickshire Fire and Rescue said crews "
        "from Leamington and Alcester helped.",
        {"Stratford": (52.19, -1.7, 25), "Alcester": (52.21, -1.87, 20)},
    ),
    Case(
        "a town by its dateline",
        "MARION, Ohio (WTVN) - A grain elevator burned for two days in Marion. Farmers took their wheat to Bucyrus "
        "and Delaware instead.",
        {"MARION": (40.59, -83.13, 30), "Marion": (40.59, -83.13, 30), "Bucyrus": (40.81, -82.98, 25),
         "Delaware": (40.3, -83.07, 30)},
    ),
    Case(
        "an Australian shire",
        "A shark bit a surfer off Newcastle on Wednesday. Beaches between Gosford and Port Stephens were shut, Surf "
        "Life Saving NSW said.",
        {"Newcastle": (-32.93, 151.78, 40), "Gosford": (-33.43, 151.34, 30)},
    ),
    Case(
        "a Canadian town",
        "Sawmill workers in Prince George voted to strike. The union also called out members in Kamloops and "
        "Quesnel, B.C.",
        {"Prince George": (53.92, -122.75, 40), "Kamloops": (50.67, -120.33, 40), "Quesnel": (52.98, -122.49, 40)},
    ),
    Case(
        "kilometres from a city",
        "Villagers in San Miguel, 40 km west of Cochabamba, blocked the road to La Paz with stones, Bolivian radio "
        "said.",
        {"Cochabamba": (-17.38, -66.16, 40), "La Paz": (-16.5, -68.15, 40), "Bolivian": "BO"},
    ),
    Case(
        "a suburb with a famous name",
        "The council of Moscow, a college town in northern Idaho, banned leaf blowers. Pullman, eight miles to the "
        "west, may follow.",
        {"Moscow": (46.73, -117, 30), "Pullman": (46.73, -117.18, 30), "Idaho": (44.5, -114.25, 350)},
    ),
    Case(
        "towns of South Africa",
        "Worcester and Paarl have water for six more weeks, and East London for ten, South Africa's water minister "
        "said in Pretoria.",
        {"Worcester": (-33.65, 19.45, 30), "Paarl": (-33.73, 18.97, 30), "East London": (-33.02, 27.91, 40),
         "Pretoria": (-25.74, 28.19, 40), "South Africa": "ZA"},
    ),
    Case(
        "Lebanon in Ohio",
        "A teacher in Lebanon was given a year's probation on Wednesday for taking money from the band's till.\n\n"
        "She must also pay back 4,100 dollars, a Warren County judge ruled. Her lawyer, from Mason, had asked for a "
        "fine.",
        {"Lebanon": (39.44, -84.2, 25), "Warren County": (39.43, -84.17, 40), "Mason": (39.36, -84.31, 20)},
    ),
    Case(
        "Vancouver in Washington",
        "Vancouver firefighters pulled a man from a storm drain on Tuesday. Clark County deputies think he had been "
        "down there since Sunday. He was taken over the river to a hospital in Portland.",
        {"Vancouver": (45.64, -122.66, 25), "Clark County": (45.77, -122.48, 40), "Portland": (45.52, -122.68, 25)},
    ),
    Case(
        "Perth in Scotland",
        "A bakery in Perth will bake no more after 140 years. Its shops in Dundee and Crieff closed last spring, and "
        "Perth and Kinross Council offers to help the staff.",
        {"Perth": (56.4, -3.43, 25), "Dundee": (56.46, -2.97, 20), "Crieff": (56.37, -3.84, 20)},
    ),
    Case(
        "Newport in Wales",
        "Gwent Police closed two lanes of the M4 near Newport after a lorry lost its load. Drivers were sent through "
        "Cwmbran and Caerphilly.",
        {"Newport": (51.59, -3.0, 20), "Cwmbran": (51.65, -3.02, 15), "Caerphilly": (51.57, -3.22, 15)},
    ),
    Case(
        "Dover in Delaware",
        "Dover's council approved a skate park on Monday. Neighbours had asked for a dog run.\n\nThe park will stand "
        "beside the Kent County Library. Firms from Smyrna, Milford and Wilmington, Del., made bids.",
        {"Dover": (39.16, -75.52, 20), "Smyrna": (39.3, -75.6, 20), "Milford": (38.91, -75.43, 20),
         "Wilmington": (39.75, -75.55, 20)},
    ),
    Case(
        "Hamilton in New Zealand",
        "Dairy farmers drove 200 tractors into Hamilton on Friday. Waikato mayors backed them, but shops in Cambridge "
        "and Te Awamutu complained about lost trade.",
        {"Hamilton": (-37.79, 175.28, 25), "Cambridge": (-37.88, 175.44, 20), "Te Awamutu": (-38.01, 175.32, 20)},
    ),
]  # fmt: skip

REGIONS = [
    Case(
        "northern Syria and the West Bank",
        "Turkish jets struck villages in northern Syria. In the West Bank, Israeli settlers burned olive groves near "
        "Nablus, Palestinian farmers said.",
        {"Turkish": "TR", "Syria": "SY", "West Bank": (32, 35.3, 60), "Israeli": "IL", "Nablus": (32.22, 35.25, 20)},
        kinds={"Turkish": "demonym", "Israeli": "demonym"},
    ),
    Case(
        "the Horn of Africa and the Sahel",
        "Drought in the Horn of Africa and war in the Sahel have driven millions from their homes. Somalis and "
        "Malians are the largest groups.",
        {"Horn of Africa": (7, 45, 900), "Sahel": (15, 5, 2500), "Somalis": "SO", "Malians": "ML"},
        none=("Africa", "Horn"),
    ),
    Case(
        "the Donbas",
        "Shells fell on three towns in the Donbas. Kyiv said its troops held Pokrovsk, and Ukrainians in Kramatorsk "
        "were told to leave.",
        {"Donbas": (48.3, 38.3, 200), "Kyiv": (50.45, 30.52, 30), "Pokrovsk": (48.28, 37.18, 30),
         "Ukrainians": "UA", "Kramatorsk": (48.74, 37.56, 30)},
    ),
    Case(
        "South-East Asia",
        "Haze from fires on Sumatra spread across Southeast Asia. Malaysian schools closed, and Singaporeans bought "
        "masks.",
        {"Southeast Asia": (5, 110, 2500), "Malaysian": "MY", "Singaporeans": "SG", "Sumatra": (0, 101.5, 700)},
    ),
    Case(
        "Latin America and the Balkans",
        "Banks from Latin America look for clerks in the Balkans. Serbs and Croats speak Spanish because of the soap "
        "operas, said a manager from Montevideo.",
        {"Latin America": (-10, -65, 3500), "Balkans": (43, 21, 500), "Serbs": "RS", "Croats": "HR",
         "Montevideo": (-34.9, -56.19, 30)},
    ),
    Case(
        "the Midwest and upstate New York",
        "Storms crossed the Midwest and reached upstate New York by night. Roofs were torn off in Rochester and "
        "Ithaca.",
        {"Midwest": (42, -92, 900), "Rochester": (43.15, -77.62, 30), "Ithaca": (42.44, -76.5, 30)},
    ),
    Case(
        "Kashmir and the Punjab",
        "Indian and Pakistani soldiers exchanged fire in Kashmir. Schools near the border in Punjab were shut, and "
        "flights from Lahore and Amritsar cancelled.",
        {"Indian": "IN", "Pakistani": "PK", "Kashmir": (34, 76, 350), "Lahore": (31.56, 74.35, 40),
         "Amritsar": (31.63, 74.87, 40)},
    ),
    Case(
        "straits and seas",
        "Two tankers were hit in the Strait of Hormuz, and a third in the Gulf of Aden. China kept its ships in the "
        "South China Sea.",
        {"Strait of Hormuz": (26.6, 56.4, 150), "Gulf of Aden": (12.5, 48, 450), "China": "CN",
         "South China Sea": (13, 115, 1500)},
    ),
    Case(
        "regions at war",
        "Aid reached the Gaza Strip through the Sinai Peninsula. In eastern Congo, fighting in North Kivu went on, and "
        "Rohingya fled Rakhine for Bangladesh.",
        {"Gaza Strip": (31.4, 34.4, 40), "Sinai Peninsula": (29.5, 33.8, 200), "Congo": "CD",
         "North Kivu": (-0.8, 28.9, 200), "Rakhine": (19.8, 93.9, 200), "Bangladesh": "BD"},
    ),
    Case(
        "regions at peace",
        "House prices in the Bay Area fell, while those in East Anglia and the Basque Country rose. The Midlands saw "
        "no change.",
        {"Bay Area": (37.7, -122.3, 100), "East Anglia": (52.4, 0.9, 120), "Basque Country": (43, -2.5, 100),
         "Midlands": (52.5, -1.8, 120)},
    ),
]  # fmt: skip

CLASSES = {
    "capitals": CAPITALS,
    "shared names": SHARED,
    "people and firms": PEOPLE,
    "clubs": CLUBS,
    "metonyms": METONYMS,
    "facilities": FACILITIES,
    "local news": LOCAL,
    "regions": REGIONS,
}

WEAK = {
    "an African story in capitals": "the model takes the naira for a place",
    "brothers in a court": "Devon stands without its surname",
    "airports by their short names": "JFK is taken for the man",
    "Lebanon in Ohio": "the model takes Mason for a firm",
}
"""Cases that are still wrong, and why; one that comes right has to leave the list."""

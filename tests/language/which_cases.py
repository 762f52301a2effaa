"""Short texts in which one name could be several places, by kind: what each mention should be.

A wanted place is "name | kind | admin1 or country | ..." of which each part but the first may be left out; "coarse" as a
part says that only the place around it is known, and "nowhere" that it is put in no place. "Name#2" is the second
mention of a name.
"""

Cases = list[tuple[str, dict[str, str]]]

WORLD_CITIES: Cases = [
    ("A fire broke out in Cambridge on Monday. In Richmond, Virginia, schools closed.", {"Richmond": "Richmond | Virginia"}),
    ("The band will play in Birmingham, Athens and Berlin in May.", {"Birmingham": "Birmingham | England", "Athens": "Athens | Greece"}),
    ("A tram derailed in Manchester on Sunday. In Sydney, a ferry ran aground.", {"Manchester": "Manchester | England", "Sydney": "Sydney | New South Wales"}),
    ("Flights from Toronto, Sydney and San Francisco were late.", {"Sydney": "Sydney | New South Wales", "Toronto": "Toronto | Ontario"}),
    ("The bank has offices in London, Paris and Hamilton, Bermuda.", {"London": "London | England", "Paris": "Paris | France"}),
    ("Marches were held in Edinburgh, Brisbane and Durban.", {"Brisbane": "Brisbane | Queensland", "Durban": "Durban | KwaZulu-Natal"}),
    ("The museum in Philadelphia lent the picture to Dublin and then to Vienna.", {"Philadelphia": "Philadelphia | Pennsylvania", "Dublin": "Dublin | Ireland", "Vienna": "Vienna | Austria"}),
    ("He flew from Ottawa to Melbourne, and from Melbourne to Christchurch.", {"Melbourne": "Melbourne | Victoria", "Christchurch": "Christchurch | New Zealand"}),
    ("Brisbane and Adelaide will host games. So will Dunedin and Hamilton.", {"Dunedin": "Dunedin | New Zealand", "Adelaide": "Adelaide | South Australia"}),
    ("Trains run from Leeds, Liverpool and Newcastle to London.", {"Newcastle": "Newcastle upon Tyne", "Liverpool": "Liverpool | England"}),
    ("The orchestra played in Boston in March and came to Manchester in June.", {"Boston": "Boston | Massachusetts"}),
    ("A court in Glasgow heard that he fled to Perth in Western Australia and then to Cairns.", {"Perth": "Perth | Western Australia"}),
    ("The choir from Cardiff sang in Naples, Valencia and Lisbon.", {"Naples": "Naples | Campania", "Valencia": "Valencia | Spain"}),
    ("Her novel, set in Alexandria and Cairo, won a prize in Stockholm.", {"Alexandria": "Alexandria | Egypt"}),
]  # fmt: skip

CODES: Cases = [
    ("Rain flooded Newark, DE and Newark, NJ on Tuesday.", {"Newark": "Newark | Delaware", "Newark#2": "Newark | New Jersey", "DE": "Delaware"}),
    ("The trucks left Paris, ON on Friday and reached Cambridge, ON at noon.", {"Paris": "Paris | city | Ontario", "Cambridge": "Cambridge | Ontario"}),
    ("Snow closed schools in Augusta, ME, and Bangor, ME, and roads near Rutland, VT.", {"Augusta": "Augusta | Maine", "ME": "Maine", "Rutland": "Rutland | city | Vermont"}),
    ("Police in Columbus, IN and Lafayette, IN found the car.", {"Columbus": "Columbus | Indiana", "IN": "Indiana", "Lafayette": "Lafayette | Indiana"}),
    ("A barge sank near Portland, Me., and another off Salem, Mass.", {"Portland": "Portland | Maine", "Salem": "Salem | Massachusetts"}),
    ("The plant in Wellington, ON closed; the one in Lanark, ON stays.", {"Wellington": "Wellington | city | Ontario", "Lanark": "Lanark | city | Ontario"}),
    ("Crews from Burlington, VT and Burlington, ON helped.", {"Burlington": "Burlington | Vermont", "Burlington#2": "Burlington | Ontario"}),
    ("Two men from Athens, AL, and Rome, GA, were held.", {"Athens": "Athens | Alabama", "Rome": "Rome | Georgia", "AL": "Alabama"}),
]  # fmt: skip

BRACKETS: Cases = [
    ("Three people were killed in Cordoba [Argentina] and two in Leon [Mexico].", {"Cordoba": "Córdoba | Argentina", "Leon": "León | Mexico"}),
    ("She was born in Tripoli [Lebanon], not in Tripoli [Libya].", {"Tripoli": "Tripoli | Lebanon", "Tripoli#2": "Tripoli | Libya"}),
    ("He moved from San Juan (Argentina) to Granada (Nicaragua).", {"San Juan": "San Juan | Argentina", "Granada": "Granada | Nicaragua"}),
    ("Gunmen attacked Hyderabad [Pakistan] on Monday.", {"Hyderabad": "Hyderabad | Pakistan"}),
    ("The ship sailed from Cartagena [Spain] to Cartagena [Colombia].", {"Cartagena": "Cartagena | Spain", "Cartagena#2": "Cartagena | Colombia"}),
    ("Floods hit Merida [Venezuela] and Santa Cruz [Bolivia].", {"Merida": "Mérida | Venezuela", "Santa Cruz": "Santa Cruz | Bolivia"}),
]  # fmt: skip

DATELINES: Cases = [
    ("WASHINGTON - The Senate passed the bill on Friday. It goes to the president next.", {"WASHINGTON": "Washington, D.C."}),
    ("NEW YORK (AP) - Stocks rose on Monday as traders shrugged off the news.", {"NEW YORK": "New York City | city"}),
    ("WASHINGTON (Reuters) - The court will hear the case in May, it said.", {"WASHINGTON": "Washington, D.C."}),
    ("NEW YORK — A jury found the singer guilty after two days.", {"NEW YORK": "New York City | city"}),
    ("WASHINGTON, March 4 — Lawmakers from Oregon and Idaho asked for more money.", {"WASHINGTON": "Washington, D.C."}),
    ("MEXICO CITY — Teachers marched through the centre.", {"MEXICO CITY": "Mexico City | city"}),
    ("SAO PAULO — Police fired tear gas at the crowd.", {"SAO PAULO": "São Paulo | city"}),
]  # fmt: skip

CONTAINERS: Cases = [
    ("Gunmen burned houses in Bourzanga in Bam province on Monday.", {"Bourzanga": "Bam | coarse"}),
    ("Two farmers died near Decorah, Iowa, on Sunday.", {"Decorah": "Decorah | Iowa"}),
    ("The school in Waterloo in Liege province was closed.", {"Waterloo": "Liège | coarse"}),
    ("Soldiers raided Victoria in Helmand province and left at dawn.", {"Victoria": "Helmand | coarse"}),
    ("A clinic in Santa Rosa in Kunduz province was shelled.", {"Santa Rosa": "Kunduz | coarse"}),
    ("Officials in Frederick, Nebraska, said the well was dry.", {"Frederick": "Nebraska | coarse"}),
    ("A mine collapsed at Salem in the Western Cape.", {"Salem": "Western Cape | coarse"}),
    ("Fans flew to Paris, Germany and Spain.", {"Paris": "Paris | France"}),
    ("Trade between Boston, Canada and Mexico fell.", {"Boston": "Boston | Massachusetts"}),
]  # fmt: skip

COUNTIES: Cases = [
    ("Rebecca bought a house in Kent last year.", {"Kent": "Kent | England"}),
    ("Police in Cheshire are looking for two men.", {"Cheshire": "Cheshire | England"}),
    ("The farmer from Cumbria was fined; another in Norfolk was not.", {"Cumbria": "Cumbria | England", "Norfolk": "Norfolk | England"}),
    ("Floods hit Somerset and Devon on Tuesday.", {"Somerset": "Somerset | England", "Devon": "Devon | England"}),
    ("Detectives in Suffolk and Essex arrested five men.", {"Suffolk": "Suffolk | England", "Essex": "Essex | England"}),
    ("A barn burned down in Lancashire, and a mill in Derbyshire.", {"Lancashire": "Lancashire | England"}),
    ("Fire crews in Durham and Sunderland were called out.", {"Durham": "Durham | England"}),
    ("A man from Hampshire drowned off Dorset.", {"Hampshire": "Hampshire | England", "Dorset": "Dorset | England"}),
]  # fmt: skip

UNIVERSITIES: Cases = [
    ("Students at Cornell in Ithaca marched on Monday.", {"Ithaca": "Ithaca | New York"}),
    ("A lecturer at Penn State in State College was dismissed.", {"State College": "State College | Pennsylvania"}),
    ("Protests at the University of Georgia in Athens went on for a week.", {"Athens": "Athens | Georgia"}),
    ("Auburn University in Alabama and Duke University in Durham cut posts.", {"Durham": "Durham | North Carolina"}),
    ("Students at Harvard in Cambridge walked out.", {"Cambridge": "Cambridge | Massachusetts"}),
    ("A professor at Ohio University in Athens resigned.", {"Athens": "Athens | Ohio"}),
    ("The University of Missouri in Columbia closed its labs.", {"Columbia": "Columbia | Missouri"}),
]  # fmt: skip

COMPASS: Cases = [
    ("Pensioners in the North West of England will pay more. The North West has 7 million people.", {"North West": "nowhere", "North West#2": "nowhere"}),
    ("The South East of England saw snow. Roads in the South East were shut.", {"South East#2": "nowhere"}),
    ("Villages in the North East of India were flooded.", {"North East": "nowhere"}),
    ("Two climbers reached the South Pole on Sunday.", {"South Pole": "nowhere"}),
    ("Teachers in South Africa's North West province went on strike.", {"North West": "North West | South Africa"}),
]  # fmt: skip

ISLANDS: Cases = [
    ("A boat sank off La Palma, in the Canary Islands, on Tuesday.", {"La Palma": "La Palma | Spain"}),
    ("Lava flowed on La Palma again, the Spanish prime minister said.", {"La Palma": "La Palma | Spain"}),
    ("A ferry from Naxos to Paros caught fire.", {"Naxos": "Naxos | Greece", "Paros": "Paros | Greece"}),
    ("The wildfire on Rhodes spread on Sunday, Greek officials said.", {"Rhodes": "Rhodes | Greece"}),
    ("Tourists on Tenerife and Madeira were stranded.", {"Tenerife": "Tenerife | Spain", "Madeira": "Madeira | Portugal"}),
    ("A plane came down on Java, Indonesia said.", {"Java": "Java | Indonesia"}),
]  # fmt: skip

AREAS: Cases = [
    ("Shells fell on the Kharkiv region overnight.", {"Kharkiv": "Kharkiv | admin1"}),
    ("Drones hit Kharkiv overnight.", {"Kharkiv": "Kharkiv | city"}),
    ("Two soldiers died in Kandahar province on Friday.", {"Kandahar": "Kandahar | admin1"}),
    ("A bomb went off in Kandahar on Friday.", {"Kandahar": "Kandahar | city"}),
    ("Police in Aleppo province found a grave.", {"Aleppo": "Aleppo | admin1"}),
    ("The town of Idlib was bombed again.", {"Idlib": "Idlib | city"}),
    ("Farmers in the province of Cordoba in Argentina lost their wheat.", {"Cordoba": "Córdoba | admin1 | Argentina"}),
    ("The governor of Lugansk region spoke on Monday.", {"Lugansk": "Luhansk | admin1"}),
    ("Rockets struck Zaporizhzhia, wounding three.", {"Zaporizhzhia": "Zaporizhzhia | city"}),
    ("Voters in Orange County went to the polls; those in Orange did not.", {"Orange County": "Orange County | admin2"}),
    ("A landslide buried homes in Puno region, Peru.", {"Puno": "Puno | admin1 | Peru"}),
    ("Militants attacked a village in Dera Ismail Khan district.", {"Dera Ismail Khan": "Dera Ismail Khan"}),
]  # fmt: skip

GAZA: Cases = [
    ("Aid trucks entered Gaza through Rafah on Monday.", {"Gaza": "Gaza Strip"}),
    ("Israel bombed Gaza again, and Egypt closed the border with Gaza.", {"Gaza": "Gaza Strip"}),
    ("Tanks rolled into Gaza City and on to Khan Younis.", {"Gaza City": "Gaza | city"}),
    ("More than half of the people of Gaza have fled, the UN said.", {"Gaza": "Gaza Strip"}),
    ("The ceasefire in Gaza held for a third day.", {"Gaza": "Gaza Strip"}),
    ("The Vatican said the pope was well. Crowds came to Vatican City.", {"Vatican": "Vatican | country", "Vatican City": "Vatican | country"}),
]  # fmt: skip

FORMER: Cases = [
    ("He was born in the Soviet Union and studied in Czechoslovakia.", {"Soviet Union": "Soviet Union", "Czechoslovakia": "Czechoslovakia"}),
    ("The war in Yugoslavia ended in Dayton, Ohio.", {"Yugoslavia": "Yugoslavia", "Dayton": "Dayton | Ohio"}),
    ("East Germany and West Germany were one again in 1990.", {"East Germany": "East Germany"}),
]  # fmt: skip

SPELLINGS: Cases = [
    ("Police in Killa Abdullah in Pakistan found the truck. Quetta was calm.", {"Killa Abdullah": "Qilla Abdullāh | Pakistan"}),
    ("Clashes broke out in el-Fashir in Sudan on Sunday.", {"el-Fashir": "El Fasher | Sudan"}),
    ("Rebels shelled Al Obeid in Sudan.", {"Al Obeid": "El Obeid | Sudan"}),
    ("Troops entered Deir Azzor in Syria.", {"Deir Azzor": "Deir ez-Zor | Syria"}),
    ("Iraq said its forces had taken Al Fallujah and Tall Afar.", {"Al Fallujah": "Fallujah | Iraq", "Tall Afar": "Tal Afar | Iraq"}),
]  # fmt: skip

RIVERS: Cases = [
    ("The Red River flooded parts of Hanoi, Vietnam, on Monday.", {"Red River": "Red River | Vietnam"}),
    ("The Red River rose near Fargo, North Dakota.", {"Red River": "Red River | United States"}),
    ("Fishermen on the Amazon in Brazil said the water was low.", {"Amazon": "Amazon"}),
    ("A boat capsized on the Niger in Mali.", {"Niger": "Niger | physical"}),
]  # fmt: skip

OUTLETS: list[tuple[str | None, str | None, str, dict[str, str]]] = [
    ("The Columbus Dispatch", None, "Two shops burned down in Dublin on Sunday night.", {"Dublin": "Dublin | Ohio"}),
    (None, "https://www.irishtimes.com/ireland/2024/05/01/fire/", "Two shops burned down in Dublin on Sunday night.", {"Dublin": "Dublin | Ireland"}),
    (None, "https://www.ajc.com/news/fire.html", "Students in Athens and Rome stayed at home on Tuesday because of snow.", {"Athens": "Athens | Georgia", "Rome": "Rome | Georgia"}),
    ("The Dallas Morning News", None, "A tornado tore through Paris and Athens on Friday evening.", {"Paris": "Paris | Texas", "Athens": "Athens | Texas"}),
    (None, "https://www.theage.com.au/national/victoria/fire.html", "A factory burned in Richmond on Monday. Roads in Brighton were closed.", {"Richmond": "Richmond | Victoria", "Brighton": "Brighton | Victoria"}),
    ("The Boston Globe", None, "Police in Worcester and Cambridge searched for the driver.", {"Worcester": "Worcester | Massachusetts", "Cambridge": "Cambridge | Massachusetts"}),
    ("Yorkshire Post", None, "Shops in Halifax closed at noon.", {"Halifax": "Halifax | England"}),
    ("Halifax Chronicle Herald", None, "Shops in Dartmouth closed at noon.", {"Dartmouth": "Dartmouth | Nova Scotia"}),
]  # fmt: skip

KINDS: dict[str, Cases] = {
    "world city or small namesake": WORLD_CITIES,
    "US and Canadian codes": CODES,
    "country in brackets": BRACKETS,
    "dateline": DATELINES,
    "container in the phrase": CONTAINERS,
    "British counties": COUNTIES,
    "university and its town": UNIVERSITIES,
    "compass names": COMPASS,
    "islands": ISLANDS,
    "region or town": AREAS,
    "Gaza and the Vatican": GAZA,
    "former states": FORMER,
    "spellings": SPELLINGS,
    "rivers": RIVERS,
}

"""Who said what: kinds of sentences about which a reader of news has no doubt, several of each kind."""

from collections import defaultdict

import pytest

from geo.articles import Article
from geo.language import pipeline

SAID: dict[str, list[tuple[str, dict[str, str | None]]]] = {
    "the role that was just introduced": [
        (
            "Tom Reid met the bishop in Cork. The bishop said the school was safe.",
            {"the school was safe": "bishop"},
        ),
        (
            "Nora Quinn phoned the landlord on Monday. The landlord said the rent was due.",
            {"the rent was due": "landlord"},
        ),
        (
            "Omar Haddad sued his doctor in Tunis. The doctor said the drug was harmless.",
            {"the drug was harmless": "doctor"},
        ),
        (
            "Lucy Brandt asked the pilot about the delay. “There is ice on the wing,” the pilot said.",
            {"There is ice on the wing,": "pilot"},
        ),
        (
            "Ivan Petrov wrote to the ambassador in Oslo. The ambassador answered that he knew nothing. “I was away,”"
            " he said.",
            {"he knew nothing": "ambassador", "I was away,": "ambassador"},
        ),
        (
            "Carla Mendes went to see the headteacher. The headteacher replied that she was sorry.",
            {"she was sorry": "headteacher"},
        ),
    ],
    "a role that nobody named before bears": [
        ("Rita Gold said she would fly to Lagos. The governor said the airport was shut.", {"the airport": "governor"}),
        ("Paul told us he was leaving. The captain said the boat was full.", {"the boat was full": "captain"}),
        (
            "Mark Webb has said he fears for his farm. The minister said the dam would hold.",
            {"the dam would hold": "minister"},
        ),
        (
            "Hana Sato says she saw smoke over the harbour. The coach says the team is well.",
            {"the team is well": "coach"},
        ),
        ("Joe Hart claimed he was robbed. The judge said the claim was false.", {"the claim was false": "judge"}),
    ],
    "a role that somebody named before bears": [
        (
            "Mayor Rita Gold flew to Lagos on Monday. The mayor said the airport was shut.",
            {"the airport was shut": "Rita Gold"},
        ),
        (
            "Paul Meyer, the captain of the ferry, was rescued. The captain said the boat was full.",
            {"the boat was full": "Paul Meyer"},
        ),
        (
            "Eva Lind has coached the team since May. Eva Lind was proud. “We ran well,” the coach said.",
            {"We ran well,": "Eva Lind"},
        ),
        (
            "Judge Alan Frost sent the jury home. The judge said the claim was false.",
            {"the claim was false": "Alan Frost"},
        ),
        (
            "The minister, Ines Prado, met Joe Hart. The minister said the dam would hold.",
            {"the dam would hold": "Ines Prado"},
        ),
    ],
    "a role of somebody who was told of in another": [
        (
            "The bishop of Gulu, Odo Reyes, received the governor on Friday. The governor said the road was bad.",
            {"the road was bad": "governor"},
        ),
        (
            "Premier Anton Weiss met the chief constable. The chief constable said the town was calm.",
            {"the town was calm": "chief constable"},
        ),
        (
            "The captain, Lena Moe, greeted the ambassador in Riga. The ambassador said talks would go on.",
            {"talks would go on": "ambassador"},
        ),
        (
            "Chairman Ravi Iyer wrote to the finance minister. The finance minister said the tax would stay.",
            {"the tax would stay": "finance minister"},
        ),
        (
            "The principal, Joan Abbey, thanked the commissioner. The commissioner said more teachers would come.",
            {"more teachers would come": "commissioner"},
        ),
    ],
    "a role that somebody is given": [
        (
            "President Lea Blum named Otto Franke her health minister. The minister said wards would reopen.",
            {"wards would reopen": "Otto Franke"},
        ),
        (
            "Omar Haddad was appointed governor of the bank on Monday. The governor said rates would fall.",
            {"rates would fall": "Omar Haddad"},
        ),
        (
            "The party picked Sipho Dlamini as its treasurer. The treasurer said the books were in order.",
            {"the books were in order": "Sipho Dlamini"},
        ),
        (
            "Ruth Okafor was sworn in as mayor in Enugu. The mayor said the market would stay open.",
            {"the market would stay open": "Ruth Okafor"},
        ),
        (
            "Members elected Paul Strand chairman of the club. The chairman said the ground would be sold.",
            {"the ground would be sold": "Paul Strand"},
        ),
        (
            "The health minister, Dr Hana Aziz, toured Aden. She met Ali Nur, a cook. The minister said aid was near.",
            {"aid was near": "Hana Aziz"},
        ),
    ],
    "nobody that a “no” names": [
        ("Coach Bo Ames was in no mood to explain. “We were awful in every part of it.”", {"We were awful": "Bo Ames"}),
        (
            "Mayor Rita Gold had no wish to argue. “The bill has to be paid by the city.”",
            {"The bill has to be paid by the city.": "Rita Gold"},
        ),
        (
            "Senator Roy Tate saw no reason to wait. “We will vote on it before the summer.”",
            {"We will vote on it before the summer.": "Roy Tate"},
        ),
        (
            "Captain Luis Mora had no intention to resign. “I have done what the owners asked.”",
            {"I have done what the owners asked.": "Luis Mora"},
        ),
        (
            "Judge Alan Frost left no room to doubt. “You are a danger to every child.”",
            {"You are a danger to every child.": "Alan Frost"},
        ),
    ],
    "a relative of every kind": [
        ("“We hid,” said Ahmed Nur, a guard. “All night,” added his cousin Omar.", {"All night,": "Omar"}),
        ("“She was brave,” said her stepfather, Carl.", {"She was brave,": "Carl"}),
        ("His stepmother, Maria Prado, said the boat was old.", {"the boat was old": "Maria Prado"}),
        ("“He left early,” said a flatmate, Jo Beck.", {"He left early,": "Jo Beck"}),
        ("Her teammate Ana Ruiz said the pitch was wet.", {"the pitch was wet": "Ana Ruiz"}),
    ],
    "somebody on something, before a colon": [
        ("Coach on derby loss: “We froze”\n\nRovers lost 4-0 to Town on Saturday.", {"We froze": "Coach"}),
        ("Ann Lee on the floods: “It was a wall of water.”", {"It was a wall of water.": "Ann Lee"}),
        (
            "Minister after vote: “We will not give up”\n\nThe bill failed in Lima on Monday.",
            {"We will not": "Minister"},
        ),
        ("Governor on new bridge: “It will open in May”\n\nThe bridge in Cebu is late.", {"It will open": "Governor"}),
        ("Omar Diallo on his goal: “I just hit it.”", {"I just hit it.": "Omar Diallo"}),
    ],
    "a name after a dash": [
        ("“The sea took everything.” — Mayor Pia Holm", {"The sea took everything.": "Pia Holm"}),
        ("WORDS OF THE WEEK\n\n“We are all tired of waiting.” – Dr Sam Oduya, in Accra", {"We are all": "Sam Oduya"}),
        (
            "The board met on Tuesday in Quito.\n\n“She knows this city better than anyone.” - Board member Luz Vega",
            {"She knows this city": "Luz Vega"},
        ),
        ('"I have never seen such a crowd." -- Jane Marsh, shop owner', {"I have never seen": "Jane Marsh"}),
        (
            "The law was passed on Friday.\n\n“It is a dark day for the press.”\n— Karim Aziz, editor",
            {"It is a dark day": "Karim Aziz"},
        ),
        ("“Our work has only begun.” —Senator Maya Lund", {"Our work has only begun.": "Maya Lund"}),
    ],
    "a name and a colon": [
        ("Governor Ana Ruiz: “Nobody will be left behind.”", {"Nobody will be left behind.": "Ana Ruiz"}),
        ("Coach Ben Otto: “We lost the ball too often.”", {"We lost the ball": "Ben Otto"}),
        ("From the report by Amnesty: “The cells hold forty men.”", {"The cells hold": "Amnesty"}),
        ("Tariq Aziz, a driver in Basra: “The road is full of holes.”", {"The road is full": "Tariq Aziz"}),
        ("The minister’s answer: “We have no such plan.” Lena Voss, her deputy: “Not yet.”", {"Not yet.": "Lena Voss"}),
    ],
    "who stands up before the words": [
        (
            'Fire chief Tom Avery stepped up to the podium. "The blaze is out." Reporters clapped.',
            {"The blaze is out.": "Tom Avery"},
        ),
        (
            'Mary Cole turned to Jack Dunn. "The bus has gone." Jack shrugged.',
            {"The bus has gone.": "Mary Cole"},
        ),
        (
            "Olga Ivanova leaned over to Peter Blank. “They closed the border last night.” Peter nodded.",
            {"They closed the border last night.": "Olga Ivanova"},
        ),
        ("Ruth Abel shook her head. “Nobody came to help us.” The children wept.", {"Nobody came": "Ruth Abel"}),
        (
            'Captain Luis Mora took the microphone. "The ship is safe." The passengers cheered.',
            {"The ship is safe.": "Luis Mora"},
        ),
    ],
    "another speaker, a relative": [
        (
            "“The water came at night,” sobbed Lina Haddad, a teacher. “All gone,” added her brother Sami.",
            {"The water came at night,": "Lina Haddad", "All gone,": "Sami"},
        ),
        (
            "“It was cold,” said Erik Dahl. “Very cold,” agreed his wife Maja.",
            {"It was cold,": "Erik Dahl", "Very cold,": "Maja"},
        ),
        (
            "“We heard a bang,” recalled Joan Pike. “Two bangs,” corrected her neighbour Fred Low.",
            {"We heard a bang,": "Joan Pike", "Two bangs,": "Fred Low"},
        ),
        (
            "“The roof is gone,” lamented Abdul Karim. “And the walls,” chimed in his son Yusuf.",
            {"The roof is gone,": "Abdul Karim", "And the walls,": "Yusuf"},
        ),
        (
            "“We will rebuild,” vowed Carmen Diaz. “Soon,” whispered her daughter, Elena.",
            {"We will rebuild,": "Carmen Diaz", "Soon,": "Elena"},
        ),
    ],
    "somebody’s relative": [
        ("“He was a good boy,” said Mr Aziz’s mother, Fatima.", {"He was a good boy,": "Fatima"}),
        (
            '"We miss her," said Ms Park\'s brother, Dan, 40, outside the court in York. "Every day."',
            {"We miss her,": "Dan", "Every day.": "Dan"},
        ),
        (
            "“She had a gift,” said the singer’s husband, Carl Berg, on Friday.",
            {"She had a gift,": "Carl Berg"},
        ),
        ("“They lied to us,” Mrs Stone’s daughter, Amy, told the inquest.", {"They lied to us,": "Amy"}),
        ("Mr Osei’s sister, Akua, said the family wanted answers.", {"the family wanted answers": "Akua"}),
    ],
    "a description between name and verb": [
        (
            "“It shook the house,” Elif Demir, a 34-year-old baker from Van, said.",
            {"It shook the house,": "Elif Demir"},
        ),
        (
            "“They ran at us,” said one of the guards, Musa Keita, 29, from his bed in Bamako.",
            {"They ran at us,": "Musa Keita"},
        ),
        ("Jo Berry, whose son was hurt in the crash, said the bus was old.", {"the bus was old": "Jo Berry"}),
        (
            "Li Na, who has run the shop on the corner for ten years, says trade is down.",
            {"trade is down": "Li Na"},
        ),
        ("“I lost it all,” said farmer and father of six Bram Vos.", {"I lost it all,": "Bram Vos"}),
        ("“It was a hard winter,” said teacher and poet Jane Ryder.", {"It was a hard winter,": "Jane Ryder"}),
        ("“We had to run,” said mother of two Carla Reyes.", {"We had to run,": "Carla Reyes"}),
        ("“The well is dry,” said driver and father of four Ahmed Saleh.", {"The well is dry,": "Ahmed Saleh"}),
        ("“I want to sing again,” said singer and actor Tom Avery.", {"I want to sing again,": "Tom Avery"}),
        (
            "“They told us nothing,” said a guard and Jane Ryder left the room.",
            {"They told us nothing,": "guard"},
        ),
    ],
    "a relative by one name": [
        ("“We were afraid,” said Mr Khan's mother, Amina.", {"We were afraid,": "Amina"}),
        ("“He is late,” said Ms Park's brother, Min-jun.", {"He is late,": "Min-jun"}),
        ("“It was dark,” his wife, Florence, told the court in Bath.", {"It was dark,": "Florence"}),
        ("“She sang,” said the girl's father, Kofi. He left Accra in May.", {"She sang,": "Kofi"}),
        ("“No one came,” said her sister, Chelsea.", {"No one came,": "Chelsea"}),
    ],
    "single marks over paragraphs": [
        (
            "‘The lights went out,’ Ms Kelly told the inquiry in Cork. ‘Then the roof fell.\n\n"
            "‘I crawled to the door.\n\n‘It was locked.’\n\nThe inquiry goes on.",
            {"Then the roof fell.": "Kelly", "I crawled to the door.": "Kelly", "It was locked.": "Kelly"},
        ),
        (
            "Peter Vane said: ‘We waited for an hour.\n\n‘Nobody came.\n\n‘So we walked.’",
            {"We waited for an hour.": "Peter Vane", "Nobody came.": "Peter Vane", "So we walked.": "Peter Vane"},
        ),
        (
            "'I saw the car,' Rosa Diaz told police. 'It was going fast.\n\n'It didn't stop.'",
            {"It was going fast.": "Rosa Diaz", "It didn't stop.": "Rosa Diaz"},
        ),
        (
            "‘He was late,’ said Nina Brook. ‘He’d lost the guards’ keys.\n\n‘The dogs’ barking woke us.’",
            {"He’d lost the guards’ keys.": "Nina Brook", "The dogs’ barking woke us.": "Nina Brook"},
        ),
        (
            "Mr Shaw added: ‘My client denies it.\n\n‘He was in Bath that night.’",
            {"My client denies it.": "Shaw", "He was in Bath that night.": "Shaw"},
        ),
    ],
    "double marks over paragraphs": [
        (
            "Speaking in Dakar, President Awa Ndiaye said: “We will rebuild.\n\n“We will not bow.\n\n“We are ready.”",
            {"We will rebuild.": "Awa Ndiaye", "We will not bow.": "Awa Ndiaye", "We are ready.": "Awa Ndiaye"},
        ),
        (
            "“Nobody slept,” said Irma Lopez. “The ground kept moving.\n\n“We sat in the street.”",
            {"The ground kept moving.": "Irma Lopez", "We sat in the street.": "Irma Lopez"},
        ),
        (
            '"The bill is bad," Sen. Roy Tate said. "It costs too '
            'much.\n\n"It helps no one."\n\nThe vote is on Monday.',
            {"It costs too much.": "Roy Tate", "It helps no one.": "Roy Tate"},
        ),
        (
            "Ana Beck wrote: “I left at dawn.”\n\n“The road was empty.\n\n“I never looked back.”",
            {"I left at dawn.": "Ana Beck", "I never looked back.": "Ana Beck"},
        ),
        (
            "In a letter, Dr Hugo Lind said: «The ward is full.\n\n«We need beds.»",
            {"The ward is full.": "Hugo Lind", "We need beds.": "Hugo Lind"},
        ),
    ],
    "a quotation in a headline": [
        (
            '» Two hurt in Bonn\n» Minister says "we were warned"\n\nThe '
            "minister, Uwe Kranz, spoke in Bonn on Tuesday.",
            {"we were warned": "Minister"},
        ),
        (
            "- Storm nears Cebu\n- Governor: “Leave now”\n\nThe governor, Jun Reyes, spoke on local radio.",
            {"Leave now": "Governor"},
        ),
        (
            "• Floods in Ghent\n• Mayor warns “the worst is to come”\n\nShops in Ghent stayed closed on Monday.",
            {"the worst is to come": "Mayor"},
        ),
        (
            "* Bank cuts rates\n* Analyst calls move “a shock to all”\n\nThe bank in Ankara cut its rates on Friday.",
            {"a shock to all": "Analyst"},
        ),
        (
            "▪ Fire in Lviv\n▪ Police say “no one was hurt”\n\nA fire broke out in a flat in Lviv on Sunday.",
            {"no one was hurt": "Police"},
        ),
    ],
    "a quotation left open": [
        (
            'The captain, Ida Moe, said "the ship will sail on Friday. Dockers in Bergen were less sure, and the gates'
            " stayed shut.",
            {"the ship will sail on Friday.": "Ida Moe"},
        ),
        (
            "Ben Shah told reporters “the tower is safe. Residents in the block disagreed and moved out.",
            {"the tower is safe.": "Ben Shah"},
        ),
        (
            "Rosa Klein said “we have no water left. The river in the valley had dried up by June.",
            {"we have no water left.": "Rosa Klein"},
        ),
        (
            'Minister Gil Paz said "the border is open. Trucks at the crossing stood in line for hours.',
            {"the border is open.": "Gil Paz"},
        ),
        (
            "The owner, Ken Ito, said “nobody was inside. The house burned down within an hour.",
            {"nobody was inside.": "Ken Ito"},
        ),
    ],
    "a he for whom a role stands": [
        (
            "Jean Picard was stopped by an officer. The officer said he had run a light. He said it was a warning.",
            {"it was a warning": "officer"},
        ),
        (
            "Bo Hale benched the keeper. The keeper said he was fit. “I can play,” he said.",
            {"I can play,": "keeper"},
        ),
        ("The pilot radioed the tower. “We are losing height,” he said.", {"We are losing height,": "pilot"}),
        ("A curator opened the crate. “It is a Vermeer,” she said.", {"It is a Vermeer,": "curator"}),
        (
            "Lena Ott met the skipper on the quay. He said the nets came up empty.",
            {"the nets came up empty": "skipper"},
        ),
    ],
    "a role to which somebody turned": [
        ("Ann Roche visited the clinic in Mbale. The nurse said the shelves were bare.", {"the shelves": "nurse"}),
        ("Peter Lunn rang the plumber. “The boiler is past saving,” the plumber said.", {"The boiler": "plumber"}),
        ("Ed Moss called the farm on Sunday. The vet said the calf would live.", {"the calf would live": "vet"}),
        ("Rosa Lund hired a solicitor in May. The solicitor said the lease was void.", {"the lease": "solicitor"}),
        ("Iris Falk scored twice in Malmo. The striker said the team had earned it.", {"the team": "Iris Falk"}),
    ],
    "a role whose bearer was given a name": [
        ("A witness named Tariq Shah came forward. The witness said the van was white.", {"the van": "Tariq Shah"}),
        ("A neighbour called Ken Price heard shots. The neighbour said a car sped off.", {"a car": "Ken Price"}),
        ("A guard named Odd Lie fell ill. The guard said the gas had leaked.", {"the gas": "Odd Lie"}),
        ("A nurse named Mona Riis won. The nurse said it was a dream.", {"it was a dream": "Mona Riis"}),
        ("Police held a man named Abu Rami. The man said he was a cook.", {"he was a cook": "Abu Rami"}),
        (
            "A driver identified as Leo Kamp was cleared. The driver said the brakes had failed.",
            {"the brakes": "Leo Kamp"},
        ),
    ],
    "a verb that is none of speech, behind quoted words": [
        ("“It was Monday,” said Lou Beck. “Tuesday,” corrected his wife, Pam.", {"Tuesday,": "Pam"}),
        ("“The bus was full,” said Kim Lo. “Half full,” amended her brother Jae.", {"Half full,": "Jae"}),
        ("“I want to go home,” said Petra Novak. “So do I,” her friend Jana chipped in.", {"So do I,": "Jana"}),
        ("“The well is dry,” Hamid Khan shrugged.", {"The well is dry,": "Hamid Khan"}),
        ("“We will see,” Senator Joan Fry hedged.", {"We will see,": "Joan Fry"}),
    ],
    "words that go on behind who says them": [
        ("“I quit,” said Al Roe, 50, from Deal. “For good.”", {"I quit,": "Al Roe", "For good.": "Al Roe"}),
        ("“She was loved,” said Mia Orr outside the church in Ayr on Friday. “By all.”", {"By all.": "Mia Orr"}),
        ('"They never told us," said Ms Gray\'s brother, Tom, 31, in Hull. "Not once."', {"Not once.": "Tom"}),
        ("“This is for Mia,” the singer Eva Horn told the hall.", {"This is for Mia,": "Eva Horn"}),
        ("“He never woke,” said Mr Park's son, Ji-hoon. “Never.”", {"He never woke,": "Ji-hoon", "Never.": "Ji-hoon"}),
    ],
    "a name in capitals, or with how and to whom, before a colon": [
        ("BLITZER: “Who knew?”\n\nRUBIO: “The room knew.”", {"Who knew?": "BLITZER", "The room knew.": "RUBIO"}),
        ("Q: “Will you run?”\nMAYOR LEE: “Ask me in May.”", {"Ask me in May.": "LEE"}),
        ("JUDGE PRICE: “Sit down, Mr Cole.”", {"Sit down, Mr Cole.": "JUDGE PRICE"}),
        (
            "The boxer Raymond “Sugar” Dunn told the court in Hull on Friday: “I was poor all my life.”",
            {"I was poor all my life.": "Raymond “Sugar” Dunn"},
        ),
        ("DRIVER: “The brakes failed.”", {"The brakes failed.": "DRIVER"}),
        ("Mayor Ida Roth, on X: “Stay home.”", {"Stay home.": "Ida Roth"}),
        ("KARACHI: “The port is shut,” said minister Asif Mir.", {"The port is shut,": "Asif Mir"}),
    ],
    "a signature with a title of any kind": [
        ("“The harbour is full.” —Harbourmaster Nils Dahl, on Friday", {"The harbour": "Harbourmaster Nils Dahl"}),
        ("“Bread is a right.” — Union leader Farid Nasser", {"Bread is a right.": "Farid Nasser"}),
        ('"We will be back in spring." - Ella Strand, ferry pilot', {"We will be back": "Ella Strand"}),
        ("“No child should go hungry.”\n\n— Bishop Mary Cole", {"No child should go hungry.": "Mary Cole"}),
        ("“It is a dark day.” – Prime Minister Rita Borg, in Valletta", {"It is a dark day.": "Rita Borg"}),
    ],
    "reported speech": [
        (
            "According to Jan Novak, a miner in Most, the lift was old. The owners, he says, were told.",
            {"were told": "Jan Novak"},
        ),
        ("The banks, Lena Frost claims, were warned.", {"The banks were warned": "Lena Frost"}),
        ("His brother, Omar Said insists, was innocent.", {"His brother was innocent": "Omar Said"}),
        ("The army, she said, fled.", {"The army fled": None}),
        (
            "Rosa Vidal lives in Porto. The council, she argues, does nothing for the poor.",
            {"The council does nothing for the poor": "Rosa Vidal"},
        ),
        ("The prices, traders say, have doubled since May.", {"The prices have doubled since May": "traders"}),
    ],
    "a dateline or an agency before the words": [
        ("(Reuters) - A ferry sank off Cebu, the navy said.", {"A ferry sank off Cebu": "navy"}),
        ("(AP) — Two miners died in Zonguldak, the union said.", {"Two miners died in Zonguldak": "union"}),
        (
            "LAGOS, June 3 (Reuters) - Oil is leaking from a pipe, residents said.",
            {"Oil is leaking from a pipe": "residents"},
        ),
        ("(AFP) -- Rebels have left the town, the army said.", {"Rebels have left the town": "army"}),
        ("[dpa] - The bridge is closed, police said.", {"The bridge is closed": "police"}),
        ("BERLIN (dpa) - The bridge is closed, police said.", {"The bridge is closed": "police"}),
    ],
    "people with what tells them apart": [
        (
            "(Bloomberg) -- Peru will sell its oil firm next year, officials briefed on the matter said.",
            {"Peru will sell its oil firm next year": "officials briefed on the matter"},
        ),
        (
            "The firm is in talks with a rival, two people with knowledge of the talks said.",
            {"The firm is in talks with a rival": "two people with knowledge of the talks"},
        ),
        (
            "The raid was planned for weeks, a source close to the inquiry said.",
            {"The raid was planned for weeks": "source close to the inquiry"},
        ),
        (
            "Police in Kent and Sussex said two boys were missing in Dorset.",
            {"two boys were missing": "Police in Kent and Sussex"},
        ),
        (
            "Officials in Nepal and Bhutan said the road was cut.",
            {"the road was cut": "Officials in Nepal and Bhutan"},
        ),
        (
            "Doctors at the hospital in Aden said the ward was full.",
            {"the ward was full": "Doctors at the hospital in Aden"},
        ),
        (
            "Rescue workers in Hatay said a girl was found alive in Adana.",
            {"a girl was found alive": "Rescue workers in Hatay"},
        ),
    ],
}

NOT_SAID: dict[str, list[tuple[str, list[str]]]] = {
    "a nickname": [
        ("“I sleep here,” said a woman who is known as “Birdie.”", ["Birdie."]),
        ("“He fixed cars,” said a neighbour whom everyone calls “Pops.”", ["Pops."]),
        ("The fighter, nicknamed “The Mule,” was hurt in Lyon.", ["The Mule,"]),
        ("The smuggler Pedro “El Zorro” Ruiz told the court in Miami: “I was poor.”", ["El Zorro"]),
        ("Police sought a man who went by “Slim” and had a scar.", ["Slim"]),
        ("A rapper using the name “Big Tide” was shot in Hull.", ["Big Tide"]),
    ],
    "a scare quote": [
        ("The “experts” were paid by the firm in Basel.", ["experts"]),
        ("The army cleared the “safe zone” on Friday.", ["safe zone"]),
        ("She sold so-called “miracle pills” in Perth.", ["miracle pills"]),
        ("The men entered through a “back door” in the code.", ["back door"]),
        ("A “dirty bomb” could kill thousands in the city.", ["dirty bomb"]),
    ],
}

SAID_AT = [
    ("Speaking in Dakar, President Awa Ndiaye said: “We will not bow.”", "Dakar"),
    ("Addressing a rally in Nairobi, Kofi Mensah said: “We will win this.”", "Nairobi"),
    ("Talking to reporters in Tbilisi, Nino Beridze said the talks had failed.", "Tbilisi"),
    ("In a speech in Jakarta, President Adi Putra said: “Our seas are ours.”", "Jakarta"),
    (
        "Speaking in Dakar, President Awa Ndiaye said: “We will rebuild.\n\n“We will not bow.\n\n“We are ready.”",
        "Dakar",
    ),
    ("“The talks have failed,” Nino Beridze told reporters in Tbilisi.", "Tbilisi"),
    ("A vigil was held in Uvalde. “We miss them,” pastor Neil Cruz told the crowd.", "Uvalde"),
    ("The funeral took place in Derry on Friday. “He was a light,” Father Jim Boyle told mourners.", "Derry"),
    ("The summit opened in Nairobi on Monday. “We must act,” President Awa Ndiaye told delegates.", "Nairobi"),
    ("The concert was held in Graz. “This is for Mia,” the singer Eva Horn told the audience.", "Graz"),
    ("Finance ministers met in Bonn. After the meeting, Karl Voss told reporters: “It is done.”", "Bonn"),
    ("United beat City in Leeds. “We fought,” coach Rui Mota said after the match.", "Leeds"),
    ("“We want a deal,” said envoy Ali Karimi, who was in Vienna for talks.", "Vienna"),
    ("“I will run,” Ana Prata said in an interview with the BBC in Lisbon.", "Lisbon"),
    ("“The talks failed,” Nino Beridze told reporters in the Georgian capital, Tbilisi.", "Tbilisi"),
    ("Ruiz was jailed at Manchester Crown Court. “You showed no mercy,” Judge Ann Price told him.", "Manchester"),
    ("Minister Ali Bey left Bonn on Sunday. He was speaking in Izmir. “We are ready,” Ali Bey said.", "Izmir"),
    ("The minister, Ali Bey, arrived in Izmir on Monday. “We are ready,” Ali Bey said.", "Izmir"),
    ("Jorge Paz visited Cochabamba on Monday. Speaking there, he said: “The mine will stay shut.”", "Cochabamba"),
]


def cases(kinds: dict) -> list:
    return [
        pytest.param(text, wanted, id=f"{kind}: {text[:50]}") for kind, group in kinds.items() for text, wanted in group
    ]


@pytest.fixture(scope="module")
def read(nlp):
    return lambda text: next(iter(pipeline.parse(nlp, [Article(text=text)])))


def squeezed(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.lower()).split())


@pytest.mark.parametrize(("text", "wanted"), cases(SAID))
def test_every_quotation_is_its_speakers(read, text, wanted):
    said: dict[str, str] = defaultdict(str)
    speakers: dict[str, set[str | None]] = defaultdict(set)
    for row in read(text)["quotes"]:
        said[row["group"]] += f" {row['text']}"
        speakers[row["group"]].add(row["speaker"])
    for words, speaker in wanted.items():
        found = [speakers[group] for group, told in said.items() if squeezed(words) in squeezed(told)]
        assert found == [{speaker}], words


@pytest.mark.parametrize(("text", "wanted"), cases(NOT_SAID))
def test_what_nobody_says_is_no_quotation(read, text, wanted):
    rows = [row["text"] for row in read(text)["quotes"] if row["direct"]]
    assert not set(rows) & set(wanted)


@pytest.mark.parametrize(("text", "place"), SAID_AT)
def test_where_words_were_said(read, text, place):
    record = read(text)
    names = {place["id"]: place["name"] for place in record["places"]}
    assert record["quotes"]
    assert {names.get(row["said_at"]) for row in record["quotes"]} == {place}

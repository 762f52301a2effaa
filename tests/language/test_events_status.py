"""The status of events by the construction that tells them: happened, planned, possible or denied."""

import pytest

KINDS = {
    "time clause to come": [
        ("The border will stay shut until rebels release the hostages in Goma.", "release", "possible"),
        ("Talks will resume once troops withdraw from Juba.", "withdraw", "possible"),
        ("While the army shells the port, ships will stay away from Aden.", "shells", "planned"),
        ("No aid will reach Tigray unless soldiers leave Mekelle.", "leave", "possible"),
        ("The siege lasted until soldiers stormed the bank in Lyon.", "stormed", "happened"),
    ],
    "averted": [
        ("Police deployed to prevent an attack on the mosque in Lyon.", "attack", "possible"),
        ("The ministry failed to prevent the attack in Nairobi.", "attack", "happened"),
        ("Soldiers could not stop the looting in Port-au-Prince.", "looting", "happened"),
        ("Guards foiled an attack on the embassy in Cairo.", "attack", "denied"),
        ("The army did not prevent the massacre in Bentiu.", "massacre", "happened"),
    ],
    "presupposed": [
        ("The massacre in Bentiu was never forgotten.", "massacre", "happened"),
        ("The bombing of Aleppo could spark a wider war.", "bombing", "happened"),
        ("Nobody condemned the killing in Kano.", "killing", "happened"),
        ("The premier has promised revenge for an attack that killed 12 children in Golan.", "attack", "happened"),
        ("Ministers will discuss the raid on Jenin.", "raid", "happened"),
        ("The massacre of May 2014 in Bentiu will be remembered.", "massacre", "happened"),
        ("The bombing of the school in Mosul will be investigated.", "bombing", "happened"),
        ("The massacre in Racak would be investigated, she said.", "massacre", "happened"),
        ("The raid on Jenin will be discussed in Geneva.", "raid", "happened"),
        ("The attack on Kano would be avenged, he said.", "attack", "happened"),
        ("The strike in Lille will be held on Monday.", "strike", "planned"),
    ],
    "threat risk fear": [
        ("There is a threat of attack on Kharkiv.", "attack", "possible"),
        ("The risk of war in Sudan is growing.", "war", "possible"),
        ("Fears of an invasion of Moldova are rising.", "invasion", "possible"),
        ("Unions issued a call for a strike in Athens.", "strike", "possible"),
        ("The plan for a strike in Athens is ready.", "strike", "planned"),
    ],
    "no X": [
        ("There was no attack in Kabul.", "attack", "denied"),
        ("No protests took place in Minsk.", "protests", "denied"),
        ("Police reported no arrests in Leeds.", "arrests", "denied"),
        ("Nobody was killed in Turin.", "killed", "denied"),
        ("The army carried out no strikes in Homs.", "strikes", "denied"),
    ],
    "alleged": [
        ("The allegation that he attacked a nurse in Cork is false.", "attacked", "possible"),
        ("Allegations of killing civilians in Bucha grew.", "killing", "possible"),
        ("Prosecutors accused the guard of killing two inmates in Lima.", "killing", "happened"),
        ("The suspected attack on a tanker near Fujairah alarmed traders.", "attack", "possible"),
        ("He was convicted of killing two inmates in Lima.", "killing", "happened"),
    ],
    "no evidence": [
        ("Police found no evidence that the mayor of Bari was murdered.", "murdered", "denied"),
        ("There is no sign of an attack in Odesa.", "attack", "denied"),
        ("The inquiry saw no proof that soldiers shot farmers in Mopti.", "shot", "denied"),
        ("Doctors reported no indication that he was poisoned in Omsk.", "poisoned", "denied"),
        ("There is evidence that guards killed two inmates in Lima.", "killed", "happened"),
    ],
    "could be": [
        ("The army could bomb Goma.", "bomb", "possible"),
        ("Killing hostages in Gaza would not end the war.", "Killing", "possible"),
        ("Negotiators would be open to releasing prisoners in Sanaa.", "releasing", "possible"),
        ("Officials may help the city by evacuating villages near Kherson.", "evacuating", "possible"),
        ("It is unclear whether the rebels shelled Sloviansk.", "shelled", "possible"),
    ],
    "without and refused": [
        ("The premier dissolved parliament in Rome without consulting the parties.", "consulting", "denied"),
        ("Pilots refused to bomb Grozny.", "bomb", "denied"),
        ("The general declined to meet protesters in Yangon.", "meet", "denied"),
        ("Troops withdrew from Kars instead of attacking the town.", "attacking", "denied"),
        ("The court stopped the state from deporting migrants to Chad.", "deporting", "denied"),
    ],
    "how to": [
        ("Soldiers learned how to defend Kyiv.", "defend", "possible"),
        ("Ministers debated whether to bomb Raqqa.", "bomb", "possible"),
        ("The film is about a plot with which to blackmail a judge in Rome.", "blackmail", "possible"),
        ("He had no right to arrest protesters in Cairo.", "arrest", "denied"),
        ("He was the first to attack the fort in Acre.", "attack", "happened"),
    ],
    "negation": [
        ("The minister was not arrested in Tunis.", "arrested", "denied"),
        ("Rebels do not want to occupy Bangui.", "occupy", "denied"),
        ("He did not resign in Quito until Monday.", "resign", "happened"),
        ("Do not attack the hospital in Gaza, doctors said.", "attack", "possible"),
        ("The mayor was never charged in Naples.", "charged", "denied"),
    ],
    "unexpected": [
        ("Nobody foresaw the raid on Mopti, which left 12 dead on Sunday.", "raid", "happened"),
        ("No one had expected the bombing of Lviv, which wounded 30 people.", "bombing", "happened"),
        ("Few expected the shelling of Sumy.", "shelling", "happened"),
        ("Residents did not expect the attack on Goma, which killed nine soldiers.", "attack", "happened"),
        ("The army had not expected the assault on Bakhmut.", "assault", "happened"),
        ("The mayor expects the strike in Lille, which is called for Monday.", "strike", "planned"),
    ],
    "would have": [
        ("The law would have banned protests in Budapest.", "banned", "denied"),
        ("The bomb would have killed hundreds in Oslo if it had exploded.", "killed", "denied"),
        ("The deal would have freed hostages in Gaza.", "freed", "denied"),
        ("The strike would have shut ports in Chile.", "shut", "denied"),
        ("The court would have jailed him in Lagos.", "jailed", "denied"),
    ],
    "attempts": [
        ("Gunmen tried to storm the palace in Ndjamena.", "storm", "happened"),
        ("Diplomats have tried to negotiate a truce in Yemen.", "negotiate", "happened"),
        ("He attempted to rob a bank in Porto.", "rob", "happened"),
        ("Rebels hoped to capture Mariupol.", "capture", "possible"),
        ("Smugglers attempted to flee to Malta.", "flee", "happened"),
    ],
    "wants": [
        ("The premier wants Moscow to withdraw from Donetsk.", "withdraw", "possible"),
        ("The premier plans to visit Athens.", "visit", "planned"),
        ("The aim was to get Serbia to negotiate in Brussels.", "negotiate", "possible"),
        ("Officials are ready to evacuate Odesa.", "evacuate", "planned"),
        ("Merchants in Lima fear a march planned for Friday.", "march", "planned"),
    ],
    "to come": [
        ("The head of the bank is resigning in Zurich.", "resigning", "planned"),
        ("A vote is scheduled for Friday in Sofia.", "vote", "planned"),
        ("The army is shelling Goma.", "shelling", "happened"),
        ("The pope is to visit Juba.", "visit", "planned"),
        ("The queen is currently visiting Accra.", "visiting", "happened"),
    ],
}
"""Five sentences of each kind: text, a word of the trigger, status."""
CASES = [pytest.param(*row, id=f"{kind}: {row[0]}") for kind, rows in KINDS.items() for row in rows]


@pytest.mark.parametrize(("text", "word", "status"), CASES)
def test_status_by_construction(tellings, text, word, status):
    at = text.index(word)
    rows = [r for r in tellings(text, "2015-11-26") if r["trigger_start"] < at + len(word) and at < r["trigger_end"]]
    assert [r["status"] for r in rows][:1] == [status]

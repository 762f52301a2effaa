"""Pages and texts in other languages are refused by the name of the language, whatever their script."""

import pytest

from geo.articles import read_bytes
from geo.errors import ArticleError
from tests.articles.files import html_page

STORIES = {
    "Japanese": "嵐のため日曜日にバーリの古い港の岸壁が壊れ、ドゥラス行きのフェリーは運航を停止したと沿岸警備隊が発表した。けが人はいなかったが、修理には一か月かかる見込みだと港の責任者は述べた。市長はローマに支援を求めた。",
    "Chinese": "海岸警卫队表示，周日暴风雨冲毁了巴里旧港的码头，开往都拉斯的渡轮停运。港口负责人说，没有人受伤，但修复码头需要一个月的时间。市长已经请求罗马提供帮助，附近的学校也暂时关闭。",
    "Arabic": "قال خفر السواحل إن العبارات المتجهة إلى دوريس توقفت يوم الأحد بعد أن حطمت عاصفة رصيف الميناء القديم في باري. ولم يصب أحد بأذى لكن إصلاح الرصيف سيستغرق شهرا كما قال مدير الميناء.",
    "Russian": "Паромы в Дуррес прекратили движение в воскресенье после того, как шторм разрушил причал старого порта в Бари, сообщила береговая охрана. Никто не пострадал, но ремонт займёт месяц, сказал начальник порта.",
    "Korean": "해안 경비대는 일요일 폭풍으로 바리의 옛 항구 부두가 파손되어 두러스행 여객선 운항이 중단되었다고 밝혔다. 다친 사람은 없지만 수리에는 한 달이 걸릴 것이라고 항만 책임자가 말했다.",
    "Greek": "Τα πλοία προς το Δυρράχιο σταμάτησαν την Κυριακή, αφού η καταιγίδα έσπασε την προβλήτα του παλιού λιμανιού του Μπάρι, είπε η ακτοφυλακή. Κανείς δεν τραυματίστηκε, αλλά η επισκευή θα πάρει έναν μήνα.",
    "Hebrew": "המעבורות לדורס הופסקו ביום ראשון לאחר שסערה שברה את הרציף של הנמל הישן בבארי, כך מסר משמר החופים. איש לא נפגע אבל התיקון יימשך חודש, אמר מנהל הנמל לעיתונאים במקום.",
    "German": "Die Fähren nach Durrës wurden am Sonntag eingestellt, nachdem ein Sturm den Kai des alten Hafens von Bari beschädigt hatte, teilte die Küstenwache mit. Niemand wurde verletzt, aber die Reparatur wird einen Monat dauern, sagte der Leiter des Hafens am Abend vor Journalisten in der Stadt.",
}  # fmt: skip
MENU = "".join(f"<li><a href=/{n}>{n}</a></li>" for n in range(40))


def page(text: str, title: str = "", lang: str = "", cut: int = 1) -> str:
    paragraphs = "".join(f"<p>{text}</p>" for _ in range(cut))
    return (
        f"<!DOCTYPE html><html{lang and f' lang={lang}'}><head><title>{title or text[:12]}</title></head><body><ul>{MENU}</ul>"
        f"<article><h1>{text[:12]}</h1>{paragraphs}</article></body></html>"
    )


@pytest.mark.parametrize("cut", [1, 4])
@pytest.mark.parametrize("language", STORIES)
def test_a_page_in_another_language_is_called_by_it(language, cut):
    with pytest.raises(ArticleError, match=f"not in English.*{language}"):
        read_bytes("page.html", page(STORIES[language], cut=cut).encode())


@pytest.mark.parametrize(
    ("language", "encoding"),
    [("Japanese", "shift_jis"), ("Japanese", "euc_jp"), ("Chinese", "gb18030"), ("Russian", "cp1251"),
     ("Russian", "koi8_r"), ("Arabic", "cp1256"), ("Korean", "euc_kr"), ("Greek", "cp1253"), ("Hebrew", "cp1255")],
)  # fmt: skip
def test_in_its_old_encoding_too(language, encoding):
    data = page(STORIES[language], cut=4).replace("<head>", f"<head><meta charset={encoding}>").encode(encoding)
    with pytest.raises(ArticleError, match=f"not in English.*{language}"):
        read_bytes("page.html", data)


@pytest.mark.parametrize("encoding", ["shift_jis", "gb18030", "cp1251", "cp1256", "euc_kr"])
def test_and_where_the_page_does_not_tell_its_encoding(encoding):
    language = {
        "shift_jis": "Japanese",
        "gb18030": "Chinese",
        "cp1251": "Russian",
        "cp1256": "Arabic",
        "euc_kr": "Korean",
    }
    data = page(STORIES[language[encoding]], cut=4).encode(encoding)
    with pytest.raises(ArticleError, match="not in English"):
        read_bytes("page.html", data)


@pytest.mark.parametrize("language", STORIES)
@pytest.mark.parametrize("name", ["story.txt", "rows.jsonl", "story.md"])
def test_texts_and_rows_too(language, name):
    import json

    text = STORIES[language]
    data = json.dumps({"text": text}) if name.endswith("jsonl") else text
    with pytest.raises(ArticleError, match=f"not in English.*{language}"):
        read_bytes(name, data.encode())


def test_a_list_of_links_in_english_stays_one():
    with pytest.raises(ArticleError, match="No article was found"):
        read_bytes("page.html", html_page("<a href=/a>All our news</a>").encode())

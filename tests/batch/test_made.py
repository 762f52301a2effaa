"""The news that batches are measured with: as many articles as wanted, the same ones each time, of other towns."""

from geo.articles import read
from geo.bench.made import news


def test_news_are_stories_of_other_towns_and_days(tmp_path):
    articles = read(news(tmp_path / "a.jsonl", 40))
    assert len({article.id for article in articles}) == len({article.text for article in articles}) == 40
    assert len({article.published for article in articles}) > 35
    assert all(200 < len(article.text.split()) < 1_200 for article in articles)
    assert news(tmp_path / "b.jsonl", 40).read_bytes() == (tmp_path / "a.jsonl").read_bytes()
    assert news(tmp_path / "c.jsonl", 40, seed=2).read_bytes() != (tmp_path / "a.jsonl").read_bytes()

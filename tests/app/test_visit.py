"""What a session holds: the view, the keys of widgets, and one typed record of the visit."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.app.state import FIELDS
from geo.app.visit import Visit
from geo.paths import ROOT

PAGES = ("map", "read", "people", "tables")


def keys_of_widgets(test: AppTest) -> set[str]:
    widgets = (*test.button, *test.selectbox, *test.text_input, *test.button_group, *test.toggle, *test.slider)
    return {widget.key for widget in (*widgets, *test.multiselect, *test.date_input, *test.text_area) if widget.key}


def test_whatever_is_no_widgets_is_the_view_or_the_visit():
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    seen = keys_of_widgets(test)
    for page in PAGES:
        test.switch_page(f"geo/app/pages/{page}.py").run()
        seen |= keys_of_widgets(test)
    held = {key for key in test.session_state if key.startswith("_")}
    assert held - seen == {"_visit"}
    assert set(test.session_state) >= set(FIELDS)
    assert isinstance(test.session_state["_visit"], Visit)


def test_a_misspelt_field_is_an_error():
    with pytest.raises(AttributeError):
        Visit().adress = {}

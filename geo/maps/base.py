"""The folium map: a base that never changes, and one feature group with the data.

streamlit-folium remounts its page, and loses the zoom, whenever the base map changes. So the base is constant and all
data go into the feature group, which it applies to the living map.
"""

import copy
from collections.abc import Sequence
from typing import Any

import folium
from folium.map import Layer
from folium.template import Template
from xyzservices import TileProvider

from geo.maps import static
from geo.maps.payload import View, script_literal

ATTRIBUTION = (
    '<a href="https://www.geonames.org" target="_blank" rel="noopener">GeoNames</a> (CC BY 4.0) · Made with '
    '<a href="https://www.naturalearthdata.com" target="_blank" rel="noopener">Natural Earth</a>'
)
OSM = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OSM_CREDIT = '© <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener">OpenStreetMap</a>'
CARTO = "https://{{s}}.basemaps.cartocdn.com/{style}_all/{{z}}/{{x}}/{{y}}{{r}}.png"
CARTO_CREDIT = OSM_CREDIT + ' © <a href="https://carto.com/attributions" target="_blank" rel="noopener">CARTO</a>'


class Outlines(Layer):
    """The built-in base map, and with it the script that draws everything else."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            new Dateline({{ this._parent.get_name() }}, {base: {{ this.address|tojson }}});
            var {{ this.get_name() }} = window.dateline.world;
            {{ this._parent.get_name() }}.attributionControl.addAttribution({{ this.credit|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, address: str) -> None:
        super().__init__(name="Outlines (built in)", overlay=False)
        self.address = address
        self.credit = ATTRIBUTION


class BaseMap(folium.Map):
    """The map without data, for `st_folium`. All of its scripts and styles come from the app's own server.

    Args:
        version: folder of the map's files, from `static.prepare`.
        prefix: address of the served folder, seen from the page that holds the map.
        tiles: whether to offer online tiles, which are fetched only once the reader chooses them.
    """

    def __init__(self, version: str, prefix: str = "../../app/static", *, tiles: bool = True) -> None:
        super().__init__(
            location=[25, 15],
            zoom_start=2,
            tiles=None,
            min_zoom=2,
            zoom_snap=0.25,
            wheel_px_per_zoom_level=90,
            world_copy_jump=True,
        )
        self.options["max_zoom"] = 18
        address = f"{prefix}/{version}/"
        self.default_js: Sequence[tuple[str, str]] = [(name, address + name) for name in static.SCRIPTS]
        self.default_css: Sequence[tuple[str, str]] = [(name, address + name) for name in static.STYLES]
        Outlines(address).add_to(self)
        if tiles:
            _tiles("OpenStreetMap", OSM, OSM_CREDIT).add_to(self)
            _tiles("CARTO light", CARTO.format(style="light"), CARTO_CREDIT).add_to(self)
            _tiles("CARTO dark", CARTO.format(style="dark"), CARTO_CREDIT).add_to(self)
            folium.LayerControl(position="topright").add_to(self)
        super().render()
        self.get_root().script = folium.Element()  # streamlit-folium makes its own from the layers

    def render(self, **kwargs: Any) -> None:
        """Do nothing: it was rendered when it was made, and streamlit-folium asks twice at each run of a page."""

    def copy(self) -> "BaseMap":
        """Return a map for one run of a page: streamlit-folium changes what it is given."""
        figure = self.get_root()
        return copy.deepcopy(self, {id(part): part for part in (figure.header, figure.html)})  # those it only reads


class Places(folium.MacroElement):
    """Where the map's script fetches its data, and how to look at them."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            window.dateline.load({{ this.address }}, {{ this.view }});
        {% endmacro %}
        """
    )

    def __init__(self, address: str, view: View) -> None:
        super().__init__()
        self._name = "Places"
        self.address = script_literal(address)
        self.view = script_literal(view)


def feature_group(address: str, view: View) -> folium.FeatureGroup:
    """Return the feature group that tells the living map what to draw.

    Args:
        address: where a `Drawing`'s data are served, seen from the page that holds the map.
        view: how to look at them.
    """
    group = folium.FeatureGroup(name="Places", control=False)
    Places(address, view).add_to(group)
    return group


def _tiles(name: str, address: str, credit: str) -> folium.TileLayer:
    provider = TileProvider(name=name, url=address, attribution=credit, html_attribution=credit)
    return folium.TileLayer(provider, name=name, show=False, max_zoom=19)

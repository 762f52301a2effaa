"""Geocoders of one shape: the embedded gazetteer, and online services as a second opinion, off until turned on."""

from geo.geocoders.embedded import Embedded
from geo.geocoders.fallback import Answer, ask
from geo.geocoders.second_opinion import Opinion, SecondOpinion, open_names
from geo.geocoders.services import SERVICES, Online, online

__all__ = ["SERVICES", "Answer", "Embedded", "Online", "Opinion", "SecondOpinion", "ask", "online", "open_names"]

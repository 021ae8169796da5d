"""The codes an office writes in `office.toml`; each has its words in `words.toml`."""

from enum import StrEnum
from types import MappingProxyType

__all__ = ["WEEKDAYS", "Language", "PartnerRole", "Service"]

WEEKDAYS = MappingProxyType({"mandag": 0, "tirsdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4})
"""School days as an office writes them, and as `date.weekday()` counts them."""


class Language(StrEnum):
    """The languages an office's pages can be written in."""

    NB = "nb"
    NN = "nn"
    EN = "en"


class PartnerRole(StrEnum):
    """What a partner is to the programme (programme description, section 3)."""

    BEDRIFT = "BEDRIFT"
    EKSAMENSKONTOR = "EKSAMENSKONTOR"
    HELSESYKEPLEIER = "HELSESYKEPLEIER"
    KONTAKTLAERER = "KONTAKTLAERER"
    MILJOETERAPEUT = "MILJOETERAPEUT"
    OPPFOELGINGSTJENESTE = "OPPFOELGINGSTJENESTE"
    OPPLAERINGSKONTOR = "OPPLAERINGSKONTOR"
    POLITI = "POLITI"
    PPT = "PPT"
    RAADGIVER = "RAADGIVER"
    RESSURSSENTER = "RESSURSSENTER"
    SLT = "SLT"
    UNG_ARENA = "UNG_ARENA"
    VIDEREGAAENDE_SKOLE = "VIDEREGAAENDE_SKOLE"


class Service(StrEnum):
    """What the office does for a youth (programme description, sections 4 and 5)."""

    EKSAMENSAVGIFT = "EKSAMENSAVGIFT"
    FELLES_MAALTID = "FELLES_MAALTID"
    HJELP_TIL_OPPMELDING = "HJELP_TIL_OPPMELDING"
    HOSPITERING_LAERER = "HOSPITERING_LAERER"
    KVELD = "KVELD"
    LITTERATUR = "LITTERATUR"
    OPPFOELGING = "OPPFOELGING"
    SKYSS_TIL_EKSAMEN = "SKYSS_TIL_EKSAMEN"
    STUDIEPLAN = "STUDIEPLAN"
    STOETTE_TIL_BEDRIFT = "STOETTE_TIL_BEDRIFT"
    TUR = "TUR"
    VEILEDER_VENTER = "VEILEDER_VENTER"

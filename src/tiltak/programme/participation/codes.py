"""The codes of participation: states, reasons, who makes a change, how a measure takes in and ends.

NAV's own codes stand as NAV writes them, without æ, ø and å. Words are in `words.toml`.
"""

from enum import StrEnum

__all__ = ["Actor", "Endings", "Enrolment", "ExamState", "Machine", "OnBehalf", "Reason", "SchoolState", "State"]


class Machine(StrEnum):
    """The three things a youth has a state in: a participation, school or apprenticeship, one attempt at an exam."""

    PARTICIPATION = "PARTICIPATION"
    SCHOOLING = "SCHOOLING"
    EXAM = "EXAM"


class State(StrEnum):
    """The states of a participation: NAV's fourteen, and `UKJENT` for a source status that nobody has explained."""

    KLADD = "KLADD"
    UTKAST_TIL_PAMELDING = "UTKAST_TIL_PAMELDING"
    AVBRUTT_UTKAST = "AVBRUTT_UTKAST"
    PABEGYNT_REGISTRERING = "PABEGYNT_REGISTRERING"
    SOKT_INN = "SOKT_INN"
    VURDERES = "VURDERES"
    VENTELISTE = "VENTELISTE"
    VENTER_PA_OPPSTART = "VENTER_PA_OPPSTART"
    DELTAR = "DELTAR"
    HAR_SLUTTET = "HAR_SLUTTET"
    FULLFORT = "FULLFORT"
    AVBRUTT = "AVBRUTT"
    IKKE_AKTUELL = "IKKE_AKTUELL"
    FEILREGISTRERT = "FEILREGISTRERT"
    UKJENT = "UKJENT"


class SchoolState(StrEnum):
    """Where a youth stands in school; being at risk is told apart for pupils and apprentices."""

    ELEV = "ELEV"
    LAERLING = "LAERLING"
    ELEV_I_FARE = "ELEV_I_FARE"
    LAERLING_I_FARE = "LAERLING_I_FARE"
    SLUTTET = "SLUTTET"
    FULLFORT = "FULLFORT"
    FEILREGISTRERT = "FEILREGISTRERT"


class ExamState(StrEnum):
    """Where one attempt at one exam stands, by the codes of the event log."""

    REGISTERED = "REGISTERED"
    DEFERRED = "DEFERRED"
    WITHDRAWN = "WITHDRAWN"
    NO_SHOW = "NO_SHOW"
    SAT = "SAT"
    PASSED = "PASSED"
    FAILED = "FAILED"
    REGRADED = "REGRADED"
    FEILREGISTRERT = "FEILREGISTRERT"


class Reason(StrEnum):
    """Why a change was made. The first eleven are NAV's; the rest are ours. Only `ANNET` takes a text."""

    SYK = "SYK"
    FATT_JOBB = "FATT_JOBB"
    TRENGER_ANNEN_STOTTE = "TRENGER_ANNEN_STOTTE"
    FIKK_IKKE_PLASS = "FIKK_IKKE_PLASS"
    IKKE_MOTT = "IKKE_MOTT"
    ANNET = "ANNET"
    AVLYST_KONTRAKT = "AVLYST_KONTRAKT"
    UTDANNING = "UTDANNING"
    SAMARBEIDET_MED_ARRANGOREN_ER_AVBRUTT = "SAMARBEIDET_MED_ARRANGOREN_ER_AVBRUTT"
    KRAV_IKKE_OPPFYLT = "KRAV_IKKE_OPPFYLT"
    KURS_FULLT = "KURS_FULLT"
    FLYTTET = "FLYTTET"
    IKKE_OPPGITT = "IKKE_OPPGITT"
    LEDIG_PLASS = "LEDIG_PLASS"
    NYE_OPPLYSNINGER = "NYE_OPPLYSNINGER"
    OMBESTEMT_SEG = "OMBESTEMT_SEG"
    TRENGER_MER_TID = "TRENGER_MER_TID"


class Actor(StrEnum):
    """Who makes a change. `SYSTEM` is what follows from a date alone, `KILDE` an import from another system."""

    NAV_VEILEDER = "NAV_VEILEDER"
    NAV_KONTORET = "NAV_KONTORET"
    UNGDOM = "UNGDOM"
    UNGDOMSARENA = "UNGDOMSARENA"
    SKOLE = "SKOLE"
    KONTAKTLAERER = "KONTAKTLAERER"
    OPPLAERINGSKONTOR = "OPPLAERINGSKONTOR"
    EKSAMENSKONTOR = "EKSAMENSKONTOR"
    SYSTEM = "SYSTEM"
    KILDE = "KILDE"


class Enrolment(StrEnum):
    """How a delivery takes people in: the adviser decides at once, or an application is approved by the office."""

    DIREKTE_VEDTAK = "DIREKTE_VEDTAK"
    TRENGER_GODKJENNING = "TRENGER_GODKJENNING"


class Endings(StrEnum):
    """Which endings a delivery uses: completed or broken off for training, "has ended" for every other measure."""

    TRAINING = "TRAINING"
    OTHER = "OTHER"


class OnBehalf(StrEnum):
    """Why the adviser approved in the youth's place."""

    MANGLER_BANKID = "MANGLER_BANKID"
    RESERVERT = "RESERVERT"
    IKKE_DIGITAL = "IKKE_DIGITAL"

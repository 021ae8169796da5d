"""The codes of sharing: bodies, categories of information, purposes, who signs. The words are in ``words.toml``."""

from enum import StrEnum

__all__ = ["Body", "Category", "Matter", "Purpose", "ResearchMatter", "Signer"]


class Body(StrEnum):
    """What a partner is to the rules on secrecy; several partners can be of one kind."""

    NAV = "NAV"
    NAV_KOMMUNE = "NAV_KOMMUNE"
    SKOLE = "SKOLE"
    OT = "OT"
    PPT = "PPT"
    HELSETJENESTE = "HELSETJENESTE"
    SLT = "SLT"
    KOMMUNE = "KOMMUNE"
    FYLKESKOMMUNE = "FYLKESKOMMUNE"
    POLITI = "POLITI"
    BARNEVERN = "BARNEVERN"
    ARBEIDSGIVER = "ARBEIDSGIVER"
    FORESATTE = "FORESATTE"
    FORSKNING = "FORSKNING"
    UTVALG = "UTVALG"


class Category(StrEnum):
    """What kind of information it is. Which are of a special category is in ``data/categories.csv``.

    `ANONYM` carries no identifying marks; `KONTAKT` is name, date of birth, address, telephone; `VERNET_ADRESSE` an
    address the population register protects; `DELTAKELSE` that somebody takes part; `SAKKYNDIG` expert assessments;
    `STRAFFBART` offences.
    """

    ANONYM = "ANONYM"
    KONTAKT = "KONTAKT"
    VERNET_ADRESSE = "VERNET_ADRESSE"
    DELTAKELSE = "DELTAKELSE"
    OPPLAERING = "OPPLAERING"
    ARBEID = "ARBEID"
    OEKONOMI = "OEKONOMI"
    SOSIALE_FORHOLD = "SOSIALE_FORHOLD"
    HELSE = "HELSE"
    SAKKYNDIG = "SAKKYNDIG"
    STRAFFBART = "STRAFFBART"


class Purpose(StrEnum):
    """What the information is to be used for."""

    OPPFOELGING = "OPPFOELGING"
    KOORDINERING = "KOORDINERING"
    EKSAMEN = "EKSAMEN"
    FORMIDLING = "FORMIDLING"
    HELSEHJELP = "HELSEHJELP"
    FOREBYGGE_LOVBRUDD = "FOREBYGGE_LOVBRUDD"
    VERNE_BARN = "VERNE_BARN"
    AVVERGE_FARE = "AVVERGE_FARE"
    FORSKNING = "FORSKNING"


class Matter(StrEnum):
    """What somebody is asked to agree to; the age of consent differs between them."""

    EDUCATION = "EDUCATION"
    HEALTH = "HEALTH"
    MONEY = "MONEY"
    SHARING = "SHARING"


class ResearchMatter(StrEnum):
    """Research on ordinary information, or on what is of a special category: the age of consent differs."""

    RESEARCH = "RESEARCH"
    RESEARCH_SPECIAL = "RESEARCH_SPECIAL"


class Signer(StrEnum):
    """Who agrees to something on a youth's behalf.

    `YOUTH` alone, `YOUTH_GUARDIAN_INFORMED` when the parents are told unless the youth objects for a good reason,
    `YOUTH_AND_GUARDIAN` when both must agree, `NOT_KNOWN` while the date of birth is not known.
    """

    YOUTH = "YOUTH"
    YOUTH_GUARDIAN_INFORMED = "YOUTH_GUARDIAN_INFORMED"
    YOUTH_AND_GUARDIAN = "YOUTH_AND_GUARDIAN"
    NOT_KNOWN = "NOT_KNOWN"

"""`tiltak share`: what may be told to whom, in a terminal, for another program and as a page."""

import json

import pytest

from tiltak.render.sharing import sharing_schema

CONSENTS = """case_id,kind,giver,receivers,categories,purpose,from,to,withdrawn_on,signed_by
MT-001,DELING,KONTAKTLAERER,PROGRAMMET,OPPLAERING,OPPFOELGING,2026-08-24,2027-06-18,,YOUTH
MT-002,DELING,KONTAKTLAERER,PROGRAMMET,OPPLAERING,OPPFOELGING,2026-08-24,2027-06-18,2026-11-23,YOUTH
MT-003,DELING,KONTAKTLAERER,PPT,OPPLAERING,OPPFOELGING,2026-08-24,2027-06-18,,YOUTH
"""
ASKED = ("--from", "KONTAKTLAERER", "--to", "PROGRAMMET", "--category", "OPPLAERING", "--purpose", "OPPFOELGING")
BORN = ("--fact", "born=2009-03-01")


@pytest.fixture
def share(tmp_path, run_tiltak):
    """Ask about one case, with its consents and no other ground."""
    path = tmp_path / "consents.csv"
    path.write_text(CONSENTS, encoding="utf-8")

    def ask(case, on, *more):
        words = ("--consents", path, "--case", case, "--no-other-ground", "--on", on, "--lang", "en")
        return run_tiltak("share", *ASKED, *BORN, *words, *more)

    return ask


@pytest.mark.parametrize(
    ("case", "on", "verdict", "faults"),
    [
        ("MT-001", "2026-08-23", "NO", ["NOT_BEGUN"]),
        ("MT-001", "2026-08-24", "YES", []),
        ("MT-001", "2027-06-18", "YES", []),
        ("MT-001", "2027-06-19", "NO", ["EXPIRED"]),
        ("MT-002", "2026-11-22", "YES", []),
        ("MT-002", "2026-11-23", "NO", ["WITHDRAWN"]),
        ("MT-003", "2026-11-23", "NO", ["OTHER_RECEIVER"]),
        ("MT-009", "2026-11-23", "NO", []),
    ],
)
def test_a_consent_holds_within_its_days_and_for_those_it_names(share, case, on, verdict, faults):
    """On both sides of each date: the first day, the last day, the day it is taken back, and another receiver."""
    from jsonschema import validate  # noqa: PLC0415 - used here only

    done = share(case, on, "--format", "json")
    assert done.exit_code == 0
    record = json.loads(done.output)
    validate(record, sharing_schema("share-1"))
    assert (record["verdict"], record["categories"][0]["consent_faults"]) == (verdict, faults)
    assert "2009-03-01" not in done.output


def test_a_yes_says_its_ground_its_section_and_until_when(share):
    """The reason, the provision and the last day stand in the text, and who decides ends it."""
    lines = share("MT-001", "2026-11-23").output.splitlines()
    assert "Yes, this may be shared." in lines
    assert "  Why: The person has consented" in lines
    assert "  Consent: The consent covers this until 18 June 2027, included" in lines
    assert "- section 13 a nr. 1 of forvaltningsloven – https://lovdata.no/lov/1967-02-10/§13a" in lines
    assert lines[-1] == "This is advice. The one who shares decides, and answers for it."


def test_a_no_says_why_and_what_would_change_it(share):
    """An expired consent is named, and the way to a yes is a new one, with who signs it."""
    lines = share("MT-001", "2027-06-19").output.splitlines()
    assert "No, this may not be shared." in lines
    assert "  Consent: The consent has expired" in lines
    changes = lines[lines.index("What would change the answer") + 1]
    assert changes.startswith(
        "- Ask for a consent that names the receiver, the purpose, the information and the period"
    )


def test_an_expired_consent_is_named_also_while_other_grounds_are_open(tmp_path, run_tiltak):
    """Nobody has said that there is no other ground, so the whole is open; the consent is told to have expired."""
    path = tmp_path / "consents.csv"
    path.write_text(CONSENTS, encoding="utf-8")
    words = ("--consents", path, "--case", "MT-001", "--on", "2027-06-19", "--format", "json")
    record = json.loads(run_tiltak("share", *ASKED, *BORN, *words).output)
    assert (record["verdict"], record["categories"][0]["consent_faults"]) == ("UNKNOWN", ["EXPIRED"])


def test_a_personal_number_is_no_case(run_tiltak):
    """It is refused, and not said again."""
    done = run_tiltak("share", *ASKED, "--case", "41819077302")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "77302" not in done.stderr


def test_what_nobody_has_said_is_asked_about(run_tiltak):
    """Without consents and without a word of other grounds the answer is that it is not known, with the questions."""
    done = run_tiltak("share", *ASKED, "--on", "2026-11-23", "--format", "json")
    record = json.loads(done.output)
    assert record["verdict"] == "UNKNOWN"
    assert record["questions"][:2] == ["consent_covers", "purpose_of_collection"]


def test_a_fact_that_is_vouched_for_opens_its_ground(run_tiltak):
    """Danger to life or health goes before consent, and is said to; number 7 is from 1 July 2021."""
    danger = ("--fact", "danger_to_life_or_health=ja", "--no-other-ground", "--format", "json")
    asked = ("--from", "NAV", "--to", "PPT", "--category", "HELSE", "--purpose", "AVVERGE_FARE")
    told = {
        day: json.loads(run_tiltak("share", *asked, *danger, "--on", day).output)
        for day in ("2021-06-30", "2021-07-01")
    }
    assert told["2021-06-30"]["verdict"] == "NO"
    assert (told["2021-07-01"]["verdict"], told["2021-07-01"]["bypasses"]) == ("YES", ["ground_life_and_health"])


def test_what_the_law_leaves_to_judgement_names_whose(run_tiltak):
    """Health personnel weigh the interests that were raised; the program does not."""
    asked = ("--from", "HELSESYKEPLEIER", "--to", "PPT", "--category", "HELSE", "--purpose", "KOORDINERING")
    more = ("--fact", "weighty_interests_raised=ja", "--no-other-ground", "--on", "2026-11-23", "--lang", "en")
    lines = run_tiltak("share", *asked, *more).output.splitlines()
    assert "It is not settled. Share nothing yet." in lines
    assert lines[lines.index("Who must judge") + 1] == "- The health personnel"


def test_every_code_that_is_none_is_said_at_once_with_the_nearest(run_tiltak):
    """Giver, receiver, category, purpose and fact are each a line, and the command leaves with 2."""
    words = ("--from", "KONTAKTLAEER", "--to", "PROGRAMET", "--category", "OPPLARING", "--purpose", "EKSAMENN")
    done = run_tiltak("share", *words, "--fact", "borne=2009-03-01", "--lang", "en")
    assert done.exit_code == 2
    assert done.stdout == ""
    near = [line.rpartition("Did you mean ")[2] for line in done.stderr.splitlines()]
    assert near == ["“OPPLAERING”?", "“born”?", "“KONTAKTLAERER”?", "“EKSAMEN”?", "“PROGRAMMET”?"]


@pytest.mark.parametrize("fact", ["informs_parents=maybe", "born=2009-02-30", "consent_covers=ja"])
def test_a_fact_that_cannot_be_is_a_fault(run_tiltak, fact):
    """Neither a wrong value nor a fact that is worked out is taken."""
    done = run_tiltak("share", *ASKED, "--fact", fact)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_a_committee_gives_nothing(run_tiltak):
    """A committee across agencies is nobody, so it cannot be the giver."""
    words = ("--from", "UTVALGET", "--to", "PPT", "--category", "OPPLAERING", "--purpose", "OPPFOELGING")
    assert run_tiltak("share", *words).exit_code == 2


def test_a_day_before_the_rules_is_refused(run_tiltak):
    """There is no answer for a day whose rules were not read."""
    done = run_tiltak("share", *ASKED, "--on", "1990-01-01", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "1 January 1990" in done.stderr


def test_a_file_with_faults_gives_no_answer(tmp_path, run_tiltak):
    """Every fault in the consents is said, and nothing is answered on what was left."""
    path = tmp_path / "consents.csv"
    path.write_text(CONSENTS.replace("PPT", "PPPT").replace("MT-001,DELING", "MT-001,DELINK"), encoding="utf-8")
    done = run_tiltak("share", *ASKED, "--consents", path, "--case", "MT-001", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "consents.csv, line 2, “kind”",
        "consents.csv, line 4, “receivers”",
    ]


@pytest.mark.parametrize(("lang", "answer"), [("nb", "Samtykket har gått ut"), ("nn", "Samtykket har gått ut")])
def test_the_page_shows_the_answer_and_no_date_of_birth(share, lang, answer):
    """The page holds the answer and its reason in the language, and nothing vouched for."""
    page = share("MT-001", "2027-06-19", "--format", "html", "--lang", lang).output
    assert page.startswith("<!doctype html>")
    assert answer in page
    assert "2009" not in page

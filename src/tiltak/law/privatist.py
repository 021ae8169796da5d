"""Whether somebody may sit an exam as a private candidate (*privatist*): a question apart from every right."""

from datetime import date
from functools import cache

from tiltak.law import conditions as ask
from tiltak.law.facts import check_case, fact
from tiltak.law.provisions import provision
from tiltak.rules import Case, Condition, Decision, RuleSet, RuleVersions, all_of, any_of, is_false, is_one_of

__all__ = ["privatist_may_sit_exam", "privatist_rules"]

_START = date(2024, 8, 1)


@cache
def privatist_rules() -> RuleVersions:
    """Who is a private candidate in a subject, from 2024-08-01; what the act of 1998 said was not read.

    >>> privatist_rules().versions[0].fact_names
    ('activity', 'takes_instruction_in_subject')
    """
    basis, pupil = provision("ol.privatist"), provision("of.pupil_privatist")
    tree = any_of(
        Condition("in_no_training", fact("activity"), is_one_of("INGEN"), basis),
        Condition("no_instruction_in_subject", fact("takes_instruction_in_subject"), is_false(), basis),
        all_of(
            Condition("is_pupil", fact("activity"), is_one_of("ELEV"), pupil),
            ask.judgement("leave_from_instruction", pupil),
        ),
    )
    return RuleVersions("privatist", (RuleSet("privatist", str(_START), tree, _START),))


def privatist_may_sit_exam(case: Case, on: date) -> Decision:
    """Whether a person may sit an exam in upper secondary school as a private candidate.

    No right to training, no age and no residence is asked: only that the candidate takes no instruction in the
    subject (§ 23-1). A pupil who does needs the county's leave, for weighty reasons.

    Args:
        case: What is known; `activity`, and `takes_instruction_in_subject` for those who are in training.
        on: The day of registration.

    Raises:
        BadInput: When answers contradict each other.
        OutsideDates: Before 2024-08-01.

    >>> privatist_may_sit_exam(Case({"activity": "INGEN"}), date(2026, 11, 23)).verdict.name
    'YES'
    """
    check_case(case, on)
    return privatist_rules().decide(case, on)

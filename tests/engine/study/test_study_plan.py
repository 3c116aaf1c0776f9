"""The plan of a study: what can be done with what there is, and why not."""

import itertools

import pytest

from riothermie_kansen.messages import keys, message
from riothermie_kansen.roles import ROLES
from riothermie_kansen.study import layers
from riothermie_kansen.study.choosing import Reason, copies, made_by, task
from riothermie_kansen.study.plan import COPIES, PARTS, REPLACED, RESTRICTION_ROLES, STEPS, WEIGHTS

KNOWN = {step.algorithm for step in STEPS}
STEP = {step.key: step for step in STEPS}


def arrange(*given, parts=PARTS, algorithms=KNOWN):
    """Return the tasks of a study in which every step that can be done leaves all its tables."""
    tables, found = {table for name, table in COPIES if name in given}, {}
    for step in STEPS:
        made = task(step, given=given, tables=tables, parts=parts, algorithms=algorithms)
        found[step.key] = made
        if made.reason is None:
            tables |= set(step.tables)
    return found


def possible(*given, **how):
    return {key for key, found in arrange(*given, **how).items() if found.reason is None}


def test_plan_holds_together():
    assert len(STEP) == len(STEPS)
    tables = [table for step in STEPS for table in step.tables]
    assert len(set(tables)) == len(tables)
    for i, step in enumerate(STEPS):
        assert step.part in PARTS
        before = {table for earlier in STEPS[:i] for table in earlier.tables}
        for origin in itertools.chain.from_iterable(feed.origins for feed in step.feeds):
            assert not origin.table or origin.name in before, f"{step.key} reads {origin.name} before it is there"
        assert set(step.one_of) <= {feed.parameter for feed in step.feeds}
    assert set(REPLACED) <= set(STEP)
    assert set(WEIGHTS) <= set(STEP)


def test_tables_of_a_role_are_called_after_it():
    # of steps that are done twice only one has the name of the role
    keys_of = {role.key: (role.algorithm, role.output) for role in ROLES}
    for step in STEPS:
        for output, table in step.outputs:
            if table in keys_of:
                assert keys_of[table] == (step.algorithm, output)
    made = {table for step in STEPS for table in step.tables}
    ours = {role.key for role in ROLES if role.algorithm in KNOWN and role.key != "leidingen"}
    assert ours <= made | {"ruimte", "seizoen", "onttrekkingen"}


def test_every_table_has_a_place_on_the_map_or_among_the_tables():
    grouped = [table for group in layers.MAPS for table in group.tables]
    every = [*grouped, *layers.TABLES, *layers.BACKGROUND]
    assert len(set(every)) == len(every)
    made = {table for step in STEPS for table in step.tables if not table.startswith(layers.FINDINGS)}
    assert made | {table for _, table in COPIES} | {"stappen"} == set(every)
    for table in every:
        assert layers.title(table, "nl") != table
        assert layers.title(table, "en") != table


def test_everything_given_everything_done():
    given = {
        *("LEIDINGEN", "PANDEN", "STRATEN", "GEBIED", "KAVELS", "REGIS", "PERCELEN"), *RESTRICTION_ROLES,
    }  # fmt: skip
    assert possible(*given) == set(STEP)
    assert [reason.key for found in arrange(*given).values() for reason in found.assumed] == [
        "studie_geen_adressen", "studie_bron_gekozen", "studie_net_gekozen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("STRATEN",), set()),
        (("LEIDINGEN",), {"kansenkaart"}),
        (("HYDX",), {"kansenkaart"}),
        (("PANDEN",), {"warmtevraag", "bodemlussen", "miniwarmtenetten", "warmtekavels", "bewonerskosten", "co2"}),
        (("GEBOUWEN",), {"bodemlussen", "miniwarmtenetten", "warmtekavels", "bewonerskosten", "co2"}),
        (("GEBIED", "VERBOD"), {"gebied_restricties"}),
        (("GEBIED", "REGIS"), {"wkogeschiktheid"}),
    ],
)
def test_missing_inputs_shorten_the_study(given, expected):
    assert possible(*given) == expected


def test_source_that_is_given_is_not_chosen():
    found = arrange("LEIDINGEN", "PANDEN", "STRATEN", "BRON")
    assert found["bronpunten"].reason == Reason("studie_vervangen", {"invoer": "BRON"})
    assert found["energiematch"].taken["BRON"].name == "BRON"
    # the same water does not count twice in the kavels
    assert "BRONNEN" not in found["warmtekavels"].taken
    assert "BRONNEN" in arrange("PANDEN", "BRON")["warmtekavels"].taken


def test_network_is_for_the_chosen_ones_or_else_for_all():
    given = ("PANDEN", "STRATEN", "BRON")
    assert arrange(*given)["warmtenet"].taken["GEBOUWEN"].only == '"gekozen" = 1'
    without = arrange(*given, parts=[part for part in PARTS if part != "energiematch"])
    assert without["warmtenet"].taken["GEBOUWEN"].name == "gebouwen"
    assert without["warmtenet"].assumed == (Reason("studie_net_alle"),)


def test_step_that_left_nothing_leaves_out_what_needs_it():
    step = STEP["businesscase"]
    found = task(step, given={"PANDEN"}, tables={"gebouwen", "aansluitingen"}, parts=PARTS, algorithms=KNOWN)
    assert found.reason == Reason("studie_mist_stap", {"stap": "warmtenet"})
    assert made_by("hoeveelheden") is STEP["warmtenet"]
    assert made_by("gebied") is None


def test_absent_algorithm_leaves_its_step_out():
    found = arrange("LEIDINGEN", "PANDEN", algorithms=KNOWN - {"bronpunten"})
    assert found["bronpunten"].reason == Reason("studie_geen_algoritme", {"algoritme": "bronpunten"})
    assert found["energiematch"].reason == Reason(
        "studie_mist_stap_of_invoer", {"stap": "bronpunten", "wat": "BRON"}
    )  # fmt: skip


def test_addresses_of_the_bag_stand_in_for_addresses():
    found = arrange("LEIDINGEN", "VERBLIJFSOBJECTEN")["kansenkaart"]
    assert found.taken["ADRESSEN"].name == "VERBLIJFSOBJECTEN"
    assert Reason("studie_adressen_uit_bag") in found.assumed
    own = arrange("LEIDINGEN", "VERBLIJFSOBJECTEN", "ADRESSEN")["kansenkaart"]
    assert own.taken["ADRESSEN"].name == "ADRESSEN"
    assert own.assumed == ()


def test_copies_of_inputs():
    assert copies({"PANDEN", "GEBIED", "BRON"}) == {"BRON": "bron", "GEBIED": "gebied"}


def test_every_reason_has_a_sentence_in_both_languages():
    subsets = [
        (),
        ("LEIDINGEN",),
        ("PANDEN",),
        ("GEBIED", "PANDEN", "STRATEN", "BRON"),
        ("LEIDINGEN", "PANDEN", "BRON"),
    ]
    for given in subsets:
        for parts in (PARTS, PARTS[:3]):
            for found in arrange(*given, parts=parts).values():
                for reason in (*found.assumed, *([found.reason] if found.reason else [])):
                    assert reason.key in keys()
                    texts = [message(reason.key, language, **reason.values) for language in ("nl", "en")]
                    assert texts[0] != texts[1]
                    assert "{" not in "".join(texts)

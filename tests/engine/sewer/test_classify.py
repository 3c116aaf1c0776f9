import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.schema import FUNCTIES, SOORTEN
from riothermie_kansen.sewer.classify import KANSEN, Limits, classify, rule_text

NAN = float("nan")
STANDARD = kentallen.load()
LIMITS = Limits.from_kentallen(STANDARD)
KW_PER_LS = 4.18 * 2.0 * 4.0 / 3.0


def one(function="vrijverval", kind="gemengd", size=NAN, year=NAN, mean=0.0, night=0.0, limits=LIMITS):
    kans, reason = classify(
        function=[function], kind=[kind], size_mm=np.array([size]), year=np.array([year]), mean_ls=np.array([mean]),
        night_ls=np.array([night]), building_kw=np.array([mean * KW_PER_LS]), limits=limits,
    )  # fmt: skip
    return kans[0], reason[0]


@pytest.mark.parametrize(
    ("pipe", "kans", "reason"),
    [
        (
            {"size": 1200.0, "mean": 40.0, "night": 12.4},
            "kansrijk",
            "nachtdebiet 12,4 l/s ≥ 10 l/s, DN 1200 ≥ 1000",
        ),
        (
            {"function": "pers", "size": 250.0, "mean": 30.0, "night": 10.0},
            "kansrijk",
            "nachtdebiet 10,0 l/s ≥ 10 l/s, persleiding",
        ),
        (
            {"size": 500.0, "year": 1955.0, "mean": 30.0, "night": 10.0},
            "kansrijk",
            "nachtdebiet 10,0 l/s ≥ 10 l/s, aangelegd in 1955, dus aan vervanging toe",
        ),
        ({"mean": 40.0, "night": 12.4}, "kansrijk", "nachtdebiet 12,4 l/s ≥ 10 l/s, diameter onbekend"),
        (
            {"size": 500.0, "mean": 14.2, "night": 4.2},
            "mogelijk",
            "gemiddeld debiet 14,2 l/s ≥ 10 l/s, DN 500 ≥ 400, maar nachtdebiet 4,2 l/s < 10 l/s, DN 500 < 1000",
        ),
        (
            {"size": 900.0, "mean": 40.0, "night": 12.4},
            "mogelijk",
            "nachtdebiet 12,4 l/s ≥ 10 l/s, DN 900 ≥ 400, maar DN 900 < 1000",
        ),
        (
            {"mean": 14.2, "night": NAN},
            "mogelijk",
            "gemiddeld debiet 14,2 l/s ≥ 10 l/s, diameter onbekend, maar nachtdebiet onbekend",
        ),
        (
            {"size": 300.0, "mean": 14.2, "night": 4.2},
            "beperkt",
            "gemiddeld debiet 14,2 l/s ≥ 10 l/s, maar nachtdebiet 4,2 l/s < 10 l/s, DN 300 < 400",
        ),
        (
            {"size": 400.0, "mean": 9.999, "night": 4.2},
            "beperkt",
            "gemiddeld debiet 9,9 l/s < 10 l/s, nachtdebiet 4,2 l/s < 10 l/s",
        ),
        (
            {"mean": 6.0, "night": 2.0},
            "beperkt",
            "gemiddeld debiet 6,0 l/s < 10 l/s, nachtdebiet 2,0 l/s < 10 l/s, diameter onbekend",
        ),
        (
            {"size": 400.0, "mean": 0.31, "night": 0.1},
            "geen",
            "gemiddeld debiet 0,3 l/s geeft 3 kW aan de gebouwzijde < 50 kW",
        ),
        ({"size": 400.0}, "geen", "geen droogweerafvoer berekend in deze streng"),
        ({"size": 400.0, "mean": NAN, "night": NAN}, "", "debiet onbekend"),
        (
            {"function": "geen", "kind": "hemelwater", "size": 800.0},
            "geen",
            "voert geen afvalwater af bij droog weer (hemelwater)",
        ),
        ({"function": "overstort", "size": 800.0}, "geen", "overstort: voert geen afvalwater af bij droog weer"),
        (
            {"function": "pomp", "mean": 40.0, "night": 12.0},
            "geen",
            "pomp of doorlaat: geen plaats voor een wisselaar, zie de aansluitende strengen",
        ),
    ],
)
def test_class_and_reason(pipe, kans, reason):
    assert one(**pipe) == (kans, reason)


def test_limits_themselves_are_in():
    assert one(size=1000.0, mean=20.0, night=10.0)[0] == "kansrijk"
    assert one(size=999.9, mean=20.0, night=10.0)[0] == "mogelijk"
    assert one(size=1000.0, mean=20.0, night=9.999)[0] == "mogelijk"
    assert one(size=400.0, mean=10.0, night=1.0)[0] == "mogelijk"
    assert one(size=399.9, mean=10.0, night=1.0)[0] == "beperkt"
    assert one(size=400.0, mean=4.486, night=1.0)[0] == "beperkt"  # 50 kW / 11.147 = 4.4857 l/s
    assert one(size=400.0, mean=4.485, night=1.0)[0] == "geen"
    assert one(size=500.0, year=1970.0, mean=20.0, night=10.0)[0] == "mogelijk"
    assert one(size=500.0, year=1969.0, mean=20.0, night=10.0)[0] == "kansrijk"


def test_thresholds_are_the_users():
    small = STANDARD.replace({"kansen.nachtdebiet_min": 2.5, "kansen.dn_kansrijk": 400.0, "kansen.vermogen_min": 5.0})
    limits = Limits.from_kentallen(small)
    assert one(size=400.0, mean=9.0, night=3.0, limits=limits) == (
        "kansrijk",
        "nachtdebiet 3,0 l/s ≥ 2,5 l/s, DN 400 ≥ 400",
    )
    assert one(size=400.0, mean=0.5, night=0.1, limits=limits)[0] == "beperkt"
    assert "minstens 2,5 l/s in een riool vanaf DN 400" in rule_text(small)


def test_rule_is_two_sentences():
    text = rule_text(STANDARD)
    assert text == (
        "Kansrijk: nachtdebiet minstens 10 l/s in een riool vanaf DN 1000, een persleiding of een riool van vóór 1970 "
        "(vervanging); mogelijk: gemiddeld debiet minstens 10 l/s en DN 400 of groter, een persleiding of vervanging; "
        "beperkt: minder, maar minstens 50 kW aan de gebouwzijde; geen: nog minder, of geen afvalwater. "
        "Waar de diameter onbekend is, telt alleen het debiet."
    )


numbers = st.one_of(st.just(NAN), st.floats(0, 2000))


@given(
    st.sampled_from(FUNCTIES), st.sampled_from(SOORTEN), numbers, st.one_of(st.just(NAN), st.integers(1850, 2030)),
    numbers, st.one_of(st.just(NAN), st.floats(0, 1)),
)  # fmt: skip
def test_every_pipe_has_one_class_and_one_reason(function, kind, size, year, mean, share):
    kans, reason = one(function, kind, size, year, mean, mean * share)
    assert kans in (*KANSEN, "")
    assert (kans == "") == (function in ("vrijverval", "druk", "pers") and np.isnan(mean))
    assert reason
    assert "nan" not in reason
    assert not reason.startswith((",", " "))
    assert not reason.endswith((",", " "))
    assert ", ," not in reason


@given(st.floats(300, 2000), st.floats(0, 100), st.floats(0, 1))
def test_unknown_diameter_is_never_worse_than_a_known_one(size, mean, share):
    known, unknown = one(size=size, mean=mean, night=mean * share)[0], one(mean=mean, night=mean * share)[0]
    assert KANSEN.index(unknown) <= KANSEN.index(known)

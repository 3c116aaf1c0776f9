"""The kansenkaart with measurements: what each pipe says, what is told, and that everything below follows."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen import kentallen, schema
from riothermie_kansen.readers.measuring_points import nothing_measured, read_measuring_points
from riothermie_kansen.sewer.opportunity import Premises, opportunity_map

K = kentallen.load()
PERSON = K.value("dwa.liter_per_inwoner") / 86400.0
SIZE = {"breedte_mm": 500.0, "vorm": "Rond"}
# 100 m each, level by level down to the pump: a and b meet, c and d lead on; 10,000 inhabitants live on each
PIPES = [
    ("a", [(0, 0), (100, 0)], {"bob_begin_m": 2.0, "bob_eind_m": 1.8, **SIZE}),
    ("b", [(100, 100), (100, 0)], {"bob_begin_m": 2.0, "bob_eind_m": 1.8, **SIZE}),
    ("c", [(100, 0), (200, 0)], {"bob_begin_m": 1.8, "bob_eind_m": 1.6, **SIZE}),
    ("d", [(200, 0), (300, 0)], {"bob_begin_m": 1.6, "bob_eind_m": 1.4, **SIZE}),
]
NODES = [("G", (300, 0), {"soort": "gemaal"})]
EACH = 10_000 * PERSON


def measurements(**values):
    """Return measurements in the middle of pipes: name of the pipe to mean, or (mean, lowest hour[, highest hour])."""
    middles = {name: shapely.LineString(line).interpolate(0.5, normalized=True) for name, line, _ in PIPES}
    rows = [tuple(np.atleast_1d(value)) + (np.nan,) * 2 for value in values.values()]
    columns = {name: [row[i] for row in rows] for i, name in enumerate(("dwa_gem_ls", "dwa_min_ls", "dwa_max_ls"))}
    names = [f"M{name}" for name in values]
    geometry = [middles[name] for name in values]
    return read_measuring_points(gpd.GeoDataFrame({"naam": names, **columns}, geometry=geometry, crs=schema.RD))


def chart(as_read, measured=None, total=40_000.0, values=K):
    return opportunity_map(as_read(PIPES, NODES), Premises(total=total), measured=measured, kentallen=values)


def by_pipe(result):
    return result.pipes.set_index("leiding_id")


def texts(result, kind):
    found = result.findings.frame(schema.RD)
    return found.loc[found["soort"] == kind, "tekst"].tolist()


def test_without_measurements_everything_is_an_estimate(as_read):
    result = chart(as_read)
    pipes = by_pipe(result)
    assert set(pipes["dwa_status"]) == {"raming"}
    assert pipes["meetfactor"].tolist() == [1.0] * 4
    assert pipes["gemeten_deel"].tolist() == [0.0] * 4
    assert pipes["dwa_raming_ls"].tolist() == pipes["dwa_gem_ls"].tolist()
    assert (result.measurements, result.measured_factor) == (0, 1.0)
    assert any("elk debiet is een raming" in text for text in result.notes)


def test_the_map_by_hand(as_read):
    """c carries 3 x 13.9 l/s and 20 l/s was measured: a, b and c times 0.48; below it d adds its own 13.9."""
    result = chart(as_read, measurements(c=20.0))
    pipes = by_pipe(result)
    factor = 20.0 / (3 * EACH)
    assert pipes["dwa_gem_ls"].to_dict() == pytest.approx(
        {"a": EACH * factor, "b": EACH * factor, "c": 20.0, "d": 20.0 + EACH}
    )
    assert pipes["dwa_raming_ls"].to_dict() == pytest.approx({"a": EACH, "b": EACH, "c": 3 * EACH, "d": 4 * EACH})
    assert pipes["dwa_status"].to_dict() == {
        "a": "gecorrigeerd",
        "b": "gecorrigeerd",
        "c": "gemeten",
        "d": "gecorrigeerd",
    }
    assert pipes["meetfactor"].to_dict() == pytest.approx(
        {"a": factor, "b": factor, "c": factor, "d": (20.0 + EACH) / (4 * EACH)}
    )
    assert pipes["gemeten_deel"].to_dict() == pytest.approx({"a": 1.0, "b": 1.0, "c": 1.0, "d": 20 / (20 + EACH)})
    assert pipes["dwa_eigen_ls"].to_dict() == pytest.approx(
        {"a": EACH * factor, "b": EACH * factor, "c": EACH * factor, "d": EACH}
    )
    # inhabitants are counted, not measured
    assert pipes["inwoners"].to_dict() == pytest.approx({"a": 1e4, "b": 1e4, "c": 3e4, "d": 4e4})
    assert result.inflow_ls == pytest.approx(20.0 + EACH)
    assert result.discharged_ls == pytest.approx(20.0 + EACH)
    assert result.nodes.set_index("knoop_id").loc["G", "dwa_gem_ls"] == pytest.approx(20.0 + EACH)
    assert result.measured_factor == pytest.approx(factor)
    assert result.measurements == 1


def test_power_homes_and_class_follow_the_corrected_flow(as_read):
    before, after = by_pipe(chart(as_read)), by_pipe(chart(as_read, measurements(c=5.0)))
    power = ["vermogen_gem_kw", "vermogen_gebouw_kw", "warmte_wko_gj"]
    ratio = after.loc["c", power].astype(float) / before.loc["c", power].astype(float)
    assert ratio.tolist() == pytest.approx([5.0 / (3 * EACH)] * 3)
    assert before.loc["c", "kans"] == "mogelijk"
    assert after.loc["c", "kans"] == "beperkt"
    assert after.loc["c", "woningen_wko"] < before.loc["c", "woningen_wko"]


def test_the_reason_says_what_it_rests_on(as_read):
    pipes = by_pipe(chart(as_read, measurements(c=20.0)))
    assert pipes.loc["c", "reden"].endswith("Debiet gemeten (20,0 l/s; raming 41,7 l/s, factor 0,48).")
    assert pipes.loc["a", "reden"].endswith("Debiet met de meting gecorrigeerd, factor 0,48.")
    assert pipes.loc["d", "reden"].endswith("Debiet voor 59 % van het water met de meting gecorrigeerd, factor 0,61.")
    assert not by_pipe(chart(as_read))["reden"].str.contains("meting|gemeten").any()


def test_the_lowest_and_highest_hour(as_read):
    before = by_pipe(chart(as_read))
    low, high = (before[column] / before["dwa_gem_ls"] for column in ("dwa_min_ls", "dwa_max_ls"))
    after = by_pipe(chart(as_read, measurements(c=(20.0, 2.0, 50.0))))
    assert after.loc["c", ["dwa_min_ls", "dwa_max_ls"]].tolist() == [2.0, 50.0]
    for column, ratio, measured in (("dwa_min_ls", low, 0.1), ("dwa_max_ls", high, 2.5)):
        factor = measured / ratio["c"]
        got = after[column] / after["dwa_gem_ls"]
        assert got["a"] == pytest.approx(ratio["a"] * factor)
        # 20 l/s came past the measurement, the rest is d's own
        assert got["d"] == pytest.approx(ratio["d"] * (20.0 * factor + EACH) / (20.0 + EACH))


def test_a_measurement_of_the_mean_alone_keeps_the_estimated_hours(as_read):
    before, after = by_pipe(chart(as_read)), by_pipe(chart(as_read, measurements(c=20.0)))
    for column in ("dwa_min_ls", "dwa_max_ls"):
        assert (after[column] / after["dwa_gem_ls"]).tolist() == pytest.approx(
            (before[column] / before["dwa_gem_ls"]).tolist()
        )


def test_a_measured_hour_never_exceeds_the_mean(as_read):
    pipes = by_pipe(chart(as_read, measurements(c=(20.0, 19.9), a=(5.0, 0.1))))
    assert (pipes["dwa_min_ls"] <= pipes["dwa_gem_ls"] + 1e-9).all()
    assert (pipes["dwa_max_ls"] >= pipes["dwa_gem_ls"] - 1e-9).all()
    assert (pipes["dwa_min_ls"] >= 0).all()
    assert pipes.loc[["a", "c"], "dwa_min_ls"].tolist() == [0.1, 19.9]


def test_findings_tell_what_each_measurement_did(as_read):
    result = chart(as_read, measurements(a=10.0, c=30.0))
    assert texts(result, "meting_gebruikt") == [
        "Meting Ma op leiding a (op 0,0 m): gemeten 10,000 l/s, geraamd 13,889 l/s, factor 0,72.",
        (
            "Meting Mc op leiding c (op 0,0 m): gemeten 30,000 l/s, geraamd 41,667 l/s, factor 0,72. De lozingen "
            "tussen deze meting en die hogerop zijn met 0,72 vermenigvuldigd (27,778 naar 20,000 l/s)."
        ),
    ]
    assert texts(result, "meting_wijkt_af") == []
    assert any("2 van 2 gebruikt" in text and "factor 0,72" in text for text in result.notes)
    assert any("zonder andere meting hogerop is samen 10,000 l/s" in text for text in result.notes)


@pytest.mark.parametrize(("litres", "cause"), [(5.0, "pompregime"), (100.0, "rioolvreemd water")])
def test_far_from_the_estimate_is_a_warning_with_causes(as_read, litres, cause):
    (text,) = texts(chart(as_read, measurements(c=litres)), "meting_wijkt_af")
    assert cause in text
    wide = K.replace({"kalibratie.factor_min": 0.05, "kalibratie.factor_max": 20.0})
    assert texts(chart(as_read, measurements(c=litres), values=wide), "meting_wijkt_af") == []


def test_a_contradiction_is_told_and_the_balance_holds(as_read):
    result = chart(as_read, measurements(a=10.0, b=10.0, c=12.0))
    (text,) = texts(result, "meting_strijdig_minder")
    assert "Ma, Mb" in text
    assert "8,000 l/s" in text
    pipes = by_pipe(result)
    assert pipes["dwa_gem_ls"].to_dict() == pytest.approx({"a": 10.0, "b": 10.0, "c": 12.0, "d": 12.0 + EACH})
    assert pipes.loc["c", "dwa_eigen_ls"] == pytest.approx(-8.0)
    assert result.inflow_ls == pytest.approx(12.0 + EACH)
    assert result.discharged_ls == pytest.approx(result.inflow_ls, abs=1e-9)
    assert any("verdwijnt 8,000 l/s" in text for text in result.notes)


def test_measuring_the_estimate_changes_no_number(as_read):
    before = by_pipe(chart(as_read))
    after = by_pipe(chart(as_read, measurements(b=before.loc["b", "dwa_gem_ls"], c=before.loc["c", "dwa_gem_ls"])))
    numbers = before.select_dtypes("number").columns.drop("gemeten_deel")
    assert after[numbers].astype(float).to_numpy() == pytest.approx(
        before[numbers].astype(float).to_numpy(), rel=1e-9, nan_ok=True
    )


def test_measured_at_the_outlet_litres_per_person_no_longer_matter(as_read):
    less = K.replace({"dwa.liter_per_inwoner": 80.0})
    first = by_pipe(chart(as_read, measurements(d=33.0)))
    second = by_pipe(chart(as_read, measurements(d=33.0), values=less))
    assert second["dwa_gem_ls"].tolist() == pytest.approx(first["dwa_gem_ls"].tolist())
    assert second.loc["d", "dwa_gem_ls"] == 33.0


def test_a_layer_without_a_usable_measurement_is_told(as_read):
    nothing = read_measuring_points(
        gpd.GeoDataFrame({"naam": ["X"], "dwa_gem_ls": [0.0]}, geometry=[shapely.Point(0, 0)], crs=schema.RD)
    )
    result = chart(as_read, nothing)
    assert set(by_pipe(result)["dwa_status"]) == {"raming"}
    assert len(texts(result, "meting_zonder_gemiddelde")) == 1
    assert any("0 van 1 gebruikt" in text for text in result.notes)
    assert len(chart(as_read, nothing_measured()).pipes) == 4


def test_a_pipe_that_measurements_leave_nothing_says_so(as_read):
    """More comes from a than is measured in c: b has nothing left."""
    result = chart(as_read, measurements(a=2.0 * EACH, c=1.5 * EACH))
    b = by_pipe(result).loc["b"]
    assert (b["dwa_gem_ls"], b["meetfactor"], b["gemeten_deel"], b["dwa_status"]) == (0.0, 0.0, 1.0, "gecorrigeerd")
    assert b["dwa_raming_ls"] == pytest.approx(EACH)
    assert b["reden"].endswith("Debiet met de meting gecorrigeerd, factor 0,00.")


def test_just_on_the_limit_is_no_warning(as_read):
    assert not texts(chart(as_read, measurements(a=K.value("kalibratie.factor_min") * EACH)), "meting_wijkt_af")
    assert texts(chart(as_read, measurements(a=0.499 * EACH)), "meting_wijkt_af")

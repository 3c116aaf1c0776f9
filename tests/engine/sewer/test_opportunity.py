"""The kansenkaart as a whole: balance, stuck water, unknown values, cancel, and the same answer every time."""

import numpy as np
import pandas as pd
import pytest
import shapely

from riothermie_kansen import kentallen, schema
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.findings import Findings
from riothermie_kansen.readers.hydx import read_hydx
from riothermie_kansen.sewer.opportunity import KANSENKAART_COLUMNS, KNOPEN_COLUMNS, Premises, opportunity_map

K = kentallen.load()
# dry weather flow of one inhabitant (l/s)
PERSON = K.value("dwa.liter_per_inwoner") / 86400.0


def bob(begin, eind, **more):
    return {"bob_begin_m": begin, "bob_eind_m": eind, "breedte_mm": 300.0, "vorm": "Rond", **more}


def town(seed=0, side=7):
    """Return pipes and nodes of streets with loops that drain to a pumping station, a main and a plant."""
    chance = np.random.default_rng(seed)
    level = np.add.outer(np.arange(side), np.arange(side)) * 0.1 + chance.uniform(0, 0.08, (side, side))
    level[0, 0] = -0.5
    pipes = []
    for i in range(side):
        for j in range(side):
            for k, m in ((i + 1, j), (i, j + 1)):
                if k < side and m < side and (k > i or chance.random() < 0.6):
                    above = 0.05 * (chance.random() < 0.2)
                    line = [(50.0 * i, 50.0 * j), (50.0 * k, 50.0 * m)]
                    pipes.append((f"S{i}{j}{k}{m}", line, bob(level[i, j] + above, level[k, m])))
    pipes.append(("main", [(0, 0), (-500, 0)], {"functie": "pers", "soort": "pers", "breedte_mm": 200.0}))
    nodes = [("G", (0, 0), {"soort": "gemaal"}), ("Z", (-500, 0), {"soort": "rwzi"})]
    return pipes, nodes


def result(sewer, total=1000.0, **more):
    return opportunity_map(sewer, Premises(total=total), kentallen=K, **more)


def figures(chart, columns=("inwoners", "inwoners_eigen", "dwa_gem_ls", "dwa_min_ls", "dwa_max_ls")):
    return chart.pipes.set_index("leiding_id")[list(columns)].sort_index()


def kinds(chart, kind):
    found = chart.findings.frame(schema.RD)
    return found[found["soort"] == kind]


def test_a_street_by_hand(as_read):
    # 30 m and 70 m, 100 inhabitants by length, down to the pump
    chart = result(
        as_read(
            [("a", [(0, 0), (30, 0)], bob(1.0, 0.9)), ("b", [(100, 0), (30, 0)], bob(0.6, 0.9))],
            [("G", (100, 0), {"soort": "gemaal"})],
        ),
        100.0,
    )
    pipes = chart.pipes.set_index("leiding_id")
    assert pipes["inwoners"].to_dict() == pytest.approx({"a": 30.0, "b": 100.0})
    assert pipes["dwa_gem_ls"].to_dict() == pytest.approx({"a": 30 * PERSON, "b": 100 * PERSON})
    # what does not come over the head of a pipe entered in the pipe itself
    assert pipes["dwa_eigen_ls"].to_dict() == pytest.approx({"a": 30 * PERSON, "b": 70 * PERSON})
    assert pipes["stroomrichting"].to_dict() == {"a": "begin naar eind", "b": "eind naar begin"}
    assert (chart.inflow_ls, chart.discharged_ls, chart.stuck_ls) == pytest.approx((100 * PERSON, 100 * PERSON, 0.0))
    curve = np.array(K.table("dwa.verloop_inwoner"))
    assert pipes.loc["a", "dwa_max_ls"] == pytest.approx(30 * PERSON * 24 * curve.max() / curve.sum(), rel=1e-5)
    assert pipes.loc["a", "dwa_min_ls"] == pytest.approx(30 * PERSON * 24 * curve.min() / curve.sum(), rel=1e-4)


@pytest.mark.parametrize("method", ["bob", "administratief"])
@pytest.mark.parametrize("seed", [0, 1])
def test_water_and_people_add_up(as_read, method, seed):
    chart = result(as_read(*town(seed)), method=method)
    assert chart.inflow_ls == pytest.approx(1000 * PERSON, rel=1e-12)
    assert chart.discharged_ls + chart.stuck_ls == pytest.approx(chart.inflow_ls, abs=1e-9)
    assert chart.stuck_ls == 0.0
    pipes = chart.pipes.set_index("leiding_id")
    assert pipes.loc["main", ["inwoners", "dwa_gem_ls"]].tolist() == pytest.approx([1000.0, 1000 * PERSON], rel=1e-9)
    assert pipes["inwoners_eigen"].sum() == pytest.approx(1000.0)
    assert pipes["dwa_gem_ls"].to_numpy() == pytest.approx(pipes["inwoners"].to_numpy() * PERSON, rel=1e-9, abs=1e-12)
    assert (pipes["dwa_min_ls"] <= pipes["dwa_gem_ls"]).all()
    assert (pipes["dwa_gem_ls"] <= pipes["dwa_max_ls"]).all()
    nodes = chart.nodes.set_index("knoop_id")
    assert nodes.loc["Z", "afvoerpunt"] == "zuivering of overnamepunt"
    assert nodes.loc["Z", "inwoners"] == pytest.approx(1000.0)


def test_the_columns_are_those_of_the_schema(as_read):
    chart = result(as_read(*town()))
    assert chart.pipes.columns.tolist() == [*schema.names(KANSENKAART_COLUMNS), "geometry"]
    assert chart.nodes.columns.tolist() == [*schema.names(KNOPEN_COLUMNS), "geometry"]
    assert chart.pipes.crs.to_epsg() == 28992


def test_pieces_without_an_outlet_are_listed_with_their_figures(as_read):
    pipes, nodes = town()
    lonely = [("x", [(900, 0), (960, 0)], bob(1.0, 0.8)), ("y", [(960, 0), (1000, 0)], bob(0.8, 0.7))]
    chart = result(as_read([*pipes, *lonely], nodes))
    own = chart.pipes.set_index("leiding_id").loc[["x", "y"], "inwoners_eigen"].sum()
    assert chart.stuck_ls == pytest.approx(own * PERSON, rel=1e-9)
    assert chart.discharged_ls + chart.stuck_ls == pytest.approx(chart.inflow_ls, abs=1e-9)
    stuck = kinds(chart, "geen_afvoerpunt")
    assert len(stuck) == 1
    assert stuck["object_id"].iloc[0] == "k1000.00_0.00"
    assert "2 leidingen, 100 m" in stuck["tekst"].iloc[0]
    assert f"{own * PERSON:.3f}".replace(".", ",") in stuck["tekst"].iloc[0]
    balance = next(text for text in chart.notes if text.startswith("Balans"))
    assert "in 1 stuk" in balance


def test_where_the_water_is_taken_to_leave_the_model_is_listed(as_read):
    street = [("a", [(0, 0), (100, 0)], bob(1.0, 0.5))]
    pump = [("G", (100, 0), {"soort": "gemaal", "type": "Gemaal"})]
    alone = kinds(result(as_read(street, pump), 100.0), "gemaal_zonder_vervolg")
    assert alone["object_id"].tolist() == ["G"]
    assert f"{100 * PERSON:.3f}".replace(".", ",") in alone["tekst"].iloc[0]
    main = [("m", [(100, 0), (400, 0)], {"functie": "pers", "soort": "pers"})]
    chart = result(as_read([*street, *main], pump), 100.0)
    assert not len(kinds(chart, "gemaal_zonder_vervolg"))
    assert kinds(chart, "einde_persleiding")["object_id"].tolist() == ["k400.00_0.00"]
    assert chart.discharged_ls == pytest.approx(100 * PERSON)


def test_only_storm_sewers_is_one_sentence(as_read):
    storm = {"functie": "geen", "soort": "hemelwater"}
    with pytest.raises(InputError) as caught:
        result(as_read([("h", [(0, 0), (50, 0)], storm), ("i", [(50, 0), (90, 0)], storm)]))
    text = str(caught.value)
    assert "2" in text
    assert "\n" not in text


def test_no_pipes_and_an_unknown_method(as_read):
    with pytest.raises(InputError):
        result(as_read([]))
    with pytest.raises(InputError) as caught:
        result(as_read(*town()), method="gokken")
    assert "gokken" in str(caught.value)


def test_unknown_inverts_and_diameters_are_unknown_not_zero(as_read):
    pipes = [
        ("a", [(0, 0), (50, 0)], {}), ("b", [(50, 0), (100, 0)], {}), ("c", [(50, 40), (50, 0)], {}),
    ]  # fmt: skip
    chart = result(as_read(pipes, [("G", (100, 0), {"soort": "gemaal"})]), 50_000.0)
    found = chart.pipes.set_index("leiding_id")
    assert found["breedte_mm"].isna().all()
    assert found["bob_begin_m"].isna().all()
    assert found.loc["b", "inwoners"] == pytest.approx(50_000.0)
    assert found.loc["b", "vermogen_gebouw_kw"] > 0
    assert "onbekend" in found.loc["b", "reden"]
    assert any("geen enkele leiding heeft een BOB" in text for text in chart.notes)
    assert chart.discharged_ls == pytest.approx(chart.inflow_ls)


def test_a_piece_without_inverts_is_told_with_its_length(as_read):
    pipes, nodes = town()
    blind = [("x", [(900, 0), (960, 0)], {}), ("y", [(960, 0), (1000, 0)], {})]
    chart = result(as_read([*pipes, *blind], [*nodes, ("H", (1000, 0), {"soort": "gemaal"})]))
    assert any("2 vrijvervalleidingen (100 m)" in text and "zonder enige BOB" in text for text in chart.notes)
    assert chart.pipes.set_index("leiding_id").loc["y", "stroomrichting"] == "begin naar eind"


def test_one_unknown_invert_in_between_is_interpolated(as_read):
    pipes = [
        ("a", [(0, 0), (50, 0)], bob(1.0, np.nan)), ("b", [(50, 0), (100, 0)], bob(np.nan, 0.5)),
    ]  # fmt: skip
    chart = result(as_read(pipes, [("G", (100, 0), {"soort": "gemaal"})]))
    assert chart.pipes.set_index("leiding_id").loc["b", "inwoners"] == pytest.approx(1000.0)
    assert not any("zonder enige BOB" in text for text in chart.notes)
    assert chart.pipes["bob_eind_m"].isna().sum() == 1


def test_a_pipe_that_water_climbs_is_listed(as_read):
    pipes = [("a", [(0, 0), (50, 0)], bob(1.0, 0.5)), ("b", [(50, 0), (100, 0)], bob(0.5, 0.62))]
    chart = result(as_read(pipes, [("G", (100, 0), {"soort": "gemaal"})]))
    climbed = kinds(chart, "tegen_verhang")
    assert climbed["object_id"].tolist() == ["b"]
    assert "0,12 m" in climbed["tekst"].iloc[0]
    assert chart.nodes.set_index("knoop_id")["opstuwing_m"].drop("G").tolist() == pytest.approx([1.0, 0.62])


def test_administratief_turns_a_pipe_drawn_backwards_and_says_so(as_read):
    pipes = [("a", [(0, 0), (50, 0)], bob(1.0, 0.9)), ("b", [(100, 0), (50, 0)], bob(0.8, 0.9)),
             ("c", [(100, 0), (150, 0)], bob(0.8, 0.7))]  # fmt: skip
    chart = result(as_read(pipes, [("Z", (150, 0), {"soort": "rwzi"})]), method="administratief")
    assert kinds(chart, "tegen_registratie")["object_id"].tolist() == ["b"]
    assert chart.pipes.set_index("leiding_id").loc["c", "inwoners"] == pytest.approx(1000.0)


def test_the_same_run_twice_gives_the_same(as_read):
    first, second = (result(as_read(*town(3))) for _ in range(2))
    pd.testing.assert_frame_equal(pd.DataFrame(first.pipes), pd.DataFrame(second.pipes))
    pd.testing.assert_frame_equal(pd.DataFrame(first.nodes), pd.DataFrame(second.nodes))
    assert first.notes == second.notes
    one, two = (chart.findings.frame(schema.RD) for chart in (first, second))
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(two))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_rows_does_not_matter(as_read, seed):
    pipes, nodes = town(seed)
    order = np.random.default_rng(seed + 50).permutation(len(pipes))
    first = figures(result(as_read(pipes, nodes)))
    second = figures(result(as_read([pipes[i] for i in order], nodes[::-1])))
    assert second.index.equals(first.index)
    assert second.to_numpy() == pytest.approx(first.to_numpy(), rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_by_inverts_the_drawn_direction_does_not_matter(as_read, seed):
    pipes, nodes = town(seed)
    chance = np.random.default_rng(seed + 90)
    turned = []
    for name, line, columns in pipes:
        if columns.get("functie") != "pers" and chance.random() < 0.5:
            swapped = {**columns, "bob_begin_m": columns["bob_eind_m"], "bob_eind_m": columns["bob_begin_m"]}
            turned.append((name, line[::-1], swapped))
        else:
            turned.append((name, line, columns))
    one, two = result(as_read(pipes, nodes)), result(as_read(turned, nodes))
    assert figures(two).to_numpy() == pytest.approx(figures(one).to_numpy(), rel=1e-4, abs=1e-6)
    assert two.discharged_ls == pytest.approx(one.discharged_ls)
    # the same way over the map, told the other way round
    way = [c.pipes.set_index("leiding_id")["stroomrichting"].sort_index() for c in (one, two)]
    swapped = {name for (name, line, _), (_, other, _) in zip(pipes, turned, strict=True) if line != other}
    flowing = [name for name in way[0].index if one.pipes.set_index("leiding_id").loc[name, "dwa_gem_ls"] > 1e-6]
    assert all((way[0][name] != way[1][name]) == (name in swapped) for name in flowing)


def test_cancel_half_way(as_read):
    for after in (0, 3, 6, 8):
        asked = iter([False] * after + [True] * 1000)
        with pytest.raises(CancelledError):
            result(as_read(*town()), cancelled=lambda asked=asked: next(asked))


def test_progress_goes_up_to_100(as_read):
    seen = []
    result(as_read(*town()), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_split_and_left_out_pipes_are_accounted_for(as_read):
    pipes, nodes = town()
    more = [
        *pipes,
        ("double", pipes[0][1], pipes[0][2]),
        ("side", [(25, -30), (25, 0)], bob(2.0, 1.5)),
    ]
    chart = result(as_read(more, nodes))
    counts = chart.findings.counts()
    assert len(chart.pipes) == len(more) - counts["dubbele_leiding"] + counts["leiding_gesplitst"]
    assert chart.discharged_ls == pytest.approx(chart.inflow_ls, abs=1e-9)


def test_the_hydx_test_set_as_a_whole(shared_data):
    sewer = read_hydx(shared_data / "sewer" / "hydx_testhyd", kentallen=K)
    chart = opportunity_map(sewer, Premises(), kentallen=K)
    assert chart.discharged_ls + chart.stuck_ls == pytest.approx(chart.inflow_ls, abs=1e-9)
    assert any("0 bij benadering" in text for text in chart.notes)
    # neither a plant nor a hand-over point is in it: all water is stuck, and listed
    stuck = kinds(chart, "geen_afvoerpunt")
    assert chart.stuck_ls == pytest.approx(chart.inflow_ls)
    assert len(stuck) >= 1
    assert chart.pipes["dwa_gem_ls"].max() < chart.inflow_ls + 1e-9
    assert np.isfinite(chart.pipes[["inwoners", "dwa_gem_ls", "dwa_min_ls", "dwa_max_ls"]].to_numpy()).all()


def test_findings_of_the_reader_come_along(as_read):
    sewer = as_read(*town())
    sewer.findings.add("los_stuk", "info", ["S0010"], [shapely.Point(0, 0)], aantal=[1], lengte=[2])
    assert isinstance(sewer.findings, Findings)
    assert result(sewer).findings.count("los_stuk") == 1

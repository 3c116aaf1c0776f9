"""From project, choices and kentallen to a case: what each of them does, and what is refused."""

from dataclasses import fields, replace

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.economics.assumptions import KEYS, Assumptions, key_of, settle
from riothermie_kansen.economics.build import build_case
from riothermie_kansen.economics.case import Group, Item, Stream, Surcharge
from riothermie_kansen.economics.cashflow import cash_flow
from riothermie_kansen.economics.columns import POSTSOORTEN
from riothermie_kansen.economics.investment import invest
from riothermie_kansen.economics.measures import measures
from riothermie_kansen.economics.project import Choices, Project
from riothermie_kansen.economics.remarks import remarks
from riothermie_kansen.economics.streams import STREAM_KEYS, certificates_per_gj, energy_per_gj
from riothermie_kansen.errors import InputError, KentalError
from riothermie_kansen.findings import Findings

K = kentallen.load()
GROUPS = (
    Group("huizen", 215, 215, 1500.0, 215 * 36.0),
    Group("appartementen", 140, 5, 400.0, 140 * 36.0, altijd=True),
)
ITEMS = {
    "bronnet": {"riothermie": 517000.0, "transportnet": 537700.0, "aansluitleiding": 582000.0},
    "mt": {"riothermie": 610000.0, "warmtepomp": 1304800.0, "distributienet": 599700.0, "afleverset": 569300.0},
}


def project(nettype="bronnet", **changes):
    items = tuple(Item(soort, soort, soort, eur) for soort, eur in ITEMS[nettype].items())
    return replace(Project(nettype, nettype, 2023.0, items, GROUPS), **changes)


def built(made, choices=None, **assumed):
    chosen, own, assumptions = settle(made, choices or Choices(), K)
    return build_case(made, chosen, assumptions.change(**assumed), own)


def amounts(case):
    return {stream.key: stream for stream in case.jaarposten}


def npv(case):
    return float(cash_flow(case).npv)


def test_every_assumption_has_a_kental():
    for nettype in ("bronnet", "mt"):
        found = Assumptions.from_kentallen(K, nettype)
        for name in KEYS:
            assert getattr(found, name) == K.value(key_of(name, nettype)), name
    assert {field.name for field in fields(Assumptions)} == {"nettype", *KEYS}


def test_standing_charge():
    bronnet, mt = (Assumptions.from_kentallen(K, nettype) for nettype in ("bronnet", "mt"))
    assert bronnet.vastrecht_eur == 501.0  # 249 + 63 x (7 - 3)
    assert mt.vastrecht_eur == 595.0
    assert bronnet.change(aansluiting_kw=2.0).vastrecht_eur == 249.0
    assert bronnet.change(aansluiting_kw=np.array([2.0, 10.0])).vastrecht_eur == pytest.approx([249.0, 690.0])
    for one in (bronnet, mt):
        assert one.change(vastrecht=333.0).vastrecht_eur == 333.0
        assert one.change(vastrecht=333.0).value("vastrecht") == 333.0


def test_amounts_of_the_kentallen_by_hand():
    found = amounts(built(project()))
    assert set(found) <= set(STREAM_KEYS)
    assert found["onderhoud_riothermie"].eur == pytest.approx(6721.0)
    assert found["onderhoud_aansluitleiding"].eur == pytest.approx(0.013 * 582000)
    assert found["vastrecht"].eur == 501.0
    assert found["administratie"].eur == 45.0
    # pumps: 4 % of a GJ is 11.1 kWh at EUR 0.19
    assert found["elektriciteit"].eur == pytest.approx(0.04 / 0.0036 * 0.19)
    assert "warmteverkoop" not in found
    assert "sde" not in found
    mt = amounts(built(project("mt")))
    # (1 + 18 %) / COP 3 and the pumps
    assert mt["elektriciteit"].eur == pytest.approx((1.18 / 3.0 + 0.04) / 0.0036 * 0.19)
    assert mt["warmteverkoop"].eur == 40.0
    assert (mt["sde"].eur, mt["sde"].index, mt["sde"].tot) == (8.0, 0.0, 15)
    assert mt["onderhoud_afleversets"].eur == 75.0
    assert "onderhoud_afleverset" not in mt  # that is the amount per set, not a share
    assert mt["onderhoud_warmtepomp"].eur == pytest.approx(45668.0)


def test_certificates_by_hand_and_against_the_corrected_table():
    chosen, _, a = settle(project(), Choices(), K)
    eur = certificates_per_gj(energy_per_gj("bronnet", chosen, a), a)
    kwh = 1 / 4.8 / 0.0036 + 0.04 / 0.0036
    assert eur == pytest.approx(100 * (56.5 / 0.9 - kwh * 0.352) / 1000)
    # Leusden's table 6-1 corrected: EUR 47,972 for 12,902 GJ (with other losses for pumps and heat pumps)
    assert 12902 * eur == pytest.approx(47972, rel=0.05)
    assert amounts(built(project()))["certificaten"].eur == pytest.approx(eur)


def test_dirty_electricity_leaves_no_certificates_rather_than_a_loss():
    case = built(project(), ef_elektra_kg_kwh=1.4)
    assert amounts(case)["certificaten"].eur == 0.0
    findings = Findings()
    flows = cash_flow(case)
    remarks(case, flows, measures(case, flows), findings)
    assert findings.count("econ_certificaten_nul") == 1


def test_lifetimes_and_upkeep_by_kind_unless_the_item_has_its_own():
    kinds = tuple(Item(soort, soort, soort, 1000.0) for soort in POSTSOORTEN)
    case = built(project("mt", posten=kinds))
    replaced = {item.soort for item in case.posten if item.levensduur < 30}
    assert replaced == {"warmtepomp", "overdracht", "afleverset", "piekvoorziening"}
    own = Item("x", "x", "warmtepomp", 1000.0, onderhoud=0.5, levensduur=7.0)
    item = built(project(posten=(own,))).posten[0]
    assert (item.onderhoud, item.levensduur) == (0.5, 7.0)


def test_surcharges_of_each_set():
    direct = sum(ITEMS["bronnet"].values())
    for choices, multiple in (
        (Choices(), 1.36),
        (Choices(onvoorzien_gestapeld=True), 1.3915),
        (Choices(opslagen="putten"), 1.15 * 1.3),
        (Choices(opslagen="geen"), 1.0),
    ):
        assert invest(built(project(), choices)).total == pytest.approx(direct * multiple)
    own = project(opslagen=(Surcharge("eigen", "eigen", 0.5),))
    assert invest(built(own, Choices(onvoorzien_gestapeld=True))).total == pytest.approx(direct * 1.5)


def test_amounts_of_the_project_come_in_place_or_besides():
    own = (
        Stream("elektriciteit", "stroom", "elektriciteit", 27400.0),
        Stream("verhuur", "verhuur van het dak", "overige_baten", 1000.0),
    )
    found = amounts(built(project(jaarposten=own, weg=("administratie", "elektriciteit_vast"))))
    assert found["elektriciteit"].eur == 27400.0
    assert found["elektriciteit"].maat == "vast"
    assert found["verhuur"].eur == 1000.0
    assert "administratie" not in found
    assert "elektriciteit_vast" not in found


def test_kentallen_and_choices_of_the_variant():
    own = project(kentallen={"financieel.volloop": 0.9, "tarieven.bak": 4000.0}, keuzes={"wis": False})
    case = built(own)
    assert (case.volloop, case.bak_eur, case.subsidie.eur) == (0.9, 4000.0, 0.0)
    # a scenario differs from the variant: what is settled is not laid over it again
    chosen, values, assumptions = settle(own, Choices(), K)
    again = build_case(own, chosen.change({"wis": True}), assumptions.change(volloop=0.5), values)
    assert (again.volloop, again.subsidie.eur) == (0.5, 6000.0)


def test_counting_per_dwelling_or_per_legal_connection():
    legal = cash_flow(built(project(), volloop=1.0))
    assert legal.aansluitingen[1] == 220
    assert legal.lijnen["bak_eur"][0] == pytest.approx(220 * 4411)
    assert legal.lijnen["vastrecht_eur"][1] == pytest.approx(220 * 501 * 1.02)
    homes = cash_flow(built(project(), Choices(tarief_telling="woning"), volloop=1.0))
    assert homes.lijnen["bak_eur"][0] == pytest.approx(355 * 4411)
    few = cash_flow(built(project(), Choices(wis_telling="juridisch"), volloop=0.5, wis_deel=1.0))
    assert few.lijnen["subsidie_eur"][0] == pytest.approx(6000 * 112.5)


def test_factors():
    base = built(project())
    assert invest(built(project(), investering_factor=1.2)).total == pytest.approx(1.2 * invest(base).total)
    dear = amounts(built(project(), exploitatie_factor=2.0))
    for key, stream in amounts(base).items():
        income = stream.regel in ("vastrecht", "certificaten")
        assert dear[key].eur == pytest.approx(stream.eur * (1.0 if income else 2.0)), key
    assert cash_flow(built(project(), warmte_factor=0.5)).warmte_gj[1] == pytest.approx(
        0.5 * cash_flow(base).warmte_gj[1]
    )


def test_choices_work_the_way_they_say():
    mt = project("mt")
    base = npv(built(mt))
    assert npv(built(mt, Choices(sde=False))) < base
    assert npv(built(mt, Choices(certificaten=False))) < base
    assert npv(built(mt, Choices(wis=False))) < base
    assert npv(built(mt, Choices(tarief_telling="woning"))) > base
    assert npv(built(project(), Choices(sde=True))) > npv(built(project()))
    grown = cash_flow(built(mt, Choices(meegroeien=True, volloop_jaren=(0.2, 0.6, 1.0))))
    assert (grown.lijnen["investering_eur"][:3] < 0).all()
    assert not cash_flow(built(mt, Choices(lening=False))).lijnen["lening_eur"].any()


def test_certificates_and_sde_of_the_project_can_be_switched_off():
    own = (Stream("certificaten", "zoals gedrukt", "certificaten", 172700.0, index=0.0, tot=15),)
    assert amounts(built(project(jaarposten=own)))["certificaten"].eur == 172700.0
    assert "certificaten" not in amounts(built(project(jaarposten=own), Choices(certificaten=False)))


def test_what_grows_is_maintained_as_it_stands():
    made = project("bronnet", groepen=GROUPS[:1])
    case = built(made, Choices(meegroeien=True, volloop_jaren=(0.2, 1.0)), volloop=0.5)
    flows = cash_flow(case)
    # 1.3 % of the house connections, of which a tenth and then half stand; the rest of the items is there at once
    fixed = sum(ITEMS["bronnet"][name] for name in ("riothermie", "transportnet"))
    for year, share in ((1, 0.1), (2, 0.5), (9, 0.5)):
        whole = 0.013 * (fixed + share * ITEMS["bronnet"]["aansluitleiding"])
        assert flows.lijnen["onderhoud_eur"][year] == pytest.approx(-whole * 1.02**year)
    table = invest(case).frame.set_index("soort")
    assert table.loc["aansluitleiding", "onderhoud_eur"] == pytest.approx(0.013 * 0.5 * 582000.0)


def test_subsidies_of_heat_run_from_the_first_heat():
    made = project("mt", groepen=GROUPS[:1])
    late = cash_flow(built(made, Choices(volloop_jaren=(0.0, 0.0, 1.0))))
    for name in ("sde_eur", "certificaten_eur"):
        paid = np.flatnonzero(late.lijnen[name])
        assert (paid[0], paid[-1]) == (3, 17)
    # with a block that always connects there is heat in year 1
    both = cash_flow(built(project("mt"), Choices(volloop_jaren=(0.0, 0.0, 1.0))))
    assert np.flatnonzero(both.lijnen["sde_eur"])[[0, -1]].tolist() == [1, 15]


@pytest.mark.parametrize(("nettype", "piek"), [("mt", "gas"), ("mt", "elektrisch"), ("bronnet", "gas")])
def test_peak_by_another_source(nettype, piek):
    bare = project(nettype, bron_kw=592.0, warmtepomp_kw=1900.0)
    made = replace(bare, posten=(*bare.posten, Item("wko", "WKO", "wko", 218400.0, bron="tabel 6-2")))
    plain = built(made, Choices())
    case = built(made, Choices(piek=piek))
    kw = 592.0 if nettype == "bronnet" else 1900.0
    items = {item.soort: item for item in case.posten}
    assert items["piekvoorziening"].direct_eur == pytest.approx(kw * 0.5 * 150.0)
    # a source with storage gathers the heat of a year: it is smaller by the heat, heat pumps by the power
    assert items["riothermie"].direct_eur == pytest.approx(0.9 * ITEMS[nettype]["riothermie"])
    assert items["wko"].direct_eur == pytest.approx(0.9 * 218400.0)
    assert items["wko"].bron == "tabel 6-2; 10 % minder door de piekvoorziening"
    if nettype == "mt":
        assert items["warmtepomp"].direct_eur == pytest.approx(0.5 * ITEMS[nettype]["warmtepomp"])
    assert any(f"ketel van {kw / 2:,.0f} kW" in text for text in case.notes)
    source = next(item for item in built(bare, Choices(piek=piek)).posten if item.soort == "riothermie")
    assert source.direct_eur == pytest.approx(0.5 * ITEMS[nettype]["riothermie"])
    of_source = 1.05 * (1 - 1 / 4.8) if nettype == "bronnet" else 1.18
    price = 30.0 if piek == "gas" else 0.19 / 0.0036
    assert amounts(case)["piek_energie"].eur == pytest.approx(0.1 * of_source * price)
    if nettype == "mt":
        assert amounts(case)["elektriciteit"].eur == pytest.approx((0.9 * 1.18 / 3 + 0.04) / 0.0036 * 0.19)
    assert amounts(case)["certificaten"].eur < amounts(plain)["certificaten"].eur


def test_what_is_said():
    made = project("mt", notes=("Bron: offerte.",))
    case = built(made)
    flows = cash_flow(case)
    findings = Findings()
    said = remarks(case, flows, measures(case, flows), findings)
    assert said[0] == "Bron: offerte."
    text = " ".join(said)
    assert "355 woningen kunnen aansluiten (220 juridische aansluitingen); 140 daarvan doen dat altijd" in text
    assert "onvoorzien 15 % over directe kosten" in text
    assert "warmtepomp (na 15 jaar); afleverset (na 15 jaar)" in text
    assert "lineaire lening van 15 jaar tegen 4 %" in text
    assert findings.counts()["econ_kasstroom_negatief"] == 1
    assert "{" not in text + " ".join(findings.frame(None)["tekst"])


@pytest.mark.parametrize(("changes", "key", "said"), [
    ({"posten": ()}, "econ_geen_posten", "bronnet"),
    ({"groepen": ()}, "econ_geen_aansluitingen", "bronnet"),
    ({"groepen": (Group("a", 10, 10),)}, "econ_geen_warmte", "GJ"),
    ({"weg": ("administrati",)}, "econ_weg_onbekend", "administratie"),
    ({"keuzes": {"wiss": True}}, "econ_keuze_onbekend", "wis"),
    ({"keuzes": {"piek": "olie"}}, "econ_keuze", "gas"),
    ({"keuzes": {"wis": "ja"}}, "econ_keuze", "ja"),
    ({"keuzes": {"sde": 1}}, "econ_keuze", "sde"),
    ({"keuzes": {"piek": "gas"}}, "econ_piek_vermogen", "kW"),
    ({"keuzes": {"volloop_jaren": 0.5}}, "econ_volloop_jaren", "0.5"),
    ({"keuzes": {"volloop_jaren": (0.5, "veel")}}, "econ_volloop_jaren", "veel"),
    ({"keuzes": {"volloop_jaren": (0.5, 2)}}, "econ_volloop_jaren", "2"),
    ({"kentallen": {"financieel.horizon": 10.0}}, "econ_horizon_lening", "15"),
    ({"kentallen": {"financieel.horizon": 20.5}}, "econ_jaren", "financieel.horizon"),
])  # fmt: skip
def test_what_cannot_be_is_refused(changes, key, said):
    with pytest.raises(InputError) as caught:
        built(project(**changes))
    assert caught.value.key == key
    assert said in caught.value.text("en")
    assert said in caught.value.text("nl")


def test_uptake_above_100_percent_and_discount_of_minus_100():
    with pytest.raises(KentalError):
        built(project(kentallen={"financieel.volloop": 1.2}))
    with pytest.raises(KentalError):
        built(project(kentallen={"financieel.disconto": -1.0}))
    with pytest.raises(InputError):
        built(project(), volloop=1.2)
    with pytest.raises(InputError):
        built(project(), disconto=-1.0)


def test_unknown_names_get_the_nearest():
    a = Assumptions.from_kentallen(K, "mt")
    with pytest.raises(InputError) as caught:
        a.change(warmteprijs=1.0)
    assert "warmteprijs_eur_gj" in str(caught.value)
    with pytest.raises(InputError):
        a.value("volop")
    with pytest.raises(InputError):
        Assumptions.from_kentallen(K, "stoom")


def found_of(case):
    flows = cash_flow(case)
    findings = Findings()
    said = remarks(case, flows, measures(case, flows), findings)
    return findings.counts(), " ".join(said)


def test_an_uptake_over_the_years_that_does_not_reach_the_uptake_is_told():
    def of(years, volloop=0.7):
        return found_of(replace(built(project(), volloop=volloop), volloop_jaren=years))

    counts, said = of((0.1, 0.5))
    assert counts["econ_volloop_blijft_achter"] == 1
    assert "uiteindelijk 35 %" in said
    for years in ((1.0,), (0.1, 1.0)):
        counts, said = of(years)
        assert "econ_volloop_blijft_achter" not in counts
        assert "uiteindelijk 70 %" in said
    # it gets there only after the horizon
    counts, said = of((*[0.2] * 40, 1.0))
    assert counts["econ_volloop_blijft_achter"] == 1
    assert "uiteindelijk 14 %" in said
    assert "econ_volloop_blijft_achter" not in of((0.5,), volloop=0.0)[0]


def test_what_stands_out_is_found_once():
    counts, _ = found_of(built(project(), volloop=0.0))
    assert counts["econ_alleen_altijd"] == 1
    assert "econ_wis_begrensd" not in counts  # 140 x 6,000 is less than 49 % of 2.2 million
    counts, _ = found_of(built(project(), volloop=1.0))
    assert counts["econ_wis_begrensd"] == 1  # 355 x 6,000 is more
    saved = Item("riool", "minderkosten riolering", "overig", -135000.0)
    counts, _ = found_of(built(project(posten=(*project().posten, saved))))
    assert counts["econ_bespaard"] == 1
    counts, _ = found_of(built(project("mt", kentallen={"financieel.horizon": 20.0})))
    assert counts["econ_schuld_horizon"] == 1
    price = Stream("warmte", "warmte", "warmte", 10.0, "gj")
    counts, _ = found_of(built(project(jaarposten=(price,))))
    assert counts["econ_warmteprijs_bronnet"] == 1


def test_own_means_are_no_gap_beside_a_loan():
    counts, text = found_of(built(project(), Choices(lening=False)))
    assert "econ_kasstroom_negatief" not in counts
    assert "uit eigen middelen" in text
    _, text = found_of(built(project(), Choices(annuitair=True, opslagen="geen")))
    assert "annuïtaire lening" in text
    assert "geen opslagen" in text


def test_what_is_said_of_the_uptake_over_the_years():
    case = built(project(groepen=GROUPS[:1]), Choices(volloop_jaren=(0.1, 0.4, 1.0), meegroeien=True))
    flows = cash_flow(case)
    told = remarks(case, flows, measures(case, flows), Findings())
    assert any("jaar 1 10 %; jaar 2 40 %; jaar 3 100 %" in text for text in told)
    (grown,) = (text for text in told if text.startswith("Gebouwd naarmate woningen aansluiten: aansluitleiding"))
    # 70 % of the house connections with 36 % on top, and the rest; built later it costs more
    whole = 1.36 * (517000.0 + 537700.0 + 0.7 * 582000.0)
    assert f"{whole:,.0f}".replace(",", ".") in grown
    later = 1.36 * 582000.0 * 0.7 * (0.3 * 0.02 + 0.6 * (1.02**2 - 1.0))
    assert f"{whole + later:,.0f}".replace(",", ".") in grown
    plain = built(project(groepen=GROUPS[:1]), Choices())
    flows = cash_flow(plain)
    assert not any("jaar 1 " in text for text in remarks(plain, flows, measures(plain, flows), Findings()))

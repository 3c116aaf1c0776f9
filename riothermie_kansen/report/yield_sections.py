"""What the measured flow yields, in words: directly, with storage, and through the year."""

from __future__ import annotations

import numpy as np

from ..kentallen import Kentallen
from ..measurement.results import Analysis, Profile, Yield
from ..measurement.yields import rounded_down
from ..season.result import SeasonBalance
from .language import MISSING, Words, unit_text
from .measured_sections import cooling_titles
from .page import Page, Tile
from .yield_plots import dry_days, duration_plot, heat_plot, of_kind, profile_plot, season_plot, week_plot


def limited(found: Yield) -> bool:
    """Return whether the measured temperature leaves less than the cooling that was asked."""
    return bool(found.used_k < found.delta_t)


def cooling_used(found: Yield) -> float:
    """Return the cooling (K) that a yield is reckoned with."""
    return found.used_k if np.isfinite(found.used_k) else found.delta_t


def summary(page: Page, analysis: Analysis, kentallen: Kentallen, words: Words) -> None:
    """Add the main answer: tiles, sentences, and both coolings side by side."""
    page.heading(words.say("h_summary"))
    stored, direct = analysis.stored[0], analysis.direct[0] if analysis.direct else None
    about = rounded_down(stored.dwellings, kentallen)
    values = {"stored": words.number(about), "dt": words.shortest(stored.delta_t)}
    if direct and not direct.dwellings:
        page.paragraph(words.say("answer_none" if not about else "answer_only_stored", **values), "lead")
    elif direct:
        page.paragraph(words.say("answer", direct=words.number(direct.dwellings), **values), "lead")
    else:
        page.paragraph(words.say("answer_no_direct", **values), "lead")
    if limited(stored):
        page.warning(
            words.say("limited", dt=words.shortest(stored.delta_t), used=words.rounded(max(stored.used_k, 0.0), 2))
        )
    if analysis.pumping.found:
        page.warning(unit_text(analysis.pumping.words.get(words.code, "")))
    share = words.percent(analysis.duration.availability)
    if direct and analysis.profile:
        page.subheading(words.say("tiles_direct"))
        hour = words.say("hour_span", begin=analysis.profile.minimum_hour, end=analysis.profile.minimum_hour + 1)
        page.tiles(_tiles(direct, direct.dwellings, words.say("tile_minimum"), hour, words))
    page.subheading(words.say("tiles_stored"))
    page.tiles(_tiles(stored, about, words.say("tile_available"), words.say("tile_share", share=share), words))
    page.table(
        *_coolings(analysis, kentallen, words), caption=words.say("cap_coolings"), left=(0, 1), chosen=_chosen(analysis)
    )
    rests = words.count("rests_on", analysis.days.days) if analysis.profile else ""
    page.paragraph(" ".join(part for part in (words.say("estimate"), rests, words.say("consent")) if part))


def _tiles(found: Yield, about: float, title: str, remark: str, words: Words) -> list[Tile]:
    cooling = words.say("tile_cooling", dt=words.rounded(cooling_used(found), 2))
    tiles = [
        Tile(words.rounded(found.flow_m3h), "m³/h", title, remark),
        Tile(words.power(found.source_kw), "kW", words.say("tile_source"), cooling),
        Tile(words.power(found.building_kw), "kW", words.say("tile_building"), words.say("tile_pump")),
    ]
    if np.isfinite(found.heat_gj):
        tiles[2] = Tile(
            words.rounded(found.heat_gj),
            words.say("unit_gj_year"),
            words.say("tile_heat"),
            words.say("tile_heat_remark"),
        )
    exact = words.say("tile_about" if about == found.dwellings else "tile_exact", n=words.number(found.dwellings))
    return [*tiles, Tile(words.number(about), "", words.say("tile_dwellings"), exact)]


def _by_cooling(found: list[Yield]) -> list[Yield]:
    return sorted(found, key=lambda one: one.delta_t)


def _chosen(analysis: Analysis) -> int | None:
    coolings = [one.delta_t for one in _by_cooling(analysis.stored)]
    return 2 + coolings.index(analysis.stored[0].delta_t) if len(coolings) > 1 else None


def _coolings(analysis: Analysis, kentallen: Kentallen, words: Words) -> tuple[list[str], list[list[str]]]:
    stored, direct = _by_cooling(analysis.stored), _by_cooling(analysis.direct)
    titles = cooling_titles([one.delta_t for one in stored], analysis.settings.delta_t, words)
    head = ["", words.say("col_unit"), *titles]
    rows: list[list[str]] = []

    def row(key: str, unit: str, values: list[float], decimals: int = 0, **given: object) -> None:
        rows.append([words.say(key, **given), unit, *(words.number(value, decimals) for value in values)])

    if any(limited(one) for one in stored):
        row("row_used", "K", [cooling_used(one) for one in stored], 1)
    if direct:
        row("row_direct_flow", "m³/h", [one.flow_m3h for one in direct], 1)
        row("row_direct_source", "kW", [one.source_kw for one in direct], _decimals(direct))
        row("row_direct_building", "kW", [one.building_kw for one in direct], _decimals(direct))
        row("row_direct_dwellings", "", [one.dwellings for one in direct])
    share = words.percent(analysis.duration.availability)
    row("row_stored_flow", "m³/h", [one.flow_m3h for one in stored], 1, share=share)
    row("row_stored_source", "kW", [one.source_kw for one in stored], _decimals(stored))
    row("row_stored_building", "kW", [one.building_kw for one in stored], _decimals(stored))
    hours = words.shortest(analysis.settings.full_load_hours)
    row("row_stored_heat", words.say("unit_gj_year"), [one.heat_gj for one in stored], h=hours)
    row("row_stored_series", words.say("unit_gj_year"), [one.heat_series_gj for one in stored])
    row("row_stored_dwellings", "", [one.dwellings for one in stored])
    about = [rounded_down(one.dwellings, kentallen) for one in stored]
    if about != [one.dwellings for one in stored]:
        row("row_stored_about", "", about)
    return head, rows


def _decimals(found: list[Yield]) -> int:
    return 0 if min(one.source_kw for one in found) >= 20.0 else 1


def direct_delivery(page: Page, analysis: Analysis, kentallen: Kentallen, words: Words) -> None:
    """Add the section on the day profile and direct delivery."""
    page.heading(words.say("h_direct"))
    profile = analysis.profile
    if profile is None or not analysis.direct:
        page.paragraph(words.say("no_profile"))
        _pumping(page, analysis, words)
        return
    page.paragraph(
        words.say(
            "profile_lead",
            low=words.rounded(profile.minimum_m3h),
            low_hour=profile.minimum_hour,
            low_end=profile.minimum_hour + 1,
            high=words.rounded(profile.maximum_m3h),
            high_hour=profile.maximum_hour,
            high_end=profile.maximum_hour + 1,
            mean=words.rounded(profile.mean_m3h),
            volume=words.rounded(profile.day_m3),
        )
    )
    _, drawn, days = dry_days(analysis)
    key = "profile_caption" if drawn == days else "profile_caption_some"
    page.figure(profile_plot(analysis, profile, words), words.say(key, drawn=words.number(drawn), n=words.number(days)))
    page.paragraph(words.say("direct_why"))
    chosen = analysis.direct[0]
    page.paragraph(_power(chosen, kentallen, words), "formula")
    page.paragraph(_building(chosen, analysis, words), "formula")
    page.paragraph(
        words.say(
            "direct_dwellings",
            n=words.number(chosen.dwellings),
            kw=words.power(chosen.building_kw),
            method=words.say(f"simultaneity_{analysis.settings.simultaneity.replace('-', '_')}"),
        )
    )
    _weekend(page, profile, words)
    _pumping(page, analysis, words)
    _extraneous(page, analysis, kentallen, words)


def _power(found: Yield, kentallen: Kentallen, words: Words) -> str:
    return words.say(
        "formula_power",
        q=words.rounded(found.flow_m3h, 4),
        rho=words.shortest(kentallen.value("bron.dichtheid")),
        cp=words.shortest(kentallen.value("bron.warmtecapaciteit")),
        dt=words.rounded(cooling_used(found), 2),
        kw=words.power(found.source_kw),
    )


def _building(found: Yield, analysis: Analysis, words: Words) -> str:
    return words.say(
        "formula_building",
        kw=words.power(found.source_kw),
        cop=words.shortest(analysis.settings.cop),
        less=words.shortest(analysis.settings.cop - 1.0),
        building=words.power(found.building_kw),
    )


def _weekend(page: Page, profile: Profile, words: Words) -> None:
    page.subheading(words.say("h_weekend"))
    drawn = week_plot(profile, words)
    if drawn is None:
        page.paragraph(words.say("no_weekend"))
        return
    working, weekend = (float(of_kind(profile, kind)["debiet_m3h"].mean()) for kind in ("werkdag", "weekend"))
    page.figure(drawn, words.say("week_caption"))
    key = "weekend_more" if weekend >= working else "weekend_less"
    page.paragraph(words.say(key, share=words.percent(abs(weekend / working - 1.0)) if working > 0 else MISSING))


def _pumping(page: Page, analysis: Analysis, words: Words) -> None:
    page.subheading(words.say("h_pumping"))
    pumping = analysis.pumping
    page.paragraph(unit_text(pumping.words.get(words.code, "")), "message" if pumping.found else "")


def _extraneous(page: Page, analysis: Analysis, kentallen: Kentallen, words: Words) -> None:
    page.subheading(words.say("h_extraneous"))
    found = analysis.extraneous
    if found is None:
        page.paragraph(words.say("no_extraneous"))
        return
    page.paragraph(
        words.say(
            "extraneous",
            night=words.rounded(found.night_m3h),
            flow=words.rounded(found.flow_m3h),
            share=words.percent(found.share),
            persons=words.rounded(found.persons, 2),
            litres=words.shortest(kentallen.value("dwa.liter_per_inwoner")),
        )
    )
    if not found.reliable:
        page.paragraph(words.say("extraneous_unsure"), "message")


def stored_delivery(page: Page, analysis: Analysis, kentallen: Kentallen, words: Words) -> None:
    """Add the section on the duration curve and delivery with storage."""
    page.heading(words.say("h_stored"))
    duration, chosen = analysis.duration, analysis.stored[0]
    share = words.percent(duration.availability)
    page.paragraph(words.say("stored_why"))
    hours = {"hours": words.number(duration.hours), "dry_hours": words.number(duration.dry_hours)}
    page.figure(
        duration_plot(analysis, words),
        words.say("duration_caption", curve=words.say(f"curve_{analysis.settings.curve}"), **hours),
    )
    page.paragraph(words.say("stored_lead", q=words.rounded(duration.flow_m3h), share=share))
    page.paragraph(_power(chosen, kentallen, words), "formula")
    page.paragraph(
        words.say(
            "formula_heat",
            kw=words.power(chosen.source_kw),
            h=words.shortest(analysis.settings.full_load_hours),
            eta=words.shortest(kentallen.value("wko.rendement")),
            cop=words.shortest(analysis.settings.cop),
            less=words.shortest(analysis.settings.cop - 1.0),
            gj=words.rounded(chosen.heat_gj),
        ),
        "formula",
    )
    page.paragraph(
        words.say(
            "stored_dwellings", n=words.number(chosen.dwellings), per=words.shortest(analysis.settings.dwelling_gj)
        )
    )
    page.subheading(words.say("h_economic"))
    if np.isfinite(duration.series_hours):
        page.paragraph(
            words.say(
                "series_against_rule",
                h=words.shortest(analysis.settings.full_load_hours),
                series=words.number(round(duration.series_hours, -1)),
                gj=words.rounded(chosen.heat_series_gj),
                rule=words.rounded(chosen.heat_gj),
            )
        )
    page.figure(heat_plot(analysis, kentallen, words), words.say("heat_caption"))
    if np.isfinite(duration.economic):
        page.paragraph(
            words.say(
                "economic",
                share=words.percent(duration.economic),
                q=words.rounded(duration.economic_m3h),
                eur=words.shortest(kentallen.value("kosten_bron.waarde_gj")),
            )
        )
    else:
        page.paragraph(words.say("no_economic"))


def comparison(page: Page, analysis: Analysis, words: Words) -> None:
    """Add the section that sets direct delivery against delivery with storage."""
    page.heading(words.say("h_compare"))
    if not analysis.direct:
        page.paragraph(words.say("no_compare"))
        return
    direct, stored = analysis.direct[0], analysis.stored[0]

    def row(key: str, unit: str, one: float, other: float, decimals: int = 0) -> list[str]:
        ratio = other / one if one > 0 else np.nan
        return [
            words.say(key),
            unit,
            words.number(one, decimals),
            words.number(other, decimals),
            words.number(ratio, 1),
        ]

    decimals = _decimals([direct, stored])
    rows = [
        row("row_flow", "m³/h", direct.flow_m3h, stored.flow_m3h, 1),
        row("row_source", "kW", direct.source_kw, stored.source_kw, decimals),
        row("row_building", "kW", direct.building_kw, stored.building_kw, decimals),
        row("row_dwellings", "", direct.dwellings, stored.dwellings),
    ]
    head = ["", words.say("col_unit"), *(words.say(key) for key in ("col_direct", "col_stored", "col_ratio"))]
    page.table(head, rows, caption=words.say("cap_compare", dt=words.shortest(stored.delta_t)), left=(0, 1))
    page.paragraph(words.say("compare"))


def year(page: Page, season: SeasonBalance, words: Words) -> None:
    """Add the section on the season balance."""
    page.heading(words.say("h_season"))
    for sentence in season.words.get(words.code, []):
        page.paragraph(unit_text(sentence))
    page.figure(season_plot(season, words), words.say("season_caption"))
    names = [name for name in season.table.columns if name != "maand"]
    table = season.table.sort_values("maand")
    rows = [
        [words.options("months")[int(row.maand) - 1], *(words.number(float(getattr(row, name))) for name in names)]
        for row in table.itertuples(index=False)
    ]
    total = [MISSING if name == "voorraad_gj" else words.number(float(table[name].sum())) for name in names]
    head = [words.say("col_month"), *(words.say(f"col_{name}") for name in names)]
    page.table(head, rows, caption=words.say("cap_season"), foot=[words.say("year"), *total])

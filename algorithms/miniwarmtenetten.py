"""Algorithm `miniwarmtenetten`: which neighbours could share loops in the ground."""

from __future__ import annotations

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports
from .environment import language
from .layers import located
from .metadata import layer_metadata, plugin_version
from .miniwarmtenetten_parameters import MiniAlgorithm

translate = QCoreApplication.translate

COUNTS = {
    "AANTAL_CLUSTERS": "clusters",
    "WONINGEN": "woningen",
    "PANDEN": "panden",
    "LUSSEN_AANTAL": "lussen",
    "OVER_WONINGEN": "over_woningen",
    "ONGESCHIKT_WONINGEN": "ongeschikt_woningen",
    "ALLE_WONINGEN": "alle_woningen",
}
"""Whole numbers of a run, and their name in the totals of the engine."""

FIGURES = {
    "METERS_LUS": "meters_lus",
    "LEIDING_M": "leiding_m",
    "KOSTEN_MINI_EUR": "kosten_mini_eur",
    "KOSTEN_CV_EUR": "kosten_cv_eur",
    "KOSTEN_LUS_EUR": "kosten_lus_eur",
    "KOSTEN_LUCHT_EUR": "kosten_lucht_eur",
    "VOORDEEL_EUR": "voordeel_eur",
}
"""Other numbers."""


class Miniwarmtenetten(MiniAlgorithm):
    """Divide neighbours into mini networks."""

    NAME = "miniwarmtenetten"

    def displayName(self) -> str:
        return translate("Riothermie", "Mini heat networks: neighbours that share ground loops")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Divides neighbourhoods into clusters of neighbours that share ground loops, at the lowest cost together.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Finds neighbours along one side of a street or around a court that can share loops in the ground, each "
            "home with its own heat pump, and divides a neighbourhood into the clusters that save most together.</p>"
            "<p><b>What to give.</b> Buildings with heat demand. If you have them: parcels, the restrictions of the "
            "ground (bodemrestricties), streets, water, public green, and the outputs of bodemlussen (places for "
            "loops, yield of the ground). Without parcels the ground closest to a building stands for its parcel: an "
            "estimate, and said so.</p>"
            "<p><b>What comes out.</b> Clusters with homes, loops, depth, pipe, yearly cost per home against a gas "
            "boiler, an own loop and an air heat pump, the regime of the law (Wcw) and what has to be arranged; every "
            "building with its cluster or the reason why it has none; pipes, loops, a table of who is left over, a "
            "report in one HTML file, findings, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> Costs come from the table in the folder of the province of Utrecht (price level "
            "January 2024), read between its rows or beyond them, as is told per cluster; what a cluster costs more or "
            "less in drilling and pipes is an estimate. Pipes are straight stretches, no route. Nobody is in two "
            "clusters. A first selection for talks with neighbours, no design.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "neighbours,shared loop,ring,clusters,heat pump,cooperative,ground source")
        own = ("miniwarmtenet", "mini-warmtenet", "bodemlus", "ringnet", "Wcw", "mandeligheid", "bodemwarmtepomp")
        return [*super().tags(), *words.split(","), *own]

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_choices()
        self.add_outputs()
        self.add_numbers(
            AANTAL_CLUSTERS=translate("Riothermie", "Mini networks"),
            WONINGEN=translate("Riothermie", "Homes in mini networks"),
            PANDEN=translate("Riothermie", "Buildings"),
            LUSSEN_AANTAL=translate("Riothermie", "Ground loops"),
            OVER_WONINGEN=translate("Riothermie", "Homes that could take part but are left over"),
            ONGESCHIKT_WONINGEN=translate("Riothermie", "Homes that cannot take part"),
            ALLE_WONINGEN=translate("Riothermie", "All homes"),
            METERS_LUS=translate("Riothermie", "Loop in all (m)"),
            LEIDING_M=translate("Riothermie", "Pipe between loops and homes, estimate (m)"),
            KOSTEN_MINI_EUR=translate("Riothermie", "Mini network, per home (EUR/year)"),
            KOSTEN_CV_EUR=translate("Riothermie", "Gas boiler, per home (EUR/year)"),
            KOSTEN_LUS_EUR=translate("Riothermie", "Own loop, per home (EUR/year)"),
            KOSTEN_LUCHT_EUR=translate("Riothermie", "Air heat pump, per home (EUR/year)"),
            VOORDEEL_EUR=translate("Riothermie", "Saving against own loops, all homes (EUR/year)"),
            GAT_PROCENT=translate("Riothermie", "Saving proved to be within this of the best division (%)"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        try:
            for name in given:
                self.check_layer(parameters, name, context, filled=name == self.GEBOUWEN)
        except QgsProcessingException as error:
            return str(error)
        low, high = self._range(parameters, context)
        if high < low:
            text = translate("Riothermie", "The largest number of homes ({high}) is smaller than the smallest ({low}).")
            return text.format(high=high, low=low)
        return destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.subsurface.mini_networks.mini import mini_networks
        from ..riothermie_kansen.subsurface.mini_networks.result import Settings

        kentallen = self.kentallen(parameters, context, feedback)
        frames, names = {}, []
        for i, name in enumerate(self.SHAPES):
            step = part(feedback.setProgress, 2.5 * i, 2.5 * (i + 1))
            layer = self.read(parameters, name, context, feedback, progress=step)
            frames[name] = None if layer is None else located(layer.frame)
            names += [] if layer is None else [f"{name.lower()}: {layer.name}"]
        plan = mini_networks(
            frames[self.GEBOUWEN],
            frames[self.PERCELEN],
            restrictions=frames[self.RESTRICTIES],
            streets=frames[self.STRATEN],
            water=frames[self.WATER],
            green=frames[self.GROEN],
            loops=frames[self.LUSSEN],
            yields=frames[self.OPBRENGST],
            settings=Settings(
                least=self._whole(parameters, self.MIN, context),
                most=self._whole(parameters, self.MAX, context),
                definition=self.parameterAsEnumString(parameters, self.DEFINITIE, context),
                per_loop=self._whole(parameters, self.PER_LUS, context),
                depth_m=self._number(parameters, self.DIEPTE, context),
                w_per_m=self._number(parameters, self.W_PER_M, context),
                variant=self.parameterAsEnumString(parameters, self.VARIANT, context),
                goal=self.parameterAsEnumString(parameters, self.DOEL, context),
                public=self.parameterAsBool(parameters, self.OPENBAAR, context),
                attention=self.parameterAsBool(parameters, self.AANDACHT, context),
                unknown=self.parameterAsBool(parameters, self.ONBEKEND, context),
                id_field=(self.parameterAsStrings(parameters, self.ID_VELD, context) or [None])[0],
            ),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 20, 85),
            cancelled=feedback.isCanceled,
        )
        self._tell(plan, feedback)
        made = self._write(parameters, context, feedback, plan, names, kentallen)
        return made | _numbers(plan)

    def _range(self, parameters, context) -> tuple[int, int]:
        """Return the smallest and largest number of homes; what was left empty is that of the definition."""
        values, _ = self._kentallen(parameters, context)
        wide = self.parameterAsEnumString(parameters, self.DEFINITIE, context) == self.DEFINITIES[-1]
        low, high = (self._whole(parameters, name, context) for name in (self.MIN, self.MAX))
        most = values.value("mini.n_max_folder" if wide else "mini.n_max")
        return int(values.value("mini.n_min")) if low is None else low, int(most) if high is None else high

    def _whole(self, parameters, name: str, context) -> int | None:
        return self.parameterAsInt(parameters, name, context) if self.has(parameters, name) else None

    def _number(self, parameters, name: str, context) -> float | None:
        return self.parameterAsDouble(parameters, name, context) if self.has(parameters, name) else None

    def _tell(self, plan, feedback) -> None:
        """Say in the log that the homes add up, and the notes."""
        from ..riothermie_kansen.report.language import Words

        words = Words(language())
        one = translate(
            "Riothermie",
            "{n} mini network. Homes: {homes} in it + {left} left over + {others} that cannot take part = {all}.",
        )
        text = translate(
            "Riothermie",
            "{n} mini networks. Homes: {homes} in them + {left} left over + {others} that cannot take part = {all}.",
        )
        shown = {
            "n": "clusters", "homes": "woningen", "left": "over_woningen", "others": "ongeschikt_woningen",
            "all": "alle_woningen",
        }  # fmt: skip
        said = one if plan.totals["clusters"] == 1 else text
        feedback.pushInfo(said.format(**{key: words.number(plan.totals[name]) for key, name in shown.items()}))
        self.tell(plan.findings, plan.notes, feedback)

    def _write(self, parameters, context, feedback, plan, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.report.mini_report import mini_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD, rounded
        from ..riothermie_kansen.subsurface.mini_networks import columns

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=plan.notes,
            )  # fmt: skip

        area, line, point = QgsWkbTypes.Type.MultiPolygon, QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.Point
        written = [
            outputs.Output(
                self.CLUSTERS, rounded(plan.clusters, columns.CLUSTER_COLUMNS), columns.CLUSTER_COLUMNS, area,
                "miniwarmtenetten.qml",
                metadata(
                    "Miniwarmtenetten",
                    "Buren die samen bodemlussen kunnen delen. Kleur: wat delen per woning per jaar scheelt tegenover "
                    "een eigen lus. Een eerste selectie voor een gesprek tussen buren, geen ontwerp.",
                ),
            ),
            outputs.Output(
                self.GEBOUWEN_UIT, rounded(plan.buildings, columns.BUILDING_COLUMNS), columns.BUILDING_COLUMNS, area,
                "minigebouwen.qml",
                metadata("Gebouwen per miniwarmtenet", "Elk gebouw met zijn cluster, of waarom het er geen heeft."),
            ),
            outputs.Output(
                self.LEIDINGEN, rounded(plan.pipes, columns.PIPE_COLUMNS), columns.PIPE_COLUMNS, line,
                "minileidingen.qml",
                metadata("Leidingen van miniwarmtenetten", "Rechte stukken: een schatting van de lengte, geen tracé."),
            ),
            outputs.Output(
                self.LUSSEN_UIT, rounded(plan.loops, columns.LOOP_COLUMNS), columns.LOOP_COLUMNS, point,
                "minilussen.qml",
                metadata("Lussen van miniwarmtenetten", "Plaatsen waar een lus past; de boorder kiest de plek."),
            ),
            outputs.Output(
                self.OVERZICHT, rounded(plan.left, columns.LEFT_COLUMNS), columns.LEFT_COLUMNS,
                QgsWkbTypes.Type.NoGeometry, None,
                metadata("Niet in een miniwarmtenet", "Gebouwen en woningen zonder cluster, per reden."),
            ),
            outputs.Output(
                self.MELDINGEN, plan.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten."),
            ),
        ]  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = ""
        if report:
            text = mini_html(plan, kentallen=kentallen, sources=sources, language=language(), version=plugin_version())
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 85, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _numbers(plan) -> dict[str, float]:
    """Return the numbers of a run; those that are not known are left out."""
    found: dict[str, float] = {name: int(plan.totals[key]) for name, key in COUNTS.items()}
    figures = {name: plan.totals[key] for name, key in FIGURES.items()}
    figures["GAT_PROCENT"] = 100.0 * plan.totals["gat"]
    found |= {name: value for name, value in figures.items() if value == value}  # noqa: PLR0124 (NaN: not known)
    return found | {"AANTAL_MELDINGEN": plan.findings.count()}

"""What `rioolinlezen` and `kansenkaart` share: the inputs of a sewer, the checks on them, and reading them."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import (
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, layers, sources
from .inputs import LINES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

ADDITIVE = ("woningen", "ve_bedrijven", "dwa_lateraal_ls")  # of a whole pipe: not once more for each of its parts
WHOLE = ("lengte_m",)
AT_BEGIN = ("knoop_begin", "bob_begin_m")
AT_END = ("knoop_eind", "bob_eind_m")
NODE_ROLES = {"knoop_id": "naam", "maaiveld_m": "maaiveld_m"}  # roles that only the nodes have

KNOWN = {
    "LEIDINGEN": (
        ("bobbeginpuntleiding", 9), ("materiaalleiding", 5), ("beginpunt", 3), ("stelseltype", 3), ("stelsel", 2),
        ("leidingid", 9), ("bobbegin", 5), ("type", 1), ("naam", 1),
        ("woningenwko", -99), ("clusterid", -99),  # a map of opportunities, pipes of a small network
    ),
    "PUTTEN": (
        ("materiaalput", 9), ("vormput", 5), ("maaiveldhoogte", 5), ("knoopid", 9), ("stelseltype", 2), ("stelsel", 2),
        ("type", 1), ("naam", 1), ("dwagemls", -99),
    ),
    "POMPEN": (
        ("pompcapaciteit", 9), ("pompcapaciteit1", 9), ("drempelniveau", 3), ("begin", 2), ("eind", 2),
        ("installatieid", -99), ("bodemzijdigvermogen", -99), ("einddiepte", -99),  # a WKO has pumps too
    ),
    "GEBIEDEN": (("aantalinwoners", 9), ("buurtcode", 5), ("buurtnaam", 3), ("inwoners", 5), ("buitengrens", 3),
                 ("pandid", -99), ("kavelid", -99)),
    "ADRESSEN": (
        ("verblijfsobject", 5), ("gebruiksdoel", 5), ("huisnummer", 5), ("postcode", 4), ("inwoners", 5),
        ("aantalbewoners", 5), ("nummeraanduiding", 5), ("oppervlakte", 1),
        ("dwagemls", -99), ("warmtegj", -99), ("traceid", -99),
    ),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: outputs that look like it."""


class SewerAlgorithm(InputAlgorithm):
    """An algorithm that starts with a sewer."""

    GROUP = "riool"
    LEIDINGEN = "LEIDINGEN"
    PUTTEN = "PUTTEN"
    POMPEN = "POMPEN"
    GEBIEDEN = "GEBIEDEN"
    HYDX = "HYDX"
    VELDEN = "VELDEN"
    TOLERANTIE = "TOLERANTIE"
    KNOPEN_UIT = "KNOPEN_UIT"
    SHAPES = {"LEIDINGEN": "line", "PUTTEN": "point", "POMPEN": "any", "GEBIEDEN": "polygon"}  # noqa: RUF012
    KNOWN = KNOWN

    def add_sewer(self) -> None:
        """Declare the layers of a sewer, or the folder of a HydX delivery."""
        self.add_source(
            self.LEIDINGEN,
            LINES,
            translate("Riothermie", "Sewer pipes"),
            translate(
                "Riothermie",
                "Lines: a GWSW layer (beheer_leiding, netwerk_verbinding, default_lijn), or any other layer of pipes. "
                "The fields find themselves by their names; give other names under VELDEN. Leave empty with HydX.",
            ),
        )
        self.add_source(
            self.PUTTEN,
            POINTS,
            translate("Riothermie", "Manholes"),
            translate(
                "Riothermie",
                "Points (beheer_put, netwerk_knooppunt, default_punt). Their ids connect the pipes when the pipes "
                "name them; they also tell where pumping stations, overflows and the treatment plant are.",
            ),
        )
        self.add_source(
            self.POMPEN,
            TABLES,
            translate("Riothermie", "Pumps and structures"),
            translate(
                "Riothermie",
                "Points, lines or a table (beheer_pomp, netwerk_kunstwerk with begin and eind): they lift the water "
                "from one node to another, and join parts of the network that gravity does not.",
            ),
        )

    def add_sewer_options(self) -> None:
        """Declare HydX, the field map and the tolerance."""
        folder = QgsProcessingParameterFile(
            self.HYDX,
            translate("Riothermie", "HydX folder (instead of layers)"),
            QgsProcessingParameterFile.Behavior.Folder,
            optional=True,
        )
        self.add(
            folder,
            translate(
                "Riothermie",
                "Folder with the CSV files of a GWSW-Hyd delivery (Knooppunt.csv, Verbinding.csv, Debiet.csv ...). "
                "Then leave the layers of pipes, manholes and pumps empty.",
            ),
        )
        matrix = QgsProcessingParameterMatrix(
            self.VELDEN,
            translate("Riothermie", "Fields with other names"),
            0,
            False,
            [translate("Riothermie", "property"), translate("Riothermie", "field or expression")],
            [],
            optional=True,
        )
        self.add(
            matrix,
            translate(
                "Riothermie",
                "Which field or QGIS expression holds which property, for layers with names of their own; for "
                'instance breedte_mm = "diameter_m" * 1000. Properties of pipes: leiding_id, type, soort, functie, '
                "stelsel, vorm, breedte_mm, hoogte_mm, materiaal, bob_begin_m, bob_eind_m, knoop_begin, knoop_eind, "
                "lengte_m, jaar, woningen, dwa_lateraal_ls ... With put. or pomp. before it the property is one of "
                "the manholes or pumps, for instance put.naam or pomp.capaciteit_ls. In scripts also as one text: "
                "leiding_id=link; breedte_mm=geom1_m*1000.",
            ),
            advanced=True,
        )
        self.add_number(
            self.TOLERANTIE,
            "stroming.tolerantie_m",
            translate("Riothermie", "Tolerance of pipe ends (m)"),
            translate(
                "Riothermie",
                "Pipe ends without a node id that lie closer together than this are one node; a pipe that ends on "
                "another one splits it.",
            ),
            advanced=True,
        )

    def add_common_outputs(self) -> None:
        """Declare the nodes and the findings."""
        nodes = QgsProcessingParameterFeatureSink(
            self.KNOPEN_UIT, translate("Riothermie", "Nodes"), POINTS, optional=True
        )
        self.add(nodes, translate("Riothermie", "Points: manholes, pumping stations, overflows, outlets."))
        self.add_findings()

    def problem(self, parameters, context) -> str:
        """Return in one sentence what is wrong with the inputs and outputs, as far as can be seen beforehand."""
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        folder = self.parameterAsFile(parameters, self.HYDX, context) if self.has(parameters, self.HYDX) else ""
        if folder and self.LEIDINGEN in given:
            return translate("Riothermie", "Choose sewer pipes or a HydX folder, not both: empty one of the two.")
        if not folder and self.LEIDINGEN not in given:
            return translate("Riothermie", "There is no sewer yet: choose a layer of sewer pipes or a HydX folder.")
        if folder and (message := hydx_problem(Path(folder))):
            return message
        try:
            for name in given:
                source = self.source(parameters, name, context)
                sources.check(source, self.shape(name, source))
            self.mapping(parameters, context)
        except QgsProcessingException as error:
            return str(error)
        return destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def mapping(self, parameters, context) -> dict[str, dict[str, str]]:
        """Return the field map per layer: "leiding", "put" and "pomp", each role to field or expression.

        Raises
        ------
        QgsProcessingException
            It is not a list of pairs.
        """
        value = parameters.get(self.VELDEN)
        if not isinstance(value, (str, list, tuple, dict)):
            value = self.parameterAsMatrix(parameters, self.VELDEN, context) if value is not None else []
        found: dict[str, dict[str, str]] = {"leiding": {}, "put": {}, "pomp": {}}
        for role, text in pairs(value):
            kind, dot, rest = role.partition(".")
            if dot and kind in found:
                found[kind][rest] = text
            elif role in NODE_ROLES:
                found["put"][role] = text
            else:
                found["leiding"][role] = text
        return found

    def read_sewer(self, parameters, context, feedback, kentallen, progress):
        """Return the sewer as the readers deliver it, and the number of rows that multipart lines added."""
        from ..riothermie_kansen.callbacks import part

        if self.has(parameters, self.HYDX):
            from ..riothermie_kansen.readers import hydx

            for name in (self.PUTTEN, self.POMPEN, self.VELDEN):
                if self.has(parameters, name) and parameters[name] not in ([], ()):
                    text = translate("Riothermie", "{name} is not used: the HydX folder has it all.")
                    feedback.pushWarning(text.format(name=name))
            folder = Path(self.parameterAsFile(parameters, self.HYDX, context))
            sewer = hydx.read_hydx(folder, kentallen=kentallen, progress=progress, cancelled=feedback.isCanceled)
            return sewer, 0
        from ..riothermie_kansen.readers import fields, gwsw

        mapping = self.mapping(parameters, context)
        step = part(progress, 0, 40)
        pipes = self.read(
            parameters,
            self.LEIDINGEN,
            context,
            feedback,
            mapping=mapping["leiding"],
            aliases=fields.PIPE,
            progress=step,
        )
        nodes, structures = (
            self._mapped(parameters, name, context, feedback, mapping[kind], known, part(progress, start, start + 10))
            for name, kind, known, start in (
                (self.PUTTEN, "put", fields.NODE, 40),
                (self.POMPEN, "pomp", fields.STRUCTURE, 50),
            )
        )
        stand_alone(pipes)
        sewer = gwsw.read_sewer(
            pipes.frame,
            nodes=nodes,
            structures=structures,
            fields=pipes.fields,
            kentallen=kentallen,
            progress=part(progress, 60, 100),
            cancelled=feedback.isCanceled,
        )
        return sewer, len(pipes.frame) - pipes.features

    def balance(self, sewer, out: int, extra: int, findings, feedback) -> dict[str, int]:
        """Say in the log that no pipe was lost on the way; return the counts.

        Parameters
        ----------
        sewer
            As the reader delivered it.
        out
            Pipes written.
        extra
            Rows that multipart lines added.
        findings
            Of reader and network.
        feedback
            The log.
        """
        from ..riothermie_kansen.sewer.network import DROPPED_KINDS

        read = sewer.read["leidingen"] - extra
        made = int((sewer.pipes["bron_rij"] < 0).sum())
        left = sum(findings.count(kind) for kind in sewer.dropped_kinds)
        doubles = sum(findings.count(kind) for kind in DROPPED_KINDS)
        split = out + doubles - len(sewer.pipes)
        text = translate(
            "Riothermie",
            "Pipes: {read} read + {parts} from multipart lines + {split} from splitting at nodes + {made} for pumps "
            "and structures = {out} written + {listed} left out and listed.",
        )
        feedback.pushInfo(text.format(read=read, parts=extra, split=split, made=made, out=out, listed=left + doubles))
        # each split pipe is listed once and gives at least one pipe more
        cut = findings.count("leiding_gesplitst")
        if read + extra + made != len(sewer.pipes) + left or split < cut or (split > 0) != (cut > 0):
            feedback.reportError(translate("Riothermie", "These counts do not add up: please report this."))
        return {"AANTAL_IN": read, "AANTAL_UIT": out, "AANTAL_WEG": left + doubles}

    def _mapped(self, parameters, name: str, context, feedback, roles: dict[str, str], aliases, progress):
        """Return manholes or pumps, with the mapped columns under the names of their roles."""
        layer = self.read(parameters, name, context, feedback, mapping=roles, aliases=aliases, progress=progress)
        if layer is None:
            if roles:
                text = translate("Riothermie", "VELDEN names properties of {name}, but that layer was not given.")
                feedback.pushWarning(text.format(name=name))
            return None
        frame = layers.located(layer.frame)
        for role, column in layer.fields.items():
            own = NODE_ROLES.get(role, role)
            values = frame[column]
            frame = frame.drop(columns=[c for c in frame.columns if c.lower() == own and c != "geometry"])
            frame[own] = values
        return frame


def pairs(value) -> list[tuple[str, str]]:
    """Return a field map as pairs (role, field or expression).

    Taken are the flat list of a matrix, a list of pairs, a list of dictionaries (name, expression), a dictionary, and
    text such as ``leiding_id=link; breedte_mm=geom1_m*1000``.

    Raises
    ------
    QgsProcessingException
        It is none of these.
    """
    text = translate("Riothermie", "VELDEN is not a list of property and field: {value}.")
    if isinstance(value, str):
        # a new pair starts where a name and = follow: an expression may hold line breaks itself
        parts = re.split(r"[;\n]\s*(?=[A-Za-z_.]+\s*=)", value)
        items = [part.strip().rstrip(";").partition("=") for part in parts if part.strip(" ;\n")]
        if not all(sign for _, sign, _ in items):
            raise QgsProcessingException(text.format(value=value))
        found = [(role, field) for role, _, field in items]
    elif isinstance(value, dict):
        found = list(value.items())
    elif all(isinstance(item, dict) for item in value):
        found = [(item.get("name"), item.get("expression", item.get("field"))) for item in value]
    elif all(isinstance(item, (list, tuple)) for item in value):
        if not all(len(item) == 2 for item in value):
            raise QgsProcessingException(text.format(value=value))
        found = [(role, field) for role, field in value]
    else:
        if len(value) % 2:
            raise QgsProcessingException(text.format(value=value))
        found = list(zip(value[::2], value[1::2], strict=True))
    stripped = [(str(role or "").strip(), str(field or "").strip()) for role, field in found]
    return [(role, field) for role, field in stripped if role and field]


def stand_alone(layer) -> None:
    """Let the parts of a multipart pipe be pipes of their own: nothing counts twice, ends belong to the outer parts."""
    import numpy as np

    from ..riothermie_kansen.readers.fields import PIPE, find

    if len(layer.frame) == layer.features:
        return
    parts = np.bincount(layer.row, minlength=layer.features)[layer.row]
    first, last = layer.part == 0, layer.part == parts - 1
    columns = find(layer.frame, PIPE, layer.fields)
    keep = dict.fromkeys((*ADDITIVE, *AT_BEGIN), first) | dict.fromkeys(AT_END, last)
    keep |= dict.fromkeys(WHOLE, parts == 1)
    for role, rows in keep.items():
        for _, place in columns.places.get(role, []):
            name = layer.frame.columns[place]
            layer.frame[name] = layer.frame[name].where(rows)


def hydx_problem(folder: Path) -> str:
    """Return in one sentence why a folder is not a HydX delivery, or ""."""
    if not folder.is_dir():
        return translate("Riothermie", "The HydX folder {} does not exist.").format(folder)
    names = {path.name.lower() for path in folder.iterdir()}
    missing = [name for name in ("Knooppunt.csv", "Verbinding.csv") if name.lower() not in names]
    if missing:
        text = translate("Riothermie", "The folder {folder} is not a HydX delivery: it has no {files}.")
        return text.format(folder=folder, files=", ".join(missing))
    return ""

"""Small layers made by hand, and runs as QGIS does them."""

import pytest
from qgis import processing
from qgis.core import (
    NULL,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

FIELDS = (
    "naam:string type:string stelseltype:string BobBeginpuntLeiding:double BobEindpuntLeiding:double "
    "BreedteLeiding:double MateriaalLeiding:string AantalWoningen:int"
)
# a T of three combined sewers, A-B-C with D-B; all numbers chosen by hand
PIPES = (
    ("LINESTRING(1000 1000,1100 1000)", "AB", "GemengdRiool", "GemengdStelsel", 2.0, 1.8, 300, "Beton", 10),
    ("LINESTRING(1100 1000,1200 1000)", "BC", "GemengdRiool", "GemengdStelsel", 1.8, 1.5, 400, "Beton", NULL),
    ("LINESTRING(1100 1050,1100 1000)", "DB", "GemengdRiool", "GemengdStelsel", 2.1, 1.8, 300, "Beton", 4),
)
OUTPUTS = {
    "rioolinlezen": ("LEIDINGEN_UIT", "KNOPEN_UIT", "MELDINGEN"),
    "kansenkaart": ("KANSENKAART", "KNOPEN_UIT", "MELDINGEN"),
    "warmtenet": ("TRACE", "AANSLUITINGEN", "NIET_AANGESLOTEN", "HOEVEELHEDEN", "KROMME", "MELDINGEN"),
    "warmtevraag": ("GEBOUWEN", "OBJECTEN_UIT", "BUURTEN_UIT", "SAMENVATTING", "NIEUWBOUW_UIT", "MELDINGEN"),
    "energiematch": ("SELECTIE", "TRACE", "VOLLOOP_TABEL", "KROMME", "MELDINGEN"),
    "debietmeting": ("PROFIEL", "DUURKROMME", "DAGEN", "UITKOMSTEN", "SEIZOEN", "MELDINGEN"),
}


def layer(kind, fields, rows, name="leidingen", crs="EPSG:28992"):
    """Return a memory layer with rows of (WKT or None, *attributes)."""
    made = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={f}" for f in fields.split()), name, "memory")
    features = []
    for wkt, *attributes in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(attributes)
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert made.dataProvider().addFeatures(features)[0]
    return made


def pipes(rows=PIPES, kind="LineString", crs="EPSG:28992", fields=FIELDS):
    """Return a layer of pipes in GWSW spelling."""
    return layer(kind, fields, rows, crs=crs)


class Log(QgsProcessingFeedback):
    """Feedback that keeps what was said, and can be cancelled at a progress."""

    def __init__(self, cancel_at=101.0):
        super().__init__(False)
        self.lines, self.errors, self.cancel_at, self.seen = [], [], cancel_at, []
        self.progressChanged.connect(self.watch)

    def watch(self, percent):
        self.seen.append(percent)
        if percent >= self.cancel_at:
            self.cancel()

    def pushInfo(self, info):
        self.lines.append(info)

    def pushWarning(self, warning):
        self.lines.append(warning)

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


def run(algorithm, feedback=None, **parameters):
    """Run an algorithm with temporary outputs."""
    outputs = dict.fromkeys(OUTPUTS[algorithm], "TEMPORARY_OUTPUT")
    return processing.run(f"riothermie:{algorithm}", outputs | parameters, feedback=feedback or Log())


def refusal(call, ends=".", longest=400):
    """Return the one plain sentence with which a run is refused."""
    with pytest.raises(QgsProcessingException) as error:
        call()
    text = str(error.value).removeprefix("Unable to execute algorithm\n")
    assert "\n" not in text
    assert "Traceback" not in text
    assert text[-1] in ends
    assert len(text) < longest
    return text


def rows(output):
    """Return the features of a layer as dictionaries; NULL as None."""
    names = output.fields().names()
    found = []
    for feature in output.getFeatures():
        values = {name: None if v == NULL else v for name, v in zip(names, feature.attributes(), strict=True)}
        found.append(values | {"wkt": feature.geometry().asWkt(0)})
    return found

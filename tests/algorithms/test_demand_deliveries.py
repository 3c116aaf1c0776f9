"""Deliveries for `warmtevraag` in the layouts of EP-online, CBS, PBL and corporaties, whatever a user made of them."""

import zipfile

import pytest
from qgis.core import NULL, QgsVectorLayer

from tests.algorithms import flows, homes, made
from tests.algorithms.homes import NAMES
from tests.algorithms.made import layer, rows
from tests.algorithms.test_warmtevraag import by_name
from tests.algorithms.town import turned

NATIONAL = (
    "Pand_opnamedatum Pand_opnametype Pand_status Pand_berekeningstype Pand_energieindex Pand_energieklasse "
    "Pand_energielabel_is_prive Pand_is_op_basis_van_referentie_gebouw Pand_gebouwklasse Meting_geldig_tot "
    "Pand_registratiedatum Pand_postcode Pand_huisnummer Pand_huisnummer_toev Pand_detailaanduiding "
    "Pand_bagverblijfsobjectid Pand_bagligplaatsid Pand_bagstandplaatsid Pand_bagpandid Pand_gebouwtype "
    "Pand_gebouwsubtype Pand_projectnaam Pand_projectobject Pand_SBIcode Pand_gebruiksoppervlakte "
    "Pand_energiebehoefte Pand_eis_energiebehoefte Pand_primaire_fossiele_energie Pand_warmtebehoefte "
    "Pand_energieindex_met_EMG_forfaitair"
)
EP = NATIONAL.split()
"""Columns of the national file, in its order."""

BEFORE = [["PublicatieDatum", 20250101], ["LaatstVerwerkteMutatievolgnummer", 12345678]]


def run(feedback=None, **parameters):
    inputs = {"PANDEN": homes.panden(), "VERBLIJFSOBJECTEN": homes.objects()}
    return made.run("warmtevraag", feedback, **(inputs | parameters))


def refused(**parameters):
    """Return the one sentence with which a run is refused."""
    return made.refusal(lambda: run(**parameters))


def label_row(n, label, day=20230615, *, numbers=False, heat=95.44):
    """Return a row of EP-online about the n-th object; with `numbers` as a spreadsheet that was opened makes it."""
    ids = (homes.object_id(n), NAMES["rij2"])
    if numbers:
        ids = tuple(map(int, ids))
    values = {
        "Pand_opnamedatum": day, "Pand_opnametype": "Detailopname", "Pand_status": "Bestaand",
        "Pand_berekeningstype": "NTA 8800:2024 (basisopname woningbouw)", "Pand_energieklasse": label,
        "Pand_energielabel_is_prive": "Nee", "Pand_gebouwklasse": "W", "Meting_geldig_tot": day + 100000,
        "Pand_registratiedatum": day, "Pand_postcode": "7300AA", "Pand_huisnummer": n,
        "Pand_bagverblijfsobjectid": ids[0], "Pand_bagpandid": ids[1], "Pand_gebouwtype": "Rijwoning tussen",
        "Pand_gebruiksoppervlakte": 110, "Pand_energiebehoefte": 120.15, "Pand_primaire_fossiele_energie": 210.33,
        "Pand_warmtebehoefte": heat, "Pand_energieindex_met_EMG_forfaitair": 1.12,
    }  # fmt: skip
    return [values.get(name, "") for name in EP]


def as_csv(lines, delimiter=";"):
    shown = [[str(cell).replace(".", ",") if isinstance(cell, float) else str(cell) for cell in line] for line in lines]
    return "".join(delimiter.join(line) + "\n" for line in shown)


LABELS = [*BEFORE, EP, label_row(2, "G", 20150101), label_row(2, "A++", 20230615), label_row(90, "D")]


def only_middle_has(result, letter="A", heat=None):
    """Check that the middle home has this label of EP-online, and no other home has one."""
    found = by_name(result)
    assert found["rij2"]["label"] == letter
    assert found["rij2"]["label_bron"] == "ep-online"
    assert {found[name]["label_bron"] for name in ("rij1", "rij3", "villa", "flat")} == {"afgeleid"}
    if heat is not None:
        assert found["rij2"]["rv_gj"] == pytest.approx(heat)


@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize("sheets", [1, 2])
def test_labels_in_a_workbook(numbers, sheets, tmp_path):
    """As text, and as a spreadsheet keeps them: ids are numbers without their leading zero."""
    lines = [*BEFORE, EP, label_row(2, "G", 20150101, numbers=numbers), label_row(2, "A++", numbers=numbers)]
    books = {"v20250101_v2_csv": lines}
    if sheets == 2:
        books = {"Toelichting": [["Bron", "EP-online"], ["Peildatum", "2025-01-01", 1]], **books}
    book = flows.xlsx(tmp_path / "labels.xlsx", books)
    only_middle_has(run(LABELS=book, METHODE="label"), heat=95.44 * 110 * 0.0036)


@pytest.mark.parametrize("driver", ["XLSX", "ODS"])
def test_labels_that_qgis_saved_as_a_workbook(driver, tmp_path):
    fields = "Pand_opnamedatum:date Pand_energieklasse:string Pand_bagverblijfsobjectid:string Pand_bagpandid:string"
    table = layer("NoGeometry", fields, [(None, "2015-01-01", "G", homes.object_id(2), NAMES["rij2"]),
                                         (None, "2023-06-15", "A", homes.object_id(2), NAMES["rij2"])])  # fmt: skip
    only_middle_has(run(LABELS=flows.save(table, tmp_path / f"labels.{driver.lower()}", driver)))


@pytest.mark.parametrize("beside", [(), ("leesmij.txt",), ("__MACOSX/._labels.csv", ".DS_Store")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_labels_in_a_zip(beside, encoding, tmp_path):
    file = tmp_path / "v20250101_v2_csv.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("v20250101_v2_csv/v20250101_v2.csv", as_csv(LABELS).encode(encoding))
        for name in beside:
            archive.writestr(name, "De labels staan in het andere bestand.")
    log = made.Log()
    only_middle_has(run(log, LABELS=str(file), METHODE="label"), heat=95.44 * 110 * 0.0036)
    assert any("v20250101_v2.csv" in line for line in log.lines)


def test_a_zip_with_two_tables_or_a_workbook_is_refused(tmp_path):
    file = tmp_path / "labels.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", as_csv(LABELS))
        archive.writestr("b.csv", as_csv(LABELS))
    text = refused(LABELS=str(file))
    assert "labels.zip" in text
    assert "unpack" in text
    book = flows.xlsx(tmp_path / "labels.xlsx", {"x": LABELS})
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(book, "labels.xlsx")
    text = refused(LABELS=str(file))
    assert "labels.zip" in text
    assert "unpack" in text


def test_labels_of_xml_are_refused(tmp_path):
    """EP-online also delivers XML."""
    file = tmp_path / "v20250101_v2.xml"
    file.write_text("<?xml version='1.0'?><Energielabels><Energielabel/></Energielabels>")
    assert "v20250101_v2.xml" in refused(LABELS=str(file))


PARCELS = (
    (homes._ring(-1, -5, 7, 30), "Stichting Woonbedrijf ieder1", "APD01 A 1"),
    (homes._ring(6, -5, 6, 30), "particulier", "APD01 A 2"),
    (homes._ring(12, -5, 8, 30), "Woningcorporatie De Goede Woning", "APD01 A 3"),
    (homes._ring(-5, 55, 60, 30), "Sociale huur", "APD01 A 4"),
    (homes._ring(55, -5, 30, 30), None, "APD01 A 5"),
)


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326", "EPSG:4258", "EPSG:3857"])
@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygonZ"])
def test_owners_of_parcels(crs, kind, tmp_path):
    """Parcels are larger than the buildings on them; what lies on one belongs to its owner."""
    made_ = [
        (wkt.replace("POLYGON((", "MULTIPOLYGON(((") + ")" if kind != "Polygon" else wkt, *values)
        for wkt, *values in PARCELS
    ]
    parcels = turned(layer(kind, "eigenaar:string perceel:string", made_, name="percelen"), crs)
    found = by_name(run(EIGENDOM=parcels))
    assert {name: found[name]["eigenaar"] for name in ("rij1", "rij2", "rij3", "flat", "villa")} == {
        "rij1": "corporatie", "rij2": "particulier", "rij3": "corporatie", "flat": "corporatie", "villa": None,
    }  # fmt: skip
    assert found["flat"]["corporatie_woningen"] == 4
    saved = flows.save(parcels, tmp_path / "percelen.gpkg", "GPKG")
    again = by_name(run(EIGENDOM=saved))
    assert {name: row["eigenaar"] for name, row in again.items()} == {n: r["eigenaar"] for n, r in found.items()}


CBS = (
    "buurtcode:string buurtnaam:string wijkcode:string gemeentecode:string gemeentenaam:string water:string "
    "aantal_inwoners:int aantal_huishoudens:int gemiddelde_huishoudsgrootte:double woningvoorraad:int "
    "percentage_eengezinswoning:int percentage_meergezinswoning:int "
    "perc_huurwoningen_in_bezit_woningcorporaties:int percentage_woningen_met_stadsverwarming:double "
    "gemiddeld_gasverbruik_totaal:int gemiddeld_gasverbruik_appartement:int gemiddeld_gasverbruik_tussenwoning:int "
    "gemiddeld_gasverbruik_hoekwoning:int gemiddeld_gasverbruik_2_onder_1_kap_woning:int "
    "gemiddeld_gasverbruik_vrijstaande_woning:int gemiddeld_gasverbruik_huurwoning:int "
    "gemiddeld_gasverbruikkoopwoning:int"
)
SECRET = -99997


def cbs(gas=1000, city=0.0, **other):
    """Return two neighbourhoods of CBS: one with the homes, and one of water where nothing is known."""
    values = {
        "buurtcode": "BU02000101", "buurtnaam": "Kerschoten", "wijkcode": "WK020001", "gemeentecode": "GM0200",
        "gemeentenaam": "Apeldoorn", "water": "NEE", "aantal_inwoners": 20, "aantal_huishoudens": 8,
        "gemiddelde_huishoudsgrootte": 2.5, "woningvoorraad": 8, "percentage_eengezinswoning": 50,
        "percentage_meergezinswoning": 50, "perc_huurwoningen_in_bezit_woningcorporaties": 50,
        "percentage_woningen_met_stadsverwarming": city, "gemiddeld_gasverbruik_totaal": gas,
    } | other  # fmt: skip
    names = [field.partition(":")[0] for field in CBS.split()]
    secret = {"buurtcode": "BU02009997", "buurtnaam": "", "gemeentenaam": "Apeldoorn", "water": "JA"}
    shapes = (homes._ring(-50, -50, 300, 300), homes._ring(250, -50, 100, 300))
    made_ = [
        (
            shape.replace("POLYGON((", "MULTIPOLYGON(((") + ")",
            *(told.get(name, SECRET if i > 3 else "") for i, name in enumerate(names)),
        )
        for shape, told in zip(shapes, (values, secret), strict=True)
    ]
    return layer("MultiPolygon", CBS, made_, name="buurten")


@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326"])
def test_neighbourhoods_of_cbs_with_codes_for_secret(crs, tmp_path):
    """-99997 in every other field: only what is known counts, and 1000 m3 is the gas of all eight homes."""
    file = flows.save(turned(cbs(), crs), tmp_path / "wijkenbuurten_2024_v1.gpkg", "GPKG")
    got = run(BUURTEN=f"{file}|layername=buurten")
    of_homes = [row for row in rows(got["OBJECTEN_UIT"]) if row["woning"] == 1]
    assert sum(row["warmte_gj"] for row in of_homes) == pytest.approx(8 * (1000 - 37) * 0.03165)
    assert sum(row["inwoners"] for row in of_homes) == pytest.approx(20)
    (row,) = rows(got["BUURTEN_UIT"])
    assert (row["gas_m3"], row["woningen_cbs"]) == (1000, 8)


def test_neighbourhoods_of_cbs_where_all_is_secret(tmp_path):
    """Nothing is scaled, no home has -99997 inhabitants, and the table says why."""
    secret = dict.fromkeys(("aantal_inwoners", "aantal_huishoudens", "gemiddelde_huishoudsgrootte", "woningvoorraad",
                            "percentage_woningen_met_stadsverwarming"), SECRET)  # fmt: skip
    file = flows.save(cbs(gas=SECRET, **secret), tmp_path / "buurten.gpkg", "GPKG")
    got, plain = run(BUURTEN=file), run()
    assert got["WARMTE_GJ"] == pytest.approx(plain["WARMTE_GJ"])
    assert got["INWONERS"] == pytest.approx(plain["INWONERS"])
    (row,) = rows(got["BUURTEN_UIT"])
    assert row["gas_m3"] is None
    assert row["reden"] == "Het gasverbruik is niet bekend."


TOP = ("Woning", "Aantal bewoners", "Regio", "", "Woningkenmerken", "", "", "", "", "Functionele vraag", "", "")
UNDER = (
    "vbo_id", "Aantal bewoners", "gemeente", "buurtcode", "woningtype", "bouwjaar", "schillabel", "eigendom",
    "oppervlakte", "koken", "warm tapwater", "ruimteverwarming",
)  # fmt: skip
VIVET = (
    (homes.object_id(2), 3.0, "0200", "BU02000101", "4", 1980, "D", 2, 110.5, 1.2, 9.87, 51.25),
    (homes.object_id(4), 1.0, "0200", "BU02000101", "1", 2005, "B", 0, 200.0, 0.8, 4.5, 12.75),
)


def vivet_lines(header):
    flat, group = [], ""
    for top, name in zip(TOP, UNDER, strict=True):
        group = top or group
        flat.append(f"{group}/{name}")
    return [*({"flat": [flat], "two": [TOP, UNDER]}[header]), *VIVET]


def has_vivet(result):
    found = by_name(result)
    assert found["rij2"]["rv_gj"] == pytest.approx(51.25)
    assert found["rij2"]["tap_gj"] == pytest.approx(9.87)
    assert found["rij2"]["inwoners"] == 3
    assert (found["rij2"]["eigenaar"], found["rij2"]["label"]) == ("corporatie", "D")
    assert found["villa"]["warmte_gj"] == pytest.approx(12.75 + 4.5)


@pytest.mark.parametrize("header", ["flat", "two"])
@pytest.mark.parametrize("form", ["csv", "zip", "xlsx", "ids as numbers"])
def test_reference_of_pbl_with_semicolons_and_decimal_commas(header, form, tmp_path):
    lines = vivet_lines(header)
    if form == "ids as numbers":
        lines = [[int(cell) if cell in (homes.object_id(2), homes.object_id(4)) else cell for cell in line]
                 for line in lines]  # fmt: skip
    file = tmp_path / "GM0200.csv"
    file.write_text(as_csv(lines), encoding="utf-8")
    given = str(file)
    if form == "zip":
        given = str(tmp_path / "GM0200.zip")
        with zipfile.ZipFile(given, "w") as archive:
            archive.write(file, file.name)
    elif form == "xlsx":
        given = flows.xlsx(tmp_path / "GM0200.xlsx", {"GM0200": lines})
    has_vivet(run(REFERENTIE=given))


def test_reference_opened_in_qgis_as_a_layer(tmp_path):
    """QGIS reads decimal commas as text."""
    file = tmp_path / "GM0200.csv"
    file.write_text(as_csv(vivet_lines("flat")), encoding="utf-8")
    has_vivet(run(REFERENTIE=QgsVectorLayer(str(file), "vivet", "ogr")))


PLAN = [
    ["Type woning", "Aantal", "Oppervlakte per woning (m2)", "Personen per huishouden", "Boiler (l)"],
    ["Nultredenwoning", 6, 153.6, 2.2, 180],
    ["Benedenwoning", 4, 100, 2, 100],
    ["Bovenwoning", 8, 50, 2, 100],
    ["Hoek- en tussenwoning", 10, 162, 2.2, 180],
]


@pytest.mark.parametrize(
    "sheets",
    [
        {"Blad1": PLAN},
        {"Blad1": [["Nieuwbouwplan Putten"], ["Stand", "2024-05-01"], [], *PLAN]},
        {"Toelichting": [["Bron: gemeente"], ["Versie", 2, 3]], "Programma": PLAN},
        {"Blad1": [*PLAN, ["Totaal", 28, "", "", ""]]},
    ],
)
def test_new_build_in_a_workbook(sheets, tmp_path):
    """Putten, table 2-6: 128,769 kWh a year."""
    book = flows.xlsx(tmp_path / "plan.xlsx", sheets)
    got = made.run("warmtevraag", NIEUWBOUW=book)
    total = rows(got["NIEUWBOUW_UIT"])[-1]
    assert total["aantal"] == 28
    assert total["totaal_kwh"] == pytest.approx(128769, abs=2)


def test_new_build_in_a_workbook_without_a_number_of_homes(tmp_path):
    book = flows.xlsx(tmp_path / "plan.xlsx", {"Blad1": [["Type woning", "Oppervlakte"], ["tussenwoning", 120]]})
    text = refused(NIEUWBOUW=book)
    assert "aantal" in text.lower()


def test_objects_in_a_workbook_with_a_title_and_an_explanation(tmp_path):
    """Ids as numbers, a title above the header, and another sheet before it: the same homes as from the layer."""
    names = [field.partition(":")[0] for field in homes.OBJECT_FIELDS.split()]
    cells = [["" if value == NULL else value for value in row[1:]] for row in homes.object_rows()]
    cells = [[int(row[0]), *row[1:-1], int(row[-1])] for row in cells]
    sheets = {"Uitleg": [["Versie", 2, 3], ["Datum", "2024-01-01", 1]], "vbo": [["Objecten"], [], names, *cells]}
    got = by_name(run(VERBLIJFSOBJECTEN=flows.xlsx(tmp_path / "vbo.xlsx", sheets)))
    plain = by_name(run())
    assert {name: row["warmte_gj"] for name, row in got.items()} == pytest.approx(
        {name: row["warmte_gj"] for name, row in plain.items()}
    )


@pytest.mark.parametrize("title", [[], [["Bezit van De Goede Woning", "", ""]]])
def test_property_and_insulation_in_workbooks(title, tmp_path):
    owned = [["Adresnummer", "Postcode", "Huisnummer"], [1, "7300 AA", 2], [2, "7300AA", 4]]
    saved = [["Label", "Reductie"], ["C", "25 %"], ["D", "30 %"]]
    note = {"Toelichting": [["Versie", 2, 3]]} if title else {}
    got = by_name(
        run(EIGENDOM=flows.xlsx(tmp_path / "bezit.xlsx", {**note, "Bezit": [*title, *owned]}), ISOLATIE="eigen",
            ISOLATIETABEL=flows.xlsx(tmp_path / "isolatie.xlsx", {**note, "Blad1": [*title, *saved]}))
    )  # fmt: skip
    assert {name for name, row in got.items() if row["eigenaar"] == "corporatie"} == {"rij2", "villa"}
    assert got["rij2"]["warmte_gj"] == pytest.approx(0.75 * by_name(run())["rij2"]["warmte_gj"])


def test_a_csv_with_a_title_above_its_header(tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text("Plan Kerschoten;;\n;;\n" + as_csv([row[:3] for row in PLAN]), encoding="utf-8")
    got = made.run("warmtevraag", NIEUWBOUW=str(file))
    assert rows(got["NIEUWBOUW_UIT"])[-1]["aantal"] == 28


@pytest.mark.parametrize("name", ["LABELS", "REFERENTIE"])
def test_a_refusal_names_the_file_of_the_user(name, tmp_path):
    book = flows.xlsx(tmp_path / "mijn tabel.xlsx", {"Blad1": [["a", "b", "c"], [1, 2, 3]]})
    assert refused(**{name: book}).startswith("mijn tabel.xlsx")

"""The file with figures of a business case: what it says comes over exactly, and what it says wrongly is named."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.economics.assumptions import settle
from riothermie_kansen.economics.build import build_case
from riothermie_kansen.economics.figures.read import read_figures
from riothermie_kansen.economics.project import Choices
from riothermie_kansen.errors import InputError, KentalError, RiothermieError

STANDARD = kentallen.load()
HEAD = """
[studie]
naam = "Proef"
bron = "Bureau"
prijspeil = 2023
"""
VARIANT = """
[[variant]]
naam = "Bronnet"
nettype = "bronnet"
"""
MONEY = """
[variant.investering]
riothermie = 517000
technische_ruimte = {eur = 100000, onderhoud = 0.013}
"""
WHO = """
[[variant.groep]]
woningen = 10
"""
WHOLE = HEAD + VARIANT + MONEY + WHO


@pytest.fixture
def read(tmp_path):
    def run(text, name="studie.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_figures(path, kentallen=STANDARD)

    return run


def wrong(read, text, *words, error=InputError):
    """Return the Dutch sentence of an error, that has all these words and no open placeholder."""
    with pytest.raises(error) as caught:
        read(text)
    for language in ("nl", "en"):
        assert not re.search(r"\{\w+\}", caught.value.text(language))
    sentence = caught.value.text("nl")
    for word in words:
        assert word in sentence
    return sentence


def test_everything_that_a_variant_can_say_comes_over(read):
    study = read("""
[studie]
naam = "Leusden"
bron = "Syntraal"
prijspeil = 2023
toelichting = ["355 woningen, niet 358."]

[kentallen]
financieel.disconto = 0.05

[[variant]]
naam = "Bronnet"
nettype = "bronnet"
prijspeil = 2022
volloop = 0.7
volloop_jaren = [0.1, 0.4, 1.0]
bron_kw = 592
wko_kw = 500
subsidie_eur = 1000
weg = ["administratie"]
[variant.kentallen]
cop.bronnet = 4.0
[variant.keuzes]
wis_telling = "juridisch"
certificaten = false
[variant.investering]
riothermie = 517000
minderkosten = {eur = -135000, soort = "riothermie", naam = "Minderkosten riolering"}
[variant.investering.besturing]
eur = 50000
soort = "overig"
onderhoud = 0.045
levensduur = 15
herinvestering_deel = 0.5
herinvestering_opslagen = false
herinvestering_index = 0.03
meegroei = true
bron = "tabel 4.3"
[variant.investering.put]
eur = 1
soort = "technische ruimte"
levensduur = inf
[variant.opslagen]
auk = 0.08
onvoorzien = {deel = 0.15, grondslag = ["direct", "auk"], zonder = ["besturing"], naam = "Reserve"}
[[variant.groep]]
naam = "Flats"
woningen = 88
aansluitingen = 4
kw_per_woning = 5
warmte_per_woning_gj = 37
altijd = true
[[variant.groep]]
woningen = 0
aansluitingen = 2
kw = 80
warmte_gj = 300
[variant.jaarposten]
onderhoud_riothermie = 6700
certificaten = {eur = 594.5, maat = "woning"}
huur_dak = {eur = 500, regel = "overige_baten", maat = "aansluiting", telling = "woning", van = 2, tot = 9}

[[afgedrukt]]
id = "L-1"
plaats = "tabel 6-2"
omschrijving = "Investering"
waarde = 2723500
eenheid = "EUR"
tolerantie = 500
variant = "Bronnet"
grootheid = "investering_eur"
grootheid_index = {jaar = 15, tarief = "individueel"}
oordeel = "afronding"
oorzaak = "op honderden"
[[afgedrukt]]
id = "L-2"
omschrijving = "Uitkomst"
waarde = "marginaal positief"
""")
    assert (study.naam, study.bron, study.prijspeil) == ("Leusden", "Syntraal", 2023.0)
    assert study.notes == ("355 woningen, niet 358.",)
    assert study.kentallen.value("financieel.disconto") == 0.05
    (project,) = study.projects
    assert (project.naam, project.nettype, project.prijspeil) == ("Bronnet", "bronnet", 2022.0)
    assert project.kentallen == {"cop.bronnet": 4.0, "financieel.volloop": 0.7}
    assert project.keuzes == {"wis_telling": "juridisch", "certificaten": False, "volloop_jaren": (0.1, 0.4, 1.0)}
    assert (project.bron_kw, project.wko_kw, project.subsidie_eur) == (592.0, 500.0, 1000.0)
    assert project.weg == ("administratie",)

    rio, saved, steering, pit = project.posten
    assert (rio.key, rio.soort, rio.direct_eur, rio.onderhoud, rio.levensduur) == (
        *("riothermie", "riothermie", 517000.0, None, None),
    )
    assert (saved.direct_eur, saved.soort, saved.naam) == (-135000.0, "riothermie", "Minderkosten riolering")
    assert (steering.naam, steering.onderhoud, steering.levensduur) == ("Besturing", 0.045, 15.0)
    assert (steering.herinvestering_deel, steering.herinvestering_opslagen, steering.herinvestering_index) == (
        *(0.5, False, 0.03),
    )
    assert steering.meegroei
    assert steering.bron == "tabel 4.3"
    assert pit.levensduur == math.inf
    assert pit.soort == "technische ruimte"

    auk, reserve = project.opslagen
    assert (auk.deel, auk.grondslag) == (0.08, ("direct",))
    assert (reserve.naam, reserve.grondslag, reserve.zonder) == ("Reserve", ("direct", "auk"), ("besturing",))
    flats, others = project.groepen
    assert (flats.woningen, flats.aansluitingen, flats.kw, flats.warmte_gj, flats.altijd) == (
        *(88.0, 4.0, 440.0, 88 * 37.0, True),
    )
    assert (others.woningen, others.aansluitingen, others.kw, others.warmte_gj) == (0.0, 2.0, 80.0, 300.0)
    upkeep, certificates, roof = project.jaarposten
    assert (upkeep.regel, upkeep.eur, upkeep.maat, upkeep.index) == ("onderhoud", 6700.0, "vast", None)
    # what is left out is as in the kentallen: certificates for 15 years, not indexed
    assert (certificates.regel, certificates.index, certificates.van, certificates.tot) == ("certificaten", 0.0, 1, 15)
    assert (roof.maat, roof.telling, roof.index, roof.van, roof.tot) == ("aansluiting", "woning", None, 2, 9)

    first, second = study.afgedrukt
    assert (first.waarde, first.tolerantie, first.variant, first.oordeel) == (2723500.0, 500.0, "Bronnet", "afronding")
    assert first.grootheid_index == {"jaar": 15.0, "tarief": "individueel"}
    assert second.waarde == "marginaal positief"
    assert second.tolerantie is None


def test_a_study_builds_a_case_with_its_own_amounts_in_place_of_those_of_the_kentallen(read):
    study = read(WHOLE + '[variant.jaarposten]\nadministratie = 1234\nextra = {eur = 5, regel = "overige_lasten"}\n')
    project = study.projects[0]
    choices, own, assumptions = settle(project, Choices(), study.kentallen)
    case = build_case(project, choices, assumptions, own)
    eur = {stream.key: stream.eur for stream in case.jaarposten}
    assert eur["administratie"] == 1234.0
    assert eur["extra"] == 5.0
    assert eur["onderhoud_riothermie"] == pytest.approx(517000 * 0.013)
    assert sum(stream.key == "administratie" for stream in case.jaarposten) == 1


def test_groups_without_power_and_heat_have_those_of_the_kentallen_of_the_variant(read):
    text = HEAD + VARIANT + "[variant.kentallen]\nvraag.warmte_per_woning = 40\n" + MONEY + WHO
    (group,) = read(text).projects[0].groepen
    assert (group.woningen, group.aansluitingen) == (10.0, 10.0)
    assert group.warmte_gj == 400.0
    assert group.kw == pytest.approx(10 * STANDARD.value("vraag.vermogen_rv"))


def test_surcharges_are_those_of_the_choices_unless_the_variant_has_a_table_of_them(read):
    assert read(WHOLE).projects[0].opslagen is None
    assert read(WHOLE + "[variant.opslagen]\n").projects[0].opslagen == ()


def test_two_variants_stay_in_the_order_of_the_file(read):
    second = (VARIANT + MONEY + WHO).replace("Bronnet", "Anders")
    assert [project.naam for project in read(WHOLE + second).projects] == ["Bronnet", "Anders"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[[variant.groep]]", "[[variant.groepen]]", ("groepen", "groep?", "[[variant]] (Bronnet)")),
        ("riothermie =", "riotermie =", ("riotermie", "riothermie?", "[variant.investering] (Bronnet)", "soort")),
        ("eur = 100000", "euro = 100000", ("euro", "eur?", "technische_ruimte")),
        ('naam = "Bronnet"', 'naam = "Bronnet"\nvoloop = 0.7', ("voloop", "volloop?")),
        ("[studie]", "[studies]", ("studies", "studie?")),
        ("woningen = 10", "woningen = 10\naltijds = true", ("altijds", "altijd?", "[[variant.groep]] 1")),
    ],
)
def test_an_unknown_name_is_named_with_the_nearest_and_its_place(read, old, new, words):
    wrong(read, WHOLE.replace(old, new), "studie.toml", *words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("= 517000", '= "517.000"', ("riothermie", '"517.000"', "getal")),
        ("= 517000", "= 517.000", ("riothermie", "517.000", "leest TOML als 517", "schrijf 517000")),
        ("eur = 100000", "eur = 100.000", ("technische_ruimte", "leest TOML als 100", "schrijf 100000")),
        ("woningen = 10", "woningen = 1.355", ("woningen", "schrijf 1355", "[[variant.groep]] 1")),
        ("woningen = 10", "woningen = 10\nwarmte_gj = 12.425", ("warmte_gj", "schrijf 12425")),
        ("woningen = 10", "woningen = 4\naansluitingen = 88", ("aansluitingen", "88", "meer dan de 4 woningen")),
        ("woningen = 10", "woningen = 10\nwarmte_per_woning_gj = 3700", ("warmte_per_woning_gj", "tussen 0 en 150")),
        ("= 517000", "= true", ("riothermie", "true")),
        ("= 517000", "= nan", ("riothermie", "nan", "eindig")),
        ("= 517000", "= inf", ("riothermie", "eindig")),
        ("= 517000", "= 1e300", ("riothermie", "liggen")),
        ("= 517000", "= -517000", ("riothermie is -517000", "een eigen naam")),
        (
            "riothermie = 517000",
            "minderkosten = {eur = -517000, soort = 'overig'}",
            ("tellen op tot -417000", "boven nul"),
        ),
        ("onderhoud = 0.013", "onderhoud = -0.013", ("onderhoud", "onder nul", "technische_ruimte")),
        ("onderhoud = 0.013", "onderhoud = 1.3", ("onderhoud", "1.3", "tussen 0 en 1")),
        ("onderhoud = 0.013", "levensduur = 12.5", ("levensduur", "12.5", "geheel getal", "technische_ruimte")),
        ("onderhoud = 0.013", 'soort = "ruimte"', ("ruimte", "technische ruimte")),
        ('nettype = "bronnet"', 'nettype = "bron"', ("nettype", '"bron"', "bedoelt u bronnet")),
        ("prijspeil = 2023", "prijspeil = 23", ("prijspeil", "1990")),
        ("prijspeil = 2023", "", ("prijspeil", "ontbreekt")),
        ('naam = "Bronnet"', "naam = 5", ("naam", "tekst")),
        ("woningen = 10", "woningen = -1", ("woningen", "onder nul")),
        ("woningen = 10", "", ("woningen", "ontbreekt")),
        ("woningen = 10", "woningen = 0", ("aansluitingen", "zonder woningen")),
        ("woningen = 10", "woningen = 0\naansluitingen = 0", ("aansluitingen",)),
        ("woningen = 10", 'woningen = 10\naltijd = "ja"', ("altijd", "true of false")),
        ("woningen = 10", "woningen = 10\nkw = 5\nkw_per_woning = 5", ("kw_per_woning", "een van de twee")),
    ],
)
def test_a_value_that_cannot_be_is_said_in_one_sentence(read, old, new, words):
    assert old in WHOLE
    wrong(read, WHOLE.replace(old, new, 1), "studie.toml", *words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("volloop = 1.2", ("volloop", "meer dan 100 %", "zoals 1.")),
        ("volloop = 70", ("volloop", "meer dan 100 %", "0.7")),
        ("volloop = -0.1", ("volloop", "onder nul")),
        ("volloop_jaren = [0.1, 1.1]", ("volloop_jaren", "100 %")),
        ("volloop_jaren = [0.5, 0.4]", ("volloop_jaren", "lager")),
        ("volloop_jaren = []", ("volloop_jaren", "lijst")),
        ("volloop_jaren = 0.5", ("volloop_jaren", "lijst")),
        ('weg = ["administraties"]', ("administraties", "administratie?")),
        ("weg = 3", ("weg", "lijst van teksten")),
        ("groep = 3", ("groep", "[[variant.groep]]")),
        ("bron_kw = -5", ("bron_kw", "onder nul")),
        ("subsidie_eur = 250.000", ("subsidie_eur", "schrijf 250000")),
    ],
)
def test_values_of_a_variant(read, line, words):
    text = HEAD + VARIANT + line + "\n" + MONEY + ("" if line.startswith("groep") else WHO)
    wrong(read, text, *words)


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ("[variant.jaarposten]\nadministratie = -1", ("administratie", "onder nul")),
        ("[variant.jaarposten]\nhuur = 500", ("huur", "regel", "huur_afleverset?")),
        ('[variant.jaarposten]\nhuur = {eur = 5, regel = "overige_bate"}', ("overige_bate", "bedoelt u overige_baten")),
        ('[variant.jaarposten]\nsde = {eur = 5, maat = "GJ"}', ("maat", "bedoelt u gj")),
        ("[variant.jaarposten]\nsde = {eur = 5, van = 20}", ("van jaar 20 tot jaar 15",)),
        ("[variant.jaarposten]\nsde = {eur = 5, van = 1.5}", ("van", "geheel getal")),
        ("[variant.jaarposten]\nsde = {tot = 9}", ("eur", "ontbreekt", "sde")),
        ("[variant.jaarposten]\nsde = {eur = 5, index = -1.0}", ("index", "-0.99")),
        ("[variant.opslagen]\nauk = -0.1", ("auk", "onder nul")),
        ("[variant.opslagen]\ndirect = 0.1", ("direct", "directe kosten")),
        ("[variant.opslagen]\nauk = {deel = 0.1, grondslag = []}", ("grondslag", "leeg", "auk")),
        ('[variant.opslagen]\nauk = {deel = 0.1, grondslag = ["direct", "direct"]}', ("grondslag", "twee keer")),
        ("[variant.jaarposten]\nadministratie = 12.500", ("administratie", "schrijf 12500")),
        ('[variant.opslagen]\nauk = {deel = 0.1, grondslag = ["onvoorzien"]}', ("onvoorzien", "grondslag")),
        ('[variant.opslagen]\nauk = {deel = 0.1, zonder = ["riotherm"]}', ("riotherm", "bedoelt u riothermie")),
        ("[variant.opslagen]\nauk = {aandeel = 0.1}", ("aandeel", "deel?")),
        ("[variant.keuzes]\nwissen = true", ("wissen", "wis?")),
        ("[variant.keuzes]\nwis = 1", ("wis", "true of false")),
        ('[variant.keuzes]\npiek = "gassen"', ("piek", "bedoelt u gas")),
    ],
)
def test_tables_of_a_variant(read, tables, words):
    wrong(read, WHOLE + tables, "(Bronnet)", *words)


def test_an_unknown_kental_is_named_with_the_nearest(read):
    text = HEAD + "[kentallen]\nfinancieel.discontovoet = 0.06\n" + VARIANT + MONEY + WHO
    wrong(read, text, "financieel.discontovoet", "financieel.disconto", error=KentalError)
    text = HEAD + VARIANT + "[variant.kentallen]\nfinancieel.disconto = -1.0\n" + MONEY + WHO
    wrong(read, text, "financieel.disconto", "-1", error=KentalError)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD, ("[[variant]]",)),
        (HEAD + VARIANT + WHO, ("investering", "ontbreekt", "Bronnet")),
        (HEAD + VARIANT + "[variant.investering]\n" + WHO, ("investering", "ontbreekt")),
        (HEAD + VARIANT + "[variant.investering]\nriothermie = {}\n" + WHO, ("riothermie", "eur ontbreekt")),
        (HEAD + VARIANT + "[variant.investering]\nriothermie = 0\n" + WHO, ("tellen op tot 0",)),
        (HEAD + VARIANT + MONEY, ("niemand", "[[variant.groep]]")),
        (HEAD.replace('naam = "Proef"', ""), ("[studie]", "naam ontbreekt")),
        ("", ("[studie]", "naam ontbreekt")),
        (HEAD + VARIANT.replace('naam = "Bronnet"', "") + MONEY + WHO, ("[[variant]] 1", "naam ontbreekt")),
        (WHOLE + VARIANT + MONEY + WHO, ("Bronnet", "is er al")),
        (WHOLE.replace("[[variant]]", "[variant]").replace("[[variant.groep]]", "[variant.groep]"), ("variant",)),
    ],
)
def test_a_half_filled_study_says_what_is_missing(read, text, words):
    wrong(read, text, *words)


PRINTED = '[[afgedrukt]]\nid = "a"\nomschrijving = "x"\nwaarde = 1\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PRINTED + PRINTED, ('"a"', "is er al")),
        (PRINTED + "tolerantie = -1\n", ("tolerantie", "onder nul", "(a)")),
        (PRINTED + 'oordeel = "fout"\n', ("oordeel", "fout in de bron")),
        (PRINTED + 'variant = "MT"\n', ("variant", "Bronnet")),
        (PRINTED + "groothed = 1\n", ("groothed", "grootheid?")),
        (PRINTED.replace("waarde = 1", "waarde = true"), ("waarde", "true")),
        (PRINTED.replace('id = "a"', ""), ("[[afgedrukt]] 1", "id ontbreekt")),
    ],
)
def test_a_printed_figure_that_is_not_complete(read, text, words):
    wrong(read, WHOLE + text, *words)


def test_a_file_that_is_no_toml_names_the_line(read):
    wrong(read, WHOLE + "riothermie = 517.000,00\n", f"regel {WHOLE.count(chr(10)) + 1}")
    wrong(read, "x" * 3 + "[" * 5000, "regel 1")


def test_a_name_that_is_there_twice_is_said(read):
    for text in (WHOLE.replace("riothermie = 517000", "riothermie = 517000\nriothermie = 5"), WHOLE + "[studie]\n"):
        wrong(read, text, "al is", "een van de twee")


def test_three_decimals_are_an_amount_when_they_do_not_look_like_thousands(read):
    text = WHOLE.replace("= 517000", "= 517.0000").replace("woningen = 10", "woningen = 10\nkw_per_woning = 5.850")
    (project,) = read(text + PRINTED.replace("waarde = 1", "waarde = 290.533")).projects
    assert float(project.posten[0].direct_eur) == 517.0
    assert project.groepen[0].kw == pytest.approx(58.5)


def test_signs_that_cannot_be_printed_do_not_come_into_names(read):
    (project,) = read(WHOLE.replace('naam = "Bronnet"', 'naam = "Bron\\u0001net\\u0007"')).projects
    assert project.naam == "Bron net"


def test_a_file_that_cannot_be_read(read, tmp_path):
    wrong(read, "naam = 'caf\xe9'".encode("latin-1"), "UTF-8")
    for path, word in ((tmp_path, "map"), (tmp_path / "weg.toml", "bestaat niet")):
        with pytest.raises(InputError) as caught:
            read_figures(path, kentallen=STANDARD)
        assert word in caught.value.text("nl")


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(read):
    assert read(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()) == read(WHOLE)


WORDS = st.sampled_from(
    ["naam", "eur", "variant", "groep", "woningen", "investering", "studie", "riothermie", "volloop", "x", "kentallen"]
)
VALUES = st.recursive(
    st.one_of(
        st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.text(st.characters(codec="ascii"), max_size=5)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)


def as_toml(value):
    """Return a value as it stands in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(c if c.isalnum() else f"\\u{ord(c):04x}" for c in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {as_toml(inner)}" for name, inner in value.items()) + "}"
    return repr(value)


@given(st.dictionaries(WORDS, VALUES, max_size=4), st.dictionaries(WORDS, VALUES, max_size=4))
def test_whatever_stands_in_the_file_the_reader_has_a_sentence_for_it(tmp_path_factory, top, variant):
    path = tmp_path_factory.mktemp("toml") / "x.toml"
    path.write_text(as_toml_document(top, variant), encoding="utf-8")
    try:
        read_figures(path, kentallen=STANDARD)
    except RiothermieError as error:
        assert len(error.text("nl")) < 700


def as_toml_document(top, variant):
    lines = [f"{name} = {as_toml(value)}" for name, value in top.items()]
    if "variant" not in top:
        lines += ["[[variant]]", *(f"{name} = {as_toml(value)}" for name, value in variant.items())]
    return "\n".join(lines) + "\n"

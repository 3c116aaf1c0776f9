"""The XML reader against the parser of Python, and what it refuses."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.errors import InputError
from riothermie_kansen.readers import bro_xml
from riothermie_kansen.readers.bro_xml import parse, read_xml


def expected(element):
    """Return an element of the parser of Python as (name, attributes, text, children), names without namespace."""
    name = element.tag.rpartition("}")[2]
    attributes = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    return name, attributes, text, [expected(child) for child in element]


def found(element):
    return element.name, element.attributes, element.text, [found(child) for child in element.children]


NAMES = st.from_regex(r"[a-zA-Zé_][a-zA-Z0-9._\-]{0,6}", fullmatch=True).filter(lambda name: name.lower() != "xmlns")
SIGNS = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cs", "Cc")), max_size=8)
PIECES = st.one_of(
    SIGNS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    SIGNS.map(lambda text: f"<![CDATA[{text.replace(']]>', '')}]]>"),
    SIGNS.map(lambda text: f"<!--{text.replace('-', '')}-->"),
    st.sampled_from(["&#233;", "&#xE9;", "&quot;&apos;", "\n \t", "<?pi x?>", "<leeg/>"]),
)


@st.composite
def documents(draw, depth=3):
    name = draw(NAMES)
    attributes = draw(st.dictionaries(NAMES, SIGNS, max_size=2))
    quoted = "".join(
        f' {key}="{value.replace("&", "&amp;").replace("<", "&lt;").replace(chr(34), "&quot;")}"'
        for key, value in attributes.items()
    )
    inner = draw(st.lists(PIECES if depth == 0 else st.one_of(PIECES, documents(depth - 1)), max_size=4))
    return f"<{name}{quoted}>{''.join(inner)}</{name}>"


@given(
    documents(), st.sampled_from(["", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', "<!-- begin -->\n"])
)
def test_documents_read_as_python_reads_them(body, start):
    data = (start + body).encode()
    assert found(parse(data, "x.xml")) == expected(ET.fromstring(data))


@given(st.text("<>&/!?-[]\"'= abCDATA#x;\n", max_size=30))
def test_no_sense_is_refused_where_python_refuses_it(body):
    data = f"<a>{body}</a>".encode()
    try:
        right = expected(ET.fromstring(data))
    except ET.ParseError:
        right = None
    try:
        made = found(parse(data, "x.xml"))
    except InputError:
        made = None
    # stricter than Python where a document asks for a type or entities; never laxer
    assert made == right or (made is None and "<!" in body)


def test_the_real_message(shared_data):
    path = shared_data / "subsurface" / "GUF000000016723.xml"
    root = read_xml(path)
    assert found(root) == expected(ET.fromstring(path.read_bytes()))
    assert root.value("dispatchDocument", "GUF_PO", "broId") == "GUF000000016723"
    assert len(list(root.every("pos"))) == 6


WRONG = {
    "empty": (b"", "xml_kapot"),
    "cut off": (b"<a><b>", "xml_kapot"),
    "two roots": (b"<a/><b/>", "xml_kapot"),
    "text outside": (b"<a/>x", "xml_kapot"),
    "crossed": (b"<a><b></a></b>", "xml_kapot"),
    "closed twice": (b"<a></a></a>", "xml_kapot"),
    "twice the same attribute": (b"<a b='1' b='2'/>", "xml_kapot"),
    "no quotes": (b"<a b=1/>", "xml_kapot"),
    "control sign": (b"<a>\x01</a>", "xml_kapot"),
    "reference to a control sign": (b"<a>&#1;</a>", "xml_kapot"),
    "late declaration": (b"<a><?xml version='1.0'?></a>", "xml_kapot"),
    "loose ampersand": (b"<a>R&D</a>", "xml_entiteit"),
    "unknown entity": (b"<a>&nbsp;</a>", "xml_entiteit"),
    "document type": (b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "xml_doctype"),
    "laughs": (b"<?xml version='1.0'?>\n<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><l>&b;</l>", "xml_doctype"),
    "latin without saying so": ("<a>é</a>".encode("latin-1"), "xml_codering"),
    "unknown encoding": (b"<?xml version='1.0' encoding='ebcdic'?><a/>", "xml_codering"),
    "html": (b"<!doctype html><html><br></html>", "xml_kapot"),
    "not xml": (b"Beste collega, hierbij de GUF.", "xml_kapot"),
    "binary": (bytes(range(256)), "xml_codering"),
    "deep": (b"<a>" * 101 + b"</a>" * 101, "xml_te_diep"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_refused_in_one_sentence(case, tmp_path):
    data, key = WRONG[case]
    path = tmp_path / "bro.xml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_xml(path)
    assert caught.value.key == key
    for language in ("en", "nl"):
        text = caught.value.text(language)
        assert "bro.xml" in text
        assert "\n" not in text
        assert len(text) < 300


def test_the_line_of_a_mistake():
    with pytest.raises(InputError) as caught:
        parse(b"<?xml version='1.0'?>\r\n<a>\r\n <b>\r\n</a>", "x.xml")
    assert caught.value.values["line"] == 4


def test_too_many_elements(monkeypatch):
    monkeypatch.setattr(bro_xml, "MAX_ELEMENTS", 3)
    assert len(parse(b"<a><b/><b/></a>", "x.xml").children) == 2
    with pytest.raises(InputError) as caught:
        parse(b"<a><b/><b/><b/></a>", "x.xml")
    assert caught.value.key == "xml_te_veel"


def test_a_file_that_is_too_large_or_not_there(tmp_path, monkeypatch):
    path = tmp_path / "groot.xml"
    path.write_bytes(b"<a/>")
    monkeypatch.setattr(bro_xml, "MAX_BYTES", 3)
    with pytest.raises(InputError, match=r"groot\.xml"):
        read_xml(path)
    with pytest.raises(InputError, match="cannot be opened"):
        read_xml(tmp_path / "weg.xml")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>".encode("latin-1"), "é"),
        ("<?xml version='1.0' encoding='windows-1252'?><a>€</a>".encode("cp1252"), "€"),
        ("<a>é€</a>".encode("utf-8-sig"), "é€"),
        ("<a>é€</a>".encode("utf-16"), "é€"),
        (b"<a>x\r\ny</a>", "x\ny"),
    ],
)
def test_encodings(data, text):
    assert parse(data, "x.xml").text == text


@pytest.mark.parametrize(
    "data", [b"<a" + b" " * 200_000 + b"b", b"<!--" + b"-" * 200_000, b"<a " + b"b='c' " * 50_000, b"<" * 200_000]
)
def test_no_input_takes_forever(data):
    """An expression that goes back and forth over this would take hours."""
    with pytest.raises(InputError):
        parse(data, "x.xml")


def test_elements_along_a_path():
    root = parse(b"<a><b><c>1</c><c>2</c></b><b><c> 3 </c></b><d><b/></d></a>", "x.xml")
    assert [element.text for element in root.all("b", "c")] == ["1", "2", " 3 "]
    assert root.value("b", "c") == "1"
    assert root.value("b", "x") == ""
    assert root.first("d", "b").name == "b"
    assert [element.name for element in root.every("b", "d")] == ["b", "b", "d"]
    assert re.sub(r"\s", "", "".join(element.text for element in root.every("c"))) == "123"

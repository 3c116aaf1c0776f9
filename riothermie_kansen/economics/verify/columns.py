"""Columns and words of a report that is recomputed."""

from __future__ import annotations

from ...schema import Column
from ..figures.study import AFRONDING, FOUT, GELIJK, NIET, VERKLAARD

OVERGENOMEN = "overgenomen"
"""Judgement of a figure that is our input as well: it says that both start alike, and proves nothing."""

ONVERKLAARD = "onverklaard"
"""Judgement of a difference without a cause."""

UITKOMSTEN = (GELIJK, AFRONDING, VERKLAARD, FOUT, NIET, OVERGENOMEN, ONVERKLAARD)
"""Judgements of a printed figure beside ours."""

SHARE = "deel"
"""Beginning of the unit of a share: printed as a whole percentage, so 0.7 is 70 %."""

VERIFY_COLUMNS = (
    Column("studie", "text", "", "Studie"),
    Column("id", "text", "", "Getal"),
    Column("plaats", "text", "", "Plaats in het rapport"),
    Column("omschrijving", "text", "", "Omschrijving"),
    Column("afgedrukt", "real", "", "Afgedrukt"),
    Column("afgedrukt_tekst", "text", "", "Afgedrukt, in woorden"),
    Column("eenheid", "text", "", "Eenheid"),
    Column("waarde", "real", "", "Onze waarde"),
    Column("waarde_tekst", "text", "", "Onze waarde, in woorden"),
    Column("verschil", "real", "", "Verschil"),
    Column("tolerantie", "real", "", "Verschil dat afronding is"),
    Column("nagebootst", "real", "", "Zoals de bron rekende"),
    Column("nagebootst_tekst", "text", "", "Zoals de bron rekende, in woorden"),
    Column("oordeel", "text", "", "Oordeel"),
    Column("oorzaak", "text", "", "Oorzaak of toelichting"),
    Column("formule", "text", "", "Onze berekening"),
    Column("formule_bron", "text", "", "Berekening zoals de bron rekende"),
)
"""``REKENNA_TABEL``: a row per printed figure."""

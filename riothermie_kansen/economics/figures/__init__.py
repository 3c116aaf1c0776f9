"""A business case in figures: a TOML file with totals, for one or more variants, and what a report printed of it.

The form of the file; amounts in euro without VAT at the price level of ``prijspeil``::

    [studie]
    naam = "Leusden 't Ruige Veld"           # needed
    bron = "Syntraal, 2023"
    prijspeil = 2023
    toelichting = ["355 woningen, niet 358: ..."]          # sentences for the report; may be left out

    [kentallen]                              # for all variants: other values of kentallen (a number or a list each)
    financieel.disconto = 0.06

    [[variant]]                              # one or more
    naam = "Bronnet"                         # needed
    nettype = "bronnet"                      # needed: bronnet or mt
    prijspeil = 2023                         # else that of the study
    volloop = 0.7                            # share of the dwellings that may choose, 0 to 1; else the kental
    volloop_jaren = [0.1, 0.4, 0.8, 1.0]     # share of that connected by year 1, 2, ...; else at once
    bron_kw = 592                            # power of the source, the WKO and the collective heat pumps, when known
    wko_kw = 592
    warmtepomp_kw = 1900
    subsidie_eur = 0                         # a fixed amount in year 0, beside WIS
    weg = ["elektriciteit"]                  # yearly amounts of the kentallen that are left out

    [variant.kentallen]                      # of this variant only
    warmtepomp.cop_bronnet = 4.8

    [variant.keuzes]                         # fields of project.Choices
    wis_telling = "juridisch"

    [variant.investering]                    # needed: an item per line
    riothermie = 517000                      # key = a kind of item (columns.POSTSOORTEN, a space written as _) = EUR
    technische_ruimte = {eur = 100000, onderhoud = 0.013}

    [variant.investering.besturing]          # or any other key, with its kind
    eur = 50000                              # needed; below zero for costs that are saved
    soort = "overig"
    naam = "Besturing en regeling"
    onderhoud = 0.045                        # per year, share of the direct costs; else the kental of its kind
    levensduur = 15                          # years; 0: is not replaced; else the kental of its kind
    herinvestering_deel = 1.0                # share of the costs that replacing takes
    herinvestering_opslagen = false          # whether surcharges are paid again
    herinvestering_index = 0.02              # rise of its price per year; else inflation
    meegroei = false                         # whether it is built as dwellings connect
    bron = "tabel 4.1"

    [variant.opslagen]                       # else those of the choices; in this order
    auk = 0.08                               # over the direct costs
    onvoorzien = {deel = 0.15, grondslag = ["direct", "auk", "winst_risico"], zonder = ["warmtepomp"], naam = "..."}

    [[variant.groep]]                        # needed: one or more
    naam = "Flats van 22"
    woningen = 88
    aansluitingen = 4                        # legal connections of those; else one per dwelling
    kw_per_woning = 5.7                      # else the kental; or kw = that of all together
    warmte_per_woning_gj = 37                # else the kental; or warmte_gj = that of all together
    altijd = true                            # connects whatever the uptake; else false

    [variant.jaarposten]                     # may be left out: replaces a yearly amount of the kentallen, or adds one
    onderhoud_riothermie = 6700              # EUR per year at the price of year 0, above zero
    certificaten = {eur = 594.49, maat = "woning", index = 0.0, van = 1, tot = 15, bron = "tabel 6-1"}
    huur_dak = {eur = 500, regel = "overige_baten", naam = "Huur van het dak"}

    [[afgedrukt]]                            # may be left out: a figure that the report printed
    id = "L-INV-001"                         # needed; unique
    plaats = "tabel 6-2"
    omschrijving = "Investering bronnet"     # needed
    waarde = 2723500                         # needed: a number or a text
    eenheid = "EUR"
    tolerantie = 500                         # largest difference that is rounding, in `eenheid`
    variant = "Bronnet"                      # variant that it is about; "" for none or all
    grootheid = "investering_eur"            # name of our outcome beside it; "" for none
    grootheid_index = {jaar = 15}            # which value of that outcome: free names with a number or text
    oordeel = "afronding"                    # judgement beforehand, with its cause; else it follows from the difference
    oorzaak = "afgerond op honderden"

``regel`` is one of `columns.REGELS_BATEN` and `columns.REGELS_LASTEN`; it may be left out for an amount that the
kentallen have too (`economics.streams.STREAM_KEYS`), of which the key replaces that amount: ``onderhoud_`` with a kind
of item stands for the maintenance of all items of that kind. ``index`` left out: inflation; for ``certificaten`` and
``sde`` 0, and ``tot`` left out the years of the kentallen. A group without dwellings (utility) has its
``aansluitingen``.
A name that is not in this form is an error that names the nearest name that is.
"""

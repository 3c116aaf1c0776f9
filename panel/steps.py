"""The steps of a study as the panel shows them: which algorithms, what they need, what tells that they were done."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Need:
    """Something that an algorithm cannot do without.

    Attributes
    ----------
    words
        What it is, for the user.
    inputs
        (algorithm, input) pairs; a layer of the project that looks like one of them is enough.
    roles
        Outputs of other algorithms that are better, see `roles.py`; "*" is any of them.
    otherwise
        Outputs that will do when there is nothing else.
    """

    words: str
    inputs: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """An algorithm within a step.

    Attributes
    ----------
    algorithm
        Its name, without the provider.
    title
        What its button says.
    needs
        What it cannot do without; its dialog opens all the same, for files that are not in the project.
    makes
        Roles of the outputs that tell that it was done.
    hint
        What else can be chosen in its dialog, or "".
    """

    algorithm: str
    title: str
    needs: tuple[Need, ...] = ()
    makes: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Step:
    """A step of the study.

    Attributes
    ----------
    key, title, aim
        Name, title and what it is for, in a sentence.
    tasks
        In the order of the work.
    fills
        Layers that have to be there when the step is done, for a step that only brings data.
    main
        The algorithm whose state is that of the step; "" is the first that is there.
    """

    key: str
    title: str
    aim: str
    tasks: tuple[Task, ...]
    fills: tuple[Need, ...] = ()
    main: str = ""


def steps() -> tuple[Step, ...]:
    """Return the steps in the language of QGIS."""
    pipes = Need(translate("Riothermie", "sewer pipes"), (("kansenkaart", "LEIDINGEN"),))
    homes = Need(
        translate("Riothermie", "buildings or addresses (BAG)"),
        (("warmtevraag", "PANDEN"), ("warmtevraag", "VERBLIJFSOBJECTEN")),
    )
    streets = Need(translate("Riothermie", "streets"), (("warmtenet", "STRATEN"),))
    demand_words = translate("Riothermie", "buildings with heat demand (step 3)")
    source_words = translate("Riothermie", "a source of heat (point)")
    map_words = translate("Riothermie", "the map of opportunities (step 2)")
    network = Need(
        translate("Riothermie", "the quantities of a heat network (step 5)"),
        (("businesscase", "HOEVEELHEDEN"),),
        ("hoeveelheden",),
    )
    places = Need(
        translate("Riothermie", "places: buildings, plots, an area or a trace"),
        (("bodemrestricties", "LOCATIES"), ("warmtevraag", "PANDEN")),
        ("gebouwen", "kavels", "trace"),
    )
    areas = Need(translate("Riothermie", "areas of the heat districts"), (("warmtekavels", "KAVELS"),))
    any_output = Need(translate("Riothermie", "results of the steps before"), roles=("*",))

    def demand(algorithm: str) -> Need:
        return Need(demand_words, ((algorithm, "GEBOUWEN"),), ("gebouwen",))

    def source(algorithm: str) -> Need:
        return Need(source_words, ((algorithm, "BRON"),), ("bronpunten",))

    def opportunities(algorithm: str) -> Need:
        return Need(map_words, ((algorithm, "KANSENKAART"),), ("kansenkaart", "ruimte", "seizoen"))

    return (
        Step(
            "gegevens",
            translate("Riothermie", "Data"),
            translate("Riothermie", "Sewer, buildings and streets of the area. Fetch them, or add layers of your own."),
            (Task("pdokophalen", translate("Riothermie", "Fetch open data")),),
            fills=(
                Need(pipes.words, pipes.inputs, otherwise=("leidingen", "kansenkaart")),
                Need(homes.words, homes.inputs, otherwise=("gebouwen",)),
                streets,
            ),
        ),
        Step(
            "riool",
            translate("Riothermie", "Sewer and opportunities"),
            translate("Riothermie", "Where in the sewer is heat, and how much?"),
            (
                Task(
                    "kansenkaart",
                    translate("Riothermie", "Make the map of opportunities"),
                    (pipes,),
                    ("kansenkaart",),
                    translate("Riothermie", "Or choose a folder with GWSW-Hyd files in the window."),
                ),
                Task("rioolinlezen", translate("Riothermie", "Only read the sewer"), (pipes,), ("leidingen",)),
                Task(
                    "debietmeting",
                    translate("Riothermie", "Work out a flow measurement"),
                    (Need(translate("Riothermie", "a table with measured flow"), (("debietmeting", "METING"),)),),
                    ("profiel", "duurkromme", "uitkomsten"),
                ),
                Task(
                    "onttrekkingen",
                    translate("Riothermie", "Do offtakes fit beside each other?"),
                    (
                        opportunities("onttrekkingen"),
                        Need(translate("Riothermie", "points with offtakes"), (("onttrekkingen", "PUNTEN"),)),
                    ),
                    ("ruimte", "onttrekkingen"),
                ),
                Task(
                    "seizoensbalans",
                    translate("Riothermie", "Season balance"),
                    (opportunities("seizoensbalans"),),
                    ("seizoen",),
                ),
            ),
        ),
        Step(
            "warmtevraag",
            translate("Riothermie", "Heat demand"),
            translate("Riothermie", "How much heat does each building ask?"),
            (
                Task(
                    "warmtevraag",
                    translate("Riothermie", "Reckon the heat demand"),
                    (homes,),
                    ("gebouwen",),
                ),
            ),
        ),
        Step(
            "energiematch",
            translate("Riothermie", "Source and energy match"),
            translate("Riothermie", "Which point of the sewer serves whom?"),
            (
                Task(
                    "bronpunten",
                    translate("Riothermie", "Choose source points"),
                    (opportunities("bronpunten"), demand("bronpunten")),
                    ("bronpunten",),
                ),
                Task(
                    "energiematch",
                    translate("Riothermie", "Match source and buildings"),
                    (demand("energiematch"), source("energiematch")),
                    ("selectie",),
                    translate("Riothermie", "Or choose the map of opportunities with a few pipes selected."),
                ),
                Task(
                    "warmtekavels",
                    translate("Riothermie", "Demand and supply per heat district"),
                    (areas, demand("warmtekavels")),
                    ("kavels", "kaveltabel"),
                ),
            ),
            main="energiematch",
        ),
        Step(
            "warmtenet",
            translate("Riothermie", "Heat network"),
            translate("Riothermie", "The cheapest trace along the streets, with diameters and costs."),
            (
                Task(
                    "warmtenet",
                    translate("Riothermie", "Lay the heat network"),
                    (streets, demand("warmtenet"), source("warmtenet")),
                    ("trace", "hoeveelheden"),
                ),
            ),
        ),
        Step(
            "bodem",
            translate("Riothermie", "Ground"),
            translate("Riothermie", "May one drill here, and what does the ground give?"),
            (
                Task(
                    "bodemrestricties",
                    translate("Riothermie", "May one drill here?"),
                    (places,),
                    ("restricties",),
                    translate("Riothermie", "Give the maps of restrictions in the window: none is no permission."),
                ),
                Task(
                    "wkogeschiktheid",
                    translate("Riothermie", "Layer that carries a WKO"),
                    (),
                    ("geschiktheid", "geschiktheid_gebieden"),
                    translate("Riothermie", "Choose the files of REGIS II in the window."),
                ),
                Task(
                    "bodemlussen",
                    translate("Riothermie", "Ground loops"),
                    (demand("bodemlussen"),),
                    ("lussen", "lusgebouwen"),
                ),
                Task(
                    "miniwarmtenetten",
                    translate("Riothermie", "Mini heat networks"),
                    (demand("miniwarmtenetten"),),
                    ("clusters",),
                ),
            ),
        ),
        Step(
            "geld",
            translate("Riothermie", "Money, report and map"),
            translate("Riothermie", "Does it pay, what does a resident pay, and everything on paper."),
            (
                Task(
                    "businesscase",
                    translate("Riothermie", "Business case"),
                    (network,),
                    ("kasstroom", "scenarios"),
                    translate("Riothermie", "Or choose a file with figures in the window."),
                ),
                Task(
                    "bewonerskosten",
                    translate("Riothermie", "Costs of residents"),
                    (),
                    ("bewonersgebouwen", "bewonerskosten"),
                ),
                Task("co2", translate("Riothermie", "CO2"), (demand("co2"),), ("co2", "co2gebouwen")),
                Task("rapport", translate("Riothermie", "Report"), (any_output,)),
                Task("webkaart", translate("Riothermie", "Web map"), (any_output,)),
            ),
        ),
    )

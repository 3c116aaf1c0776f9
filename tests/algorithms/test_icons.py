"""Icons: one of its own for each algorithm and command, readable on light and dark."""

import numpy as np
import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer
from riothermie_plugin.algorithms.environment import ICON, RESOURCES
from riothermie_plugin.panel.commands import commands

FOLDER = RESOURCES / "icons"
FILES = sorted(file.stem for file in FOLDER.glob("*.svg") if file != ICON)
BACKGROUNDS = {"white": "#ffffff", "light": "#f0f0f0", "Night Mapping": "#323232", "its lists": "#202020"}
"""Of the standard theme and of the dark theme of QGIS."""

NEEDED = 3.0
"""Contrast that WCAG 2.1 (1.4.11) asks of a picture that means something."""


def drawn(name, size, background):
    """Return an icon as Qt draws it, shape (size, size, 4), 0 to 1."""
    image = QImage(QSize(size, size), QImage.Format.Format_RGBA8888)
    image.fill(QColor(background))
    painter = QPainter(image)
    renderer = QSvgRenderer(str(FOLDER / f"{name}.svg"))
    assert renderer.isValid()
    renderer.render(painter)
    painter.end()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bytes(bits), dtype=np.uint8).reshape(size, size, 4) / 255


def luminance(colours):
    """Return relative luminance (WCAG 2.1) of colours, shape (..., 3)."""
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(colours, background):
    one, other = luminance(colours), luminance(np.array(QColor(background).getRgbF()[:3]))
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_icons_are_readable(qgis_app, background):
    """What is drawn stands out; where two colours or the background meet they blend, hence the hundredth part."""
    weak = {}
    for name in FILES:
        whole = drawn(name, 96, "#00000000")
        solid = whole[..., 3] > 0.99
        assert 0.05 < solid.mean() < 0.7, name
        stands = contrast(drawn(name, 96, BACKGROUNDS[background])[solid][:, :3], BACKGROUNDS[background])
        least = float(np.quantile(stands, 0.01))
        if least < NEEDED:
            weak[name] = least
    assert weak == {}


def test_icons_are_there_at_the_size_of_a_toolbox(qgis_app):
    for name in FILES:
        cover = drawn(name, 16, "#00000000")[..., 3]
        assert cover.mean() > 0.1, name
        assert cover.max() > 0.9, name


def test_icons_differ(qgis_app):
    pictures = {name: drawn(name, 24, "#ffffff")[..., :3] for name in FILES}
    names = list(pictures)
    close = [
        (one, other)
        for number, one in enumerate(names)
        for other in names[number + 1 :]
        if np.abs(pictures[one] - pictures[other]).mean() < 0.03
    ]
    assert close == []


def test_icons_stay_within_their_frame(qgis_app):
    for name in FILES:
        cover = drawn(name, 96, "#00000000")[..., 3]
        edge = np.concatenate([cover[0], cover[-1], cover[:, 0], cover[:, -1]])
        assert (edge < 0.5).all(), name


def test_every_algorithm_and_command_has_its_own(qgis_app):
    algorithms = QgsApplication.processingRegistry().providerById("riothermie").algorithms()
    names = [algorithm.name() for algorithm in algorithms]
    for algorithm in algorithms:
        assert algorithm.svgIconPath() == str(FOLDER / f"{algorithm.name()}.svg")
        assert not algorithm.icon().isNull()
    wanted = {*names, *(command.icon for command in commands()), "paneel", "gewijzigd"}
    assert wanted == set(FILES)

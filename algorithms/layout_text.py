"""Letters on a printed page: formats, and text broken into lines beforehand, so that nothing runs off a page unseen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsLayoutUtils,
    QgsPrintLayout,
    QgsRenderContext,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsTextRenderer,
)
from qgis.PyQt.QtGui import QColor, QFont

INK, GREY, ALERT, PAPER, RULE = "#16324a", "#5f6b73", "#a50f15", "#f6f3ec", "#c9c2b4"
DPI = 300.0
UNIT = r"(%|EUR|mln|kW|MW|kPa|Pa/m|GJ|TJ|MWh|kWh|K|°C|l|l/s|m|m²|m³|m³/h|km|mm|ha|ton|kton|jaar|year)"
SAFE = 1.02
"""Letters on paper turn out a little wider than they measure."""


def letters(size: float, colour: str = INK, *, bold: bool = False, edge: float = 0.0) -> QgsTextFormat:
    """Return a text format of so many points; `edge` is the white edge in mm."""
    font = QFont("Open Sans")
    font.setBold(bold)
    made = QgsTextFormat()
    made.setFont(font)
    made.setSize(size)
    made.setColor(QColor(colour))
    if edge:
        buffer = QgsTextBufferSettings()
        buffer.setEnabled(True)
        buffer.setSize(edge)
        buffer.setColor(QColor("white"))
        made.setBuffer(buffer)
    return made


def tight(sentence: str) -> str:
    """Return a text in which a number and its unit are not parted at the end of a line."""
    tied = re.sub(rf"(?<=\d) (?={UNIT}(?!\w))", "\u00a0", sentence)
    return re.sub(r"(?<=EUR) (?=\d)|(?<=€) (?=\d)|(?<=\bmln) (?=EUR)", "\u00a0", tied)


def plain(words: str) -> str:
    """Return a text in which QGIS finds no expression, whatever stands in a name."""
    return words.replace("[%", "[\u200b%")


@dataclass(frozen=True)
class Ruler:
    """Measures text as the layout will draw it."""

    context: QgsRenderContext

    @classmethod
    def of(cls, layout: QgsPrintLayout) -> Ruler:
        """Return the ruler of a layout."""
        return cls(QgsLayoutUtils.createRenderContextForLayout(layout, None, DPI))

    def width(self, words: str, style: QgsTextFormat) -> float:
        """Return how wide a line is (mm)."""
        return SAFE * QgsTextRenderer.textWidth(self.context, style, [words]) / self.context.scaleFactor()

    def height(self, lines: Sequence[str], style: QgsTextFormat) -> float:
        """Return how high lines below each other are (mm)."""
        mode = Qgis.TextLayoutMode.RectangleAscentBased
        pixels = QgsTextRenderer.textHeight(self.context, style, list(lines), mode)
        return pixels / self.context.scaleFactor()

    def longest(self, words: str, style: QgsTextFormat) -> float:
        """Return how wide the longest word is (mm)."""
        return max((self.width(word, style) for word in re.split(r"[ \n]", words)), default=0.0)

    def wrap(self, words: str, style: QgsTextFormat, width: float) -> list[str]:
        """Return a text in lines that are not wider (mm); a word that is too long by itself is cut."""
        lines: list[str] = []
        for paragraph in tight(words).split("\n"):
            line = ""
            for word in paragraph.split(" "):
                whole = f"{line} {word}" if line else word
                if self.width(whole, style) <= width:
                    line = whole
                    continue
                if line:
                    lines.append(line)
                *full, line = self._pieces(word, style, width)
                lines += full
            lines.append(line)
        return lines

    def _pieces(self, word: str, style: QgsTextFormat, width: float) -> list[str]:
        """Return a word in pieces that fit."""
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.width(pieces[-1] + letter, style) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces

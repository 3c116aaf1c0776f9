"""The settings of the project, at the foot of the panel."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from ..algorithms.environment import TITLE
from . import settings

translate = QCoreApplication.translate


class ProjectForm(QWidget):
    """Settings that fill in the dialogs in this project; a change is kept in the project at once.

    Signals
    -------
    forgotten
        What earlier runs left was forgotten.
    """

    forgotten = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = QLineEdit(self)
        self.organisation = QLineEdit(self)
        self.kentallen = QgsFileWidget(self)
        self.kentallen.setFilter("TOML (*.toml)")
        self.kentallen.setDialogTitle(translate("Riothermie", "File with your own key figures (kentallen)"))
        self.network = QComboBox(self)
        for value, text in (
            ("", translate("Riothermie", "choose each time")),
            ("bronnet", translate("Riothermie", "bronnet (ambient loop)")),
            ("mt", translate("Riothermie", "MT network")),
            ("beide", translate("Riothermie", "both, beside each other")),
        ):
            self.network.addItem(text, value)
        self.forget = QPushButton(translate("Riothermie", "Forget what was filled in"), self)
        self.forget.setToolTip(
            translate("Riothermie", "Dialogs open with their standard values again. Layers and files stay.")
        )
        self.form = QFormLayout(self)
        self.form.setContentsMargins(8, 0, 8, 6)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, field, tip in (
            (translate("Riothermie", "Place"), self.place, translate("Riothermie", "For titles of reports and maps.")),
            (
                translate("Riothermie", "Organisation"),
                self.organisation,
                translate("Riothermie", "For reports; new projects take it too."),
            ),
            (
                translate("Riothermie", "Key figures"),
                self.kentallen,
                translate("Riothermie", "TOML file with your own key figures; empty uses the standard values."),
            ),
            (
                translate("Riothermie", "Network"),
                self.network,
                translate("Riothermie", "Kind of heat network that the dialogs propose."),
            ),
        ):
            label = QLabel(title, self)
            label.setBuddy(field)
            label.setToolTip(tip)
            field.setToolTip(tip)
            field.setAccessibleName(title)
            field.setAccessibleDescription(tip)
            self.form.addRow(label, field)
        self.form.addRow(self.forget)
        self.place.editingFinished.connect(lambda: self._keep(settings.PLACE, self.place.text()))
        self.organisation.editingFinished.connect(lambda: self._keep(settings.ORGANISATION, self.organisation.text()))
        self.kentallen.fileChanged.connect(lambda file: self._keep(settings.KENTALLEN, file))
        self.network.activated.connect(lambda _row: self._keep(settings.NETWORK, self.network.currentData()))
        self.forget.clicked.connect(self._forget)
        self.read()

    def read(self) -> None:
        """Show the settings of the open project."""
        for field in (self.place, self.organisation, self.kentallen, self.network):
            field.blockSignals(True)
        self.place.setText(settings.project_value(settings.PLACE))
        self.organisation.setText(settings.project_value(settings.ORGANISATION))
        self.kentallen.setFilePath(settings.kentallen_file())
        self.network.setCurrentIndex(max(0, self.network.findData(settings.project_value(settings.NETWORK))))
        for field in (self.place, self.organisation, self.kentallen, self.network):
            field.blockSignals(False)

    @staticmethod
    def _keep(key: str, value: str) -> None:
        settings.set_project_value(key, value.strip())

    def _forget(self) -> None:
        question = translate("Riothermie", "Forget what was filled in for earlier runs in this project?")
        answer = QMessageBox.question(self, TITLE, question)
        if answer == QMessageBox.StandardButton.Yes:
            settings.forget()
            self.forgotten.emit()

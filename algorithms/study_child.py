"""An algorithm run inside another one, in any thread: its progress, its log, what it refuses."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, QThread, pyqtSignal

from ..riothermie_kansen.callbacks import Cancelled
from ..riothermie_kansen.errors import CancelledError

translate = QCoreApplication.translate

LOOK = 0.1  # seconds between two looks at the cancel button


class Feedback(QgsProcessingFeedback):
    """What a step says, as a part of what the whole run says.

    Parameters
    ----------
    whole
        Of the whole run.
    start, end
        Percentages of the whole between which this step moves.
    """

    def __init__(self, whole: QgsProcessingFeedback, start: float, end: float) -> None:
        super().__init__(False)
        self._whole, self._start, self._end = whole, start, end
        whole.canceled.connect(self.cancel, Qt.ConnectionType.DirectConnection)
        self.progressChanged.connect(self._moved, Qt.ConnectionType.DirectConnection)
        if whole.isCanceled():
            self.cancel()

    def _moved(self, percent: float) -> None:
        self._whole.setProgress(self._start + (self._end - self._start) * min(max(percent, 0.0), 100.0) / 100.0)

    def isCanceled(self) -> bool:
        return bool(self._whole.isCanceled())

    def setProgressText(self, text: str) -> None:
        self._whole.pushInfo(text)

    def pushInfo(self, info: str) -> None:
        self._whole.pushInfo(info)

    def pushWarning(self, warning: str) -> None:
        self._whole.pushWarning(warning)

    def pushDebugInfo(self, info: str) -> None:
        self._whole.pushDebugInfo(info)

    def pushCommandInfo(self, info: str) -> None:
        self._whole.pushCommandInfo(info)

    def pushConsoleInfo(self, info: str) -> None:
        self._whole.pushConsoleInfo(info)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N803
        self._whole.pushWarning(error)


def child_context(context: QgsProcessingContext) -> QgsProcessingContext:
    """Return a context of its own for a step: the layers that it opens are closed when the step is done."""
    made = QgsProcessingContext()
    made.copyThreadSafeSettings(context)
    return made


def available(algorithm: str) -> Any:
    """Return an algorithm of the plugin by its id without the provider, None when there is none."""
    return QgsApplication.processingRegistry().createAlgorithmById(f"riothermie:{algorithm}")


def names() -> set[str]:
    """Return the ids of the algorithms of the plugin, without the provider."""
    provider = QgsApplication.processingRegistry().providerById("riothermie")
    return set() if provider is None else {algorithm.name() for algorithm in provider.algorithms()}


def refusal(algorithm: Any, parameters: Mapping[str, Any], context: QgsProcessingContext) -> str:
    """Return in one sentence why an algorithm refuses its parameters, or ""."""
    good, message = algorithm.checkParameterValues(dict(parameters), context)
    return "" if good else " ".join(message.split())


def run(algorithm: Any, parameters: Mapping[str, Any], context: QgsProcessingContext, feedback: Feedback) -> dict:
    """Run an algorithm in this thread, its end in the main thread, where pages may be drawn; return its results.

    Raises
    ------
    QgsProcessingException
        It failed, in one sentence.
    CancelledError
        The user cancelled.
    """
    if message := refusal(algorithm, parameters, context):
        raise QgsProcessingException(message)
    made = algorithm.create()
    if not made.prepare(dict(parameters), context, feedback):
        raise QgsProcessingException(translate("Riothermie", "The step could not be started; see the lines above."))
    results = made.runPrepared(dict(parameters), context, feedback)
    if feedback.isCanceled():
        raise CancelledError
    finished = on_main(lambda: made.postProcess(context, feedback), feedback.isCanceled)
    if feedback.isCanceled():
        raise CancelledError
    return dict(finished or results)


def told(error: Exception) -> str:
    """Return an error in one sentence: what QGIS makes of a mistake in the program is several lines of Python."""
    text = str(error).strip()
    if "Traceback (most recent call last)" not in text:
        return " ".join(text.split())
    unforeseen = translate("Riothermie", "an unforeseen error, please report it: {what}")
    return unforeseen.format(what=text.splitlines()[-1].strip())


class _Caller(QObject):
    """Calls a function in the main thread."""

    asked = pyqtSignal()

    def __init__(self, function: Callable[[], Any]) -> None:
        super().__init__()
        self.function = function
        self.done = threading.Event()
        self.outcome: Any = None
        self.error: BaseException | None = None
        self.taken = threading.Lock()  # by the main thread when it begins, or by the other one when it gives up
        self.moveToThread(QCoreApplication.instance().thread())
        self.asked.connect(self.call, Qt.ConnectionType.QueuedConnection)

    def call(self) -> None:
        """Call the function; what it raises is for the thread that waits."""
        if not self.taken.acquire(blocking=False):
            return
        try:
            self.outcome = self.function()
        except Exception as error:  # noqa: BLE001 (raised again where it is waited for)
            self.error = error
        self.done.set()


def on_main(function: Callable[[], Any], cancelled: Cancelled) -> Any:
    """Return what a function gives when it is called in the main thread.

    Raises
    ------
    CancelledError
        The user cancelled before the main thread came to it.
    """
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() == application.thread():
        return function()
    caller = _Caller(function)
    caller.asked.emit()
    while not caller.done.wait(LOOK):
        # once it has begun it uses what belongs to this thread, and sees for itself that the user cancelled
        if cancelled() and caller.taken.acquire(blocking=False):
            raise CancelledError
    if caller.error is not None:
        raise caller.error
    return caller.outcome

"""A wizard page whose answer is checked in the background before the next page comes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget, QWizard, QWizardPage

from vmgui.errors import Problem
from vmgui.ui import tasks
from vmgui.ui.icons import IconLabel, put_icon
from vmgui.ui.problem_view import said


class InlineProblem(QWidget):
    """A failure beside the field it is about: what, why, what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = IconLabel(24)
        put_icon(self._sign, "triangle-alert")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sign)
        column.addWidget(self._text)
        self.hide()

    def tell(self, problem: Problem) -> None:
        words = said(problem)
        self._text.setText("\n".join(part for part in (words.headline, words.cause, words.remedy) if part))
        self.show()

    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()


class AsyncPage(QWizardPage):
    """``validatePage`` starts :meth:`check` and says no; when the check has passed, it goes on by itself.

    Subclasses lay out their fields in ``self.fields`` and say what is being waited for in ``self.waiting``.
    """

    def __init__(self) -> None:
        super().__init__()
        self._passed = False
        self._busy = 0
        self.fields = QVBoxLayout()
        self.waiting = QLabel()
        self.waiting.setWordWrap(True)
        self.waiting.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.bar.hide()
        self.problem = InlineProblem()
        column = QVBoxLayout(self)
        column.addLayout(self.fields, 1)
        column.addWidget(self.waiting)
        column.addWidget(self.bar)
        column.addWidget(self.problem)

    async def check(self) -> None:
        """Raises the Problem that keeps the user on this page."""
        raise NotImplementedError

    def validatePage(self) -> bool:
        if not self._passed and not self._busy:
            self.work(self._checked)
        return self._passed

    def isComplete(self) -> bool:
        return not self._busy and super().isComplete()

    def cleanupPage(self) -> None:
        """Back: what was typed stays, what runs ends."""
        tasks.cancel_tasks(self)

    def work(self, work: Callable[[], Awaitable[None]]) -> None:
        """Runs ``work`` with the bar moving and Next disabled; its Problem is shown on the page."""
        tasks.start(self, self._shown(work), "work")

    async def _shown(self, work: Callable[[], Awaitable[None]]) -> None:
        self._set_busy(+1)
        self.problem.hide()
        try:
            await work()
        except Problem as problem:
            self.problem.tell(problem)
        except asyncio.CancelledError:
            raise
        except BaseException:  # a defect: the window behind says it, too, but is covered by this dialog
            self.problem.tell(Problem("unexpected"))
            raise
        finally:
            self._set_busy(-1)
        if self._passed:
            wizard = self.wizard()
            wizard.button(
                QWizard.WizardButton.FinishButton if self.isFinalPage() else QWizard.WizardButton.NextButton
            ).click()
            self._passed = False

    async def _checked(self) -> None:
        await self.check()
        self._passed = True

    def _set_busy(self, step: int) -> None:
        self._busy += step
        self.bar.setVisible(self._busy > 0)
        self.waiting.setVisible(self._busy > 0)
        self.completeChanged.emit()

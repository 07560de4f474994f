"""What can be done with the chosen guest: one set of actions for menu, header and context menu."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from vmgui.errors import Problem
from vmgui.model.office import Guest, GuestKey, GuestState
from vmgui.services.power import Outcome, Power
from vmgui.ui import tasks
from vmgui.ui.delete_dialog import DeleteDialog
from vmgui.ui.dialogs import answer, confirmed
from vmgui.ui.icons import put_icon
from vmgui.ui.problem_view import Choice, MessageArea

_T = TypeVar("_T")


class GuestActions(QObject):
    """The actions, kept in step with the guest given to :meth:`show_guest`."""

    def __init__(self, power: Power, messages: MessageArea, parent: QWidget) -> None:
        super().__init__(parent)
        self._power = power
        self._messages = messages
        self._window = parent
        self._guest: Guest | None = None
        self.start = self._action(self.tr("&Start"), "play", "Ctrl+Shift+S", self._start)
        self.shutdown = self._action(self.tr("Shut &down"), "power", "Ctrl+Shift+D", self._shutdown)
        self.pause = self._action(self.tr("&Pause"), "pause", "Ctrl+Shift+P", self._pause)
        self.resume = self._action(self.tr("&Continue"), "step-forward", "Ctrl+Shift+C", self._resume)
        self.reset = self._action(self.tr("&Reset…"), "rotate-ccw", "", self._reset)
        self.force_off = self._action(self.tr("&Force off…"), "zap", "", self._force_off)
        self.delete = self._action(self.tr("D&elete…"), "trash-2", "", self._delete)
        self.show_guest(None, reachable=False)

    def show_guest(self, guest: Guest | None, *, reachable: bool) -> None:
        """Enables what can be done with ``guest`` now; nothing while its host is not reached."""
        self._guest = guest
        state = guest.state if guest and reachable else None
        active = state is not None and state.active
        paused = state is GuestState.PAUSED
        self.start.setEnabled(state in (GuestState.OFF, GuestState.CRASHED))
        self.shutdown.setEnabled(active and not paused)
        self.pause.setEnabled(state is GuestState.RUNNING)
        self.pause.setVisible(not paused)
        self.resume.setEnabled(paused)
        self.resume.setVisible(paused)
        self.reset.setEnabled(active)
        self.force_off.setEnabled(active)
        self.delete.setEnabled(state is GuestState.OFF)

    def fill(self, menu: QMenu) -> None:
        """All actions, the harmless ones first; shut down and force off are kept apart."""
        menu.addActions([self.start, self.shutdown])
        self.fill_more(menu, separate=True)

    def fill_more(self, menu: QMenu, *, separate: bool = False) -> None:
        """What is not on the header itself."""
        if separate:
            menu.addSeparator()
        menu.addActions([self.pause, self.resume])
        menu.addSeparator()
        menu.addActions([self.reset, self.force_off])
        menu.addSeparator()
        menu.addAction(self.delete)

    def _action(self, text: str, icon_name: str, keys: str, slot: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        put_icon(action, icon_name)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: slot())
        return action

    # -- carrying out --

    def _start(self) -> None:
        self._do(self._power.start)

    def _pause(self) -> None:
        self._do(self._power.pause)

    def _resume(self) -> None:
        self._do(self._power.resume)

    def _shutdown(self) -> None:
        if self._guest is not None:
            self._ask_to_shut_down(self._guest)

    def _ask_to_shut_down(self, guest: Guest) -> None:
        tasks.start(self, self._told(self._watch_shutdown, guest), "shutdown")

    async def _watch_shutdown(self, guest: Guest) -> None:
        key = _deaf(guest)
        self._messages.drop(key)
        if not await self._power.hears_shutdown(guest.key):
            self._messages.tell(
                self.tr("{name} cannot hear a shut down.").format(name=guest.name),
                self.tr("Its system is from before such a signal existed. Shut it down on its own screen; when it "
                        "says that it is safe, force it off."),
                (self._choose_force_off(guest),),
                key=key,
            )  # fmt: skip
        elif await self._power.shut_down(guest.key) is Outcome.DEAF:
            self._messages.tell(
                self.tr("{name} has not reacted to shut down.").format(name=guest.name),
                self.tr("It may be busy, or wait for an answer on its own screen. Ask again, or shut it down there."),
                (
                    Choice(self.tr("Ask again"), lambda: self._ask_to_shut_down(guest)),
                    Choice(self.tr("Wait"), lambda: None),
                    self._choose_force_off(guest),
                ),
                key=key,
            )

    def _choose_force_off(self, guest: Guest) -> Choice:
        return Choice(self.tr("Force off…"), lambda: self._confirm_force_off(guest))

    def guest_is_off(self, guest: Guest) -> None:
        """A guest that went off at last needs no more advice."""
        self._messages.drop(_deaf(guest))

    def _force_off(self) -> None:
        if self._guest is not None:
            self._confirm_force_off(self._guest)

    def _confirm_force_off(self, guest: Guest) -> None:
        title = self.tr("Force off {name}?").format(name=guest.name)
        text = self.tr("This pulls the plug: what the machine has not written to its disk is lost.")
        verb = self.tr("Force off")
        tasks.start(self, self._if_confirmed(title, text, verb, self._power.force_off, guest.key), "force_off")

    def _reset(self) -> None:
        if self._guest is not None:
            title = self.tr("Reset {name}?").format(name=self._guest.name)
            text = self.tr("This presses the reset button: what the machine has not written to its disk is lost.")
            verb, key = self.tr("Reset"), self._guest.key
            tasks.start(self, self._if_confirmed(title, text, verb, self._power.reset, key), "reset")

    def _delete(self) -> None:
        if self._guest is not None:
            tasks.start(self, self._told(self._ask_delete, self._guest), "delete")

    async def _ask_delete(self, guest: Guest) -> None:
        disks = [disk.path for disk in await self._power.disks(guest.key)]
        dialog = DeleteDialog(guest.name, disks, self._window)
        if await answer(dialog):
            await self._power.delete(guest.key, dialog.erased())

    async def _if_confirmed(
        self, title: str, text: str, verb: str, act: Callable[[GuestKey], Awaitable[None]], key: GuestKey
    ) -> None:
        if await confirmed(self._window, title, text, verb, self.tr("Keep running")):
            await self._told(act, key)

    def _do(self, act: Callable[[GuestKey], Awaitable[None]]) -> None:
        if self._guest is not None:
            tasks.start(self, self._told(act, self._guest.key), "power")

    async def _told(self, act: Callable[[_T], Awaitable[None]], subject: _T) -> None:
        try:
            await act(subject)
        except Problem as problem:
            self._messages.problem(problem)


def _deaf(guest: Guest) -> str:
    return f"deaf {guest.host} {guest.uuid}"

"""Reads and works a real window as a screen reader does: through AT-SPI, by role and accessible name.

Runs as a child in the private session of ``tests.screen`` (AT-SPI finds its bus by the environment), one JSON
command a line on standard input, one answer a line on standard output.  A control a blind user cannot find,
a story test cannot find either.

    reader = Reader(env)
    reader.press("button", "Next")
    reader.set_text("text", "Name of the new machine", "FILESRV")
    reader.wait("label", "is running", timeout=60)
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

#: How long a control may take to appear, in seconds.
PATIENCE = 30.0


class Missing(AssertionError):
    """No such control within the time given; the text shows what is there instead."""


class Reader:
    """A handle on the child.  ``application`` is the AT-SPI application name."""

    def __init__(self, env: dict[str, str], application: str = "vmgui") -> None:
        env = {**env, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
        self._child = subprocess.Popen(
            ["/usr/bin/python3", "-m", "tests.reader", application],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _ask(self, verb: str, *args: object) -> Any:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps([verb, *args]) + "\n")
        self._child.stdin.flush()
        answer = self._child.stdout.readline()
        if not answer:
            raise Missing("the screen reader ended")
        kind, value = json.loads(answer)
        if kind == "error":
            raise Missing(value)
        return value

    def tree(self) -> str:
        """Every control, one a line, indented: role, name, text, states."""
        return str(self._ask("tree"))

    def wait(self, role: str, name: str, *, timeout: float = PATIENCE) -> dict[str, Any]:
        """Waits for a showing control whose name (or text) contains ``name``; answers its facts."""
        return dict(self._poll("find", timeout, role, name))

    def press(self, role: str, name: str, *, timeout: float = PATIENCE) -> None:
        """Waits for the control, enabled, and does its first action."""
        self._poll("press", timeout, role, name)

    def set_text(self, role: str, name: str, text: str, *, timeout: float = PATIENCE) -> None:
        self._poll("set_text", timeout, role, name, text)

    def select(self, role: str, name: str, *, timeout: float = PATIENCE) -> None:
        """Gives the control the focus / selects the row."""
        self._poll("select", timeout, role, name)

    def shows(self, role: str, name: str) -> bool:
        """Whether such a control shows now."""
        try:
            self._ask("find", role, name)
        except Missing:
            return False
        return True

    def _poll(self, verb: str, timeout: float, *args: object) -> Any:
        end = time.monotonic() + timeout
        while True:
            try:
                return self._ask(verb, *args)
            except Missing as missing:
                if time.monotonic() > end or self._child.poll() is not None:
                    raise Missing(f"{missing}\n{self.tree() if self._child.poll() is None else ''}") from None
                time.sleep(0.2)

    def close(self) -> None:
        self._child.terminate()
        self._child.wait(5)
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()


def _serve(application: str) -> None:
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib

    Atspi.init()

    def walk(node: Any, depth: int = 0) -> Any:
        for index in range(node.get_child_count()):
            try:
                child = node.get_child_at_index(index)
                if child is None:
                    continue
                yield depth, child
                yield from walk(child, depth + 1)
            except GLib.Error:
                continue  # a control that went away while we looked

    def controls() -> Any:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and application in (app.get_name() or "").lower():
                yield from walk(app)

    def text_of(node: Any) -> str:
        if "Text" not in node.get_interfaces():
            return ""
        return str(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)))

    def showing(node: Any) -> bool:
        return bool(node.get_state_set().contains(Atspi.StateType.SHOWING))

    def enabled(node: Any) -> bool:
        return bool(node.get_state_set().contains(Atspi.StateType.ENABLED))

    def facts(node: Any) -> dict[str, Any]:
        states = [state.value_nick for state in node.get_state_set().get_states()]
        box = (
            Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN) if "Component" in node.get_interfaces() else None
        )
        return {
            "role": node.get_role_name(),
            "name": node.get_name(),
            "text": text_of(node),
            "description": node.get_description(),
            "states": states,
            "box": [box.x, box.y, box.width, box.height] if box else None,
        }

    def find(role: str, name: str) -> Any:
        for _, node in controls():
            try:
                if role not in (node.get_role_name(), "*") or not showing(node):
                    continue
                if name in (node.get_name() or "") or name in text_of(node):
                    return node
            except GLib.Error:
                continue
        raise LookupError(f"no {role} {name!r} is showing")

    def press(role: str, name: str) -> str:
        node = find(role, name)
        if not enabled(node):
            raise LookupError(f"{role} {name!r} is not enabled")
        Atspi.Action.do_action(node, 0)
        return "pressed"

    def set_text(role: str, name: str, text: str) -> str:
        Atspi.EditableText.set_text_contents(find(role, name), text)
        return "set"

    def select(role: str, name: str) -> str:
        node = find(role, name)
        parent = node.get_parent()
        if "Selection" in parent.get_interfaces():
            Atspi.Selection.select_child(parent, node.get_index_in_parent())
        else:
            Atspi.Component.grab_focus(node)
        return "selected"

    def tree() -> str:
        lines = []
        for depth, node in controls():
            fact = facts(node)
            lines.append(
                f"{'  ' * depth}{fact['role']} {fact['name']!r} {fact['text'][:80]!r} {','.join(fact['states'])}"
            )
        return "\n".join(lines)

    verbs = {
        "tree": tree,
        "find": lambda r, n: facts(find(r, n)),
        "press": press,
        "set_text": set_text,
        "select": select,
    }
    for line in sys.stdin:
        verb, *args = json.loads(line)
        try:
            answer = ["ok", verbs[verb](*args)]
        except (LookupError, GLib.Error) as missing:
            answer = ["error", str(missing)]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])

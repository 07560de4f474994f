"""Reports and plans as JSON and back, typed.  Bytes are hex; a repair says by ``kind`` which of the two it is."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.strategies import configure_tagged_union, configure_union_passthrough

from vmgui.legacy.report import Repair

T = TypeVar("T")


def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True)
    converter.register_unstructure_hook(bytes, bytes.hex)
    converter.register_structure_hook(bytes, lambda value, _: bytes.fromhex(value))
    configure_union_passthrough(str | int | bool, converter)
    configure_tagged_union(Repair, converter, tag_name="kind")
    return converter


_CONVERTER = _converter()


def dump(value: object) -> str:
    """JSON of a report, a plan or any other frozen dataclass of ours."""
    return json.dumps(_CONVERTER.unstructure(value), ensure_ascii=True)


def plain(value: object) -> Any:
    """The same as ``dump`` before it becomes text: dicts, lists, strings and numbers."""
    return _CONVERTER.unstructure(value)


def load(text: str, kind: type[T]) -> T:
    """The value again.  ValueError when the text does not say one (not JSON, other keys, other types)."""
    try:
        return _CONVERTER.structure(json.loads(text), kind)
    except (BaseValidationError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error

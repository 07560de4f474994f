"""Windows of the NT family on a volume: version, service pack, HAL, name, addresses.

Where things stand: knowledge of libguestfs' ``inspect_fs_windows.ml`` and Microsoft's KB articles named beside each rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vmgui.legacy import versioninfo
from vmgui.legacy.bootini import decode
from vmgui.legacy.evidence import BootIni, HiveFile, SystemEvidence, Volume
from vmgui.legacy.registry import Hive, Key, RegistryError
from vmgui.legacy.report import Address, Doubt, FileTree, System

#: Where setup puts it when nobody says otherwise; boot.ini names the others.
USUAL_ROOTS = ("/WINNT", "/WINDOWS", "/WIN32", "/WIN", "/WINNT35", "/reactos")
_CONFIG = "system32/config"
_NT_SOFTWARE = "Microsoft/Windows NT/CurrentVersion"
_NETWORK_CLASS = "{4D36E972-E325-11CE-BFC1-08002BE10318}"
#: Enum\Root key -> original file name of the HAL that setup put there (recalled; used only when the file does not say).
_ROOT_HALS = {
    "acpiapic_mp": "halmacpi.dll",
    "acpiapic_up": "halaacpi.dll",
    "acpipic_up": "halacpi.dll",
    "e_isa_up": "hal.dll",
    "mps_up": "halapic.dll",
    "mps_mp": "halmps.dll",
}
_SUITES = (
    ("datacenter", "Datacenter Server"),
    ("blade", "Web Server"),
    ("small business", "Small Business Server"),
    ("enterprise", "Enterprise Server"),
    ("personal", "Home"),
)


@dataclass(slots=True)
class _Hives:
    """The two hives of a system, as far as they can be read; what cannot be is said in ``doubts``."""

    system: Hive | None
    software: Hive | None
    doubts: list[Doubt]

    def system_text(self, path: str, name: str) -> str:
        return self._text(self.system, path, name)

    def software_text(self, path: str, name: str) -> str:
        return self._text(self.software, path, name)

    def dword(self, path: str, name: str) -> int | None:
        try:
            return self.system.dword(path, name) if self.system else None
        except RegistryError:
            self._damaged("SYSTEM", path)
            return None

    def key(self, path: str) -> Key | None:
        try:
            return self.system.key(path) if self.system else None
        except RegistryError:
            self._damaged("SYSTEM", path)
            return None

    def _text(self, hive: Hive | None, path: str, name: str) -> str:
        try:
            return hive.text(path, name).strip() if hive else ""
        except RegistryError:
            self._damaged("SYSTEM" if hive is self.system else "SOFTWARE", path)
            return ""

    def _damaged(self, name: str, path: str) -> None:
        self.doubts.append(Doubt("hive.damaged-part", {"name": name, "key": path}))


def find(volumes: tuple[Volume, ...], boot_ini: BootIni | None) -> Iterator[tuple[SystemEvidence, list[Doubt]]]:
    """Every NT-family system on the disk: in the usual folders and in those that boot.ini names, on every volume."""
    named = [entry.folder.replace("\\", "/") for entry in boot_ini.entries if entry.folder] if boot_ini else []
    for volume in volumes:
        roots = {root.casefold(): root for root in (*USUAL_ROOTS, *named)}
        for root in roots.values():
            tree = volume.tree
            names = {name.casefold() for name in tree.names(f"{root}/{_CONFIG}")} if tree else set()
            if tree and names & {"system", "software"}:
                yield _read(volume, tree, _as_written(tree, root))


def _as_written(tree: FileTree, root: str) -> str:
    """The folder's name in the letters the disk has."""
    parent, _, last = root.rpartition("/")
    return next((f"{parent}/{name}" for name in tree.names(parent or "/") if name.casefold() == last.casefold()), root)


def _read(volume: Volume, tree: FileTree, root: str) -> tuple[SystemEvidence, list[Doubt]]:
    number, doubts = volume.partition.number, list[Doubt]()
    files = [_hive_file(tree, number, f"{root}/{_CONFIG}/{name}") for name in ("SYSTEM", "SOFTWARE")]
    hives = _Hives(_open(files[0], "SYSTEM", doubts), _open(files[1], "SOFTWARE", doubts), doubts)
    sets = _control_sets(hives)
    current = f"ControlSet{hives.dword('Select', 'Default') or (sets or (1,))[0]:03}"
    hal = _program(tree, f"{root}/system32/hal.dll")
    kernel = _program(tree, f"{root}/system32/ntoskrnl.exe")
    version = _version(hives, kernel)
    if not version:
        doubts.append(Doubt("system.version-unknown", {"root": root}))
    hal_name = hal.original_filename.lower() or _hal_from_traces(tree, root, hives, current, doubts)
    if not hal_name:
        doubts.append(Doubt("system.hal-unknown", {"root": root}))
    reactos = "reactos" in (root + hives.software_text(_NT_SOFTWARE, "ProductName")).casefold()
    system = System(
        "reactos" if reactos else "winnt",
        version,
        _service_pack(hives, current, version),
        _edition(hives, current, version),
        root,
        number,
        hal_name,
        kernel.original_filename.lower() or _kernel_from_type(hives),
        hives.system_text(f"{current}/Control/ComputerName/ComputerName", "ComputerName"),
        sets,
        tuple(_addresses(hives, current)),
    )
    return SystemEvidence(system, *files), doubts


def _hive_file(tree: FileTree, partition: int, path: str) -> HiveFile | None:
    data = tree.read(path)
    return HiveFile(partition, path, data) if data else None


def _open(file: HiveFile | None, name: str, doubts: list[Doubt]) -> Hive | None:
    if file is None:
        doubts.append(Doubt("hive.missing", {"name": name}))
        return None
    try:
        hive = Hive(file.data)
    except RegistryError:
        doubts.append(Doubt("hive.damaged", {"name": name}))
        return None
    if hive.dirty:
        doubts.append(Doubt("hive.unfinished", {"name": name}))
    return hive


def _program(tree: FileTree, path: str) -> versioninfo.VersionInfo:
    data = tree.read(path, 16 << 20)
    return versioninfo.read(data) if data else versioninfo.VersionInfo()


def _control_sets(hives: _Hives) -> tuple[int, ...]:
    """Those that any boot may use; 0 stands for none."""
    numbers = {hives.dword("Select", name) for name in ("Current", "Default", "LastKnownGood")}
    return tuple(sorted(number for number in numbers if number and number < 1000))


def _version(hives: _Hives, kernel: versioninfo.VersionInfo) -> str:
    """``4.0``.  The kernel's own version stands in for a lost hive: 4.0.1381.4."""
    said = re.match(r"\d+\.\d+", hives.software_text(_NT_SOFTWARE, "CurrentVersion") or kernel.file_version)
    return said[0] if said else ""


def _service_pack(hives: _Hives, current: str, version: str) -> str:
    """The registry's words, else SYSTEM's number (0x600 is 6).  6a differs from 6 by the fix Q246009 alone."""
    words = re.search(r"Service Pack (\d+)", hives.software_text(_NT_SOFTWARE, "CSDVersion"), re.IGNORECASE)
    number = words[1] if words else str((hives.dword(f"{current}/Control/Windows", "CSDVersion") or 0) >> 8)
    if version == "4.0" and number == "6" and _has_software_key(hives, f"{_NT_SOFTWARE}/Hotfix/Q246009"):
        return "6a"
    return "" if number == "0" else number


def _has_software_key(hives: _Hives, path: str) -> bool:
    try:
        return bool(hives.software and hives.software.key(path))
    except RegistryError:
        return False


def _edition(hives: _Hives, current: str, version: str) -> str:
    """ProductType and ProductSuite; they are what Windows itself goes by (MSDN, GetVersionEx)."""
    options = f"{current}/Control/ProductOptions"
    kind = hives.system_text(options, "ProductType").casefold()
    suites = ""
    key = hives.key(options)
    try:
        value = key.value("ProductSuite") if key else None
        suites = " ".join(value.texts).casefold() if value else ""
    except RegistryError:
        hives.doubts.append(Doubt("hive.damaged-part", {"name": "SYSTEM", "key": options}))
    if version == "4.0" and "terminal server" in suites:
        return "Terminal Server"
    if kind == "lanmannt":
        return "Domain controller"
    suite = next((name for mark, name in _SUITES if mark in suites), "")
    if suite:
        return suite
    workstation = "Workstation" if version.startswith(("3.", "4.")) else "Professional"
    return {"winnt": workstation, "servernt": "Server"}.get(kind, "")


def _hal_from_traces(tree: FileTree, root: str, hives: _Hives, current: str, doubts: list[Doubt]) -> str:
    """When hal.dll does not say: setup's log, then what Plug and Play found.  Both may be older than the file."""
    log = decode(tree.read(f"{root}/repair/setup.log", 4 << 20) or b"")
    line = re.search(r'\\hal\.dll\s*=\s*"([^"\r\n]+)"', log, re.IGNORECASE)
    name = line[1].lower() if line else _hal_from_registry(hives, current)
    if name:
        doubts.append(Doubt("system.hal-from-log", {"root": root, "hal": name}))
    return name


def _hal_from_registry(hives: _Hives, current: str) -> str:
    root = hives.key(f"{current}/Enum/Root")
    try:
        for key in root.subkeys() if root else ():
            for instance in key.subkeys() if key.name.upper().endswith("_HAL") else ():
                value = instance.value("HardwareID")
                for text in value.texts if value else ():
                    if text.casefold() in _ROOT_HALS:
                        return _ROOT_HALS[text.casefold()]
    except RegistryError:
        hives.doubts.append(Doubt("hive.damaged-part", {"name": "SYSTEM", "key": f"{current}/Enum/Root"}))
    return ""


def _kernel_from_type(hives: _Hives) -> str:
    kind = hives.software_text(_NT_SOFTWARE, "CurrentType").casefold()
    return "ntkrnlmp.exe" if kind.startswith("multi") else "ntoskrnl.exe" if kind.startswith("uni") else ""


# Addresses


def _addresses(hives: _Hives, current: str) -> Iterator[Address]:
    services = f"{current}/Services"
    interfaces = hives.key(f"{services}/Tcpip/Parameters/Interfaces")
    try:
        keys = list(interfaces.subkeys()) if interfaces else []
        if keys:
            names, macs = _connection_names(hives, current), _adapter_macs(hives, current)
            for key in keys:
                yield from _address(key, names.get(key.name.upper(), key.name), _words(key, "NameServer"), macs)
            return
        # NT 4.0 keeps them with each adapter's service, and the name servers once for all.
        shared = hives.key(f"{services}/Tcpip/Parameters")
        servers = _words(shared, "NameServer") if shared else ()
        root = hives.key(services)
        for service in root.subkeys() if root else ():
            parameters = service.subkey("Parameters")
            tcpip = parameters.subkey("Tcpip") if parameters else None
            if parameters and tcpip and not service.name.casefold().startswith("ndiswan"):
                yield from _address(tcpip, service.name, servers, {tcpip.name.upper(): _mac(parameters)})
    except RegistryError:
        hives.doubts.append(Doubt("hive.damaged-part", {"name": "SYSTEM", "key": services}))


def _address(key: Key, adapter: str, servers: tuple[str, ...], macs: dict[str, str]) -> Iterator[Address]:
    """The settings of one adapter's key; nothing when it has none."""
    enabled = key.value("EnableDHCP")
    dhcp = bool(enabled and enabled.dword)
    rows = [_real(key, name) for name in ("IPAddress", "SubnetMask", "DefaultGateway")]
    if enabled or rows[0]:
        ip, mask, gateway = ((), (), ()) if dhcp else rows
        yield Address(adapter, dhcp, ip, mask, gateway, servers, macs.get(key.name.upper(), ""))


def _real(key: Key, name: str) -> tuple[str, ...]:
    value = key.value(name)
    return tuple(text for text in value.texts if text != "0.0.0.0") if value else ()


def _words(key: Key, name: str) -> tuple[str, ...]:
    value = key.value(name)
    return tuple(re.findall(r"[^\s,]+", value.text)) if value else ()


def _mac(key: Key) -> str:
    """A hardware address set by hand (NetworkAddress); empty when none."""
    value = key.value("NetworkAddress")
    digits = re.sub(r"[^0-9a-f]", "", value.text.lower()) if value else ""
    return ":".join(re.findall("..", digits)) if len(digits) == 12 else ""


def _connection_names(hives: _Hives, current: str) -> dict[str, str]:
    """Adapter's GUID -> the name the user sees ("Local Area Connection")."""
    names = {}
    network = hives.key(f"{current}/Control/Network/{_NETWORK_CLASS}")
    for key in network.subkeys() if network else ():
        connection = key.subkey("Connection")
        value = connection.value("Name") if connection else None
        if value and value.text:
            names[key.name.upper()] = value.text
    return names


def _adapter_macs(hives: _Hives, current: str) -> dict[str, str]:
    """Adapter's GUID -> hardware address set by hand."""
    macs = {}
    adapters = hives.key(f"{current}/Control/Class/{_NETWORK_CLASS}")
    for key in adapters.subkeys() if adapters else ():
        identity = key.value("NetCfgInstanceId")
        if identity and _mac(key):
            macs[identity.text.upper()] = _mac(key)
    return macs

"""The shape of config.toml: every table and key, its type, bounds and default. No value is coerced, no key unknown.

`docs/config.md` says what each means; a test holds the two against each other. Cross checks are in config_checks.
"""

from __future__ import annotations

from typing import Annotated, Literal

from hall.plan import Language, Outcome
from server.config_cabinets import LockersTable as LockersTable
from server.config_cabinets import MessagesTable as MessagesTable
from server.config_devices import BarTable as BarTable
from server.config_devices import CompartmentTable as CompartmentTable
from server.config_devices import LockerBankTable as LockerBankTable
from server.config_devices import PrinterTable as PrinterTable
from server.config_devices import ScannerTable as ScannerTable
from server.config_devices import Table as Table
from server.config_devices import WedgeTable as WedgeTable
from server.config_devices import WireTable as WireTable
from server.config_kinds import (
    Address,
    Beside,
    Colour,
    Day,
    Folder,
    HoursRange,
    Id,
    Interval,
    Label,
    Len,
    Prefix,
    Seconds,
    Text,
    TimeOfDay,
    Timezone,
    Tongue,
)


class NamesTable(Table):
    zh: Text
    en: Text


Ranges = Annotated[list[HoursRange], Len(0, 6)]


class WeekTable(Table):
    mon: Ranges = []
    tue: Ranges = []
    wed: Ranges = []
    thu: Ranges = []
    fri: Ranges = []
    sat: Ranges = []
    sun: Ranges = []


class HallTable(Table):
    name: NamesTable
    languages: Annotated[list[Language], Len(1, 2)] = ["zh", "en"]
    timezone: Timezone = "Asia/Shanghai"
    hours: WeekTable | None = None
    closed_days: Annotated[list[Day], Len(0, 400)] = []
    day_starts: TimeOfDay = 240
    address: Address | None = None


class ZoneTable(Table):
    id: Id
    name: NamesTable


class CategoryTable(Table):
    id: Id
    name: NamesTable
    prefix: Prefix
    zone: Id
    promise_minutes: Annotated[int, Interval(ge=1, le=480)] = 30
    icon: Id | None = None


class LegTable(Table):
    service: Id
    step: Annotated[int, Interval(ge=1, le=20)] | None = None
    together: Annotated[list[Id], Len(0, 5)] = []


class ServiceTable(Table):
    id: Id
    name: NamesTable
    category: Id
    hours: WeekTable | None = None
    quota: Annotated[int, Interval(ge=1, le=100_000)] | None = None
    papers: Annotated[list[NamesTable], Len(0, 30)] = []
    outcomes: Annotated[list[Outcome], Len(1, 4)] = ["done", "refused"]
    promised_days: Annotated[int, Interval(ge=0, le=365)] | None = None
    collect: Id | None = None
    legs: Annotated[list[LegTable], Len(1, 20)] | None = None


class WindowTable(Table):
    id: Id
    label: Label
    zone: Id
    kind: Literal["integrated", "specialised"]
    services: Annotated[list[Id], Len(1, 1000)] | None = None
    categories: Annotated[list[Id], Len(1, 182)] | None = None
    helps: Annotated[list[Id], Len(0, 50)] = []
    printer: Id | None = None


class OfficeTable(Table):
    id: Id
    name: NamesTable


class PriorityClassTable(Table):
    id: Id
    name: NamesTable
    head_start_minutes: Annotated[int, Interval(ge=0, le=240)]
    offered: bool = True


class KioskTable(Table):
    id: Id
    zone: Id
    printer: Id | None = None
    scanner: ScannerTable | None = None
    wedge: WedgeTable = WedgeTable()
    inches: Annotated[float, Interval(ge=3.0, le=300.0)] = 21.5
    bottom_mm: Annotated[int, Interval(ge=0, le=3000)] = 850


class DisplayTable(Table):
    id: Id
    zones: Annotated[list[Id], Len(0, 50)] = []
    windows: Annotated[list[Id], Len(0, 500)] = []
    board: Id | None = None
    languages: Annotated[list[Language], Len(1, 2)] | None = None
    inches: Annotated[float, Interval(ge=3.0, le=300.0)] = 55.0
    distance_m: Annotated[float, Interval(ge=0.3, le=50.0)] = 8.0
    voice: Id | None = None
    theme: Literal["light", "dark"] = "light"
    template: Literal["auto", "main", "zone", "window"] = "auto"
    pictures: bool = False


class ScreensTable(Table):
    accent: Colour | None = None
    logo: Beside | None = None
    pictures: Beside | None = None
    picture_seconds: Annotated[int, Interval(ge=5, le=600)] = 12
    notice_seconds: Annotated[int, Interval(ge=4, le=120)] = 8


class LoudTimeTable(Table):
    hours: HoursRange
    volume: Annotated[int, Interval(ge=0, le=100)] | None = None
    silent: bool = False


class LoudspeakerTable(Table):
    id: Id
    zone: Id | None = None
    languages: Annotated[list[Tongue], Len(1, 4)] | None = None
    volume: Annotated[int, Interval(ge=0, le=100)] = 100
    silent: bool = False
    times: Annotated[list[LoudTimeTable], Len(0, 12)] = []
    closing: bool = False


class VoiceTable(Table):
    clips: Folder | None = None
    yao: bool = False
    speed: Annotated[int, Interval(ge=80, le=300)] = 170


class PolicyTable(Table):
    floor_minutes: Annotated[int, Interval(ge=0, le=120)] = 5
    appointment_promise_minutes: Annotated[int, Interval(ge=0, le=120)] = 5
    late_grace_minutes: Annotated[int, Interval(ge=0, le=240)] = 10
    early_checkin_minutes: Annotated[int, Interval(ge=0, le=480)] = 30
    help: bool = True
    help_minutes: Annotated[int, Interval(ge=0, le=1440)] = 8
    exclusive_minutes: Annotated[int, Interval(ge=0, le=240)] = 4
    auto_call: bool = False
    auto_start_seconds: Annotated[int, Interval(ge=1, le=3600)] | None = None
    call_by_number: bool = True
    call_by_number_by: Literal["everyone", "permitted"] = "everyone"
    recalls_max: Annotated[int, Interval(ge=0, le=20)] = 3
    recall_seconds: Annotated[int, Interval(ge=0, le=300)] = 10
    miss_return_minutes: Annotated[int, Interval(ge=0, le=480)] = 30
    miss_penalty_minutes: Annotated[int, Interval(ge=0, le=240)] = 10
    hold_minutes_max: Annotated[int, Interval(ge=1, le=480)] = 30
    undo_seconds: Annotated[int, Interval(ge=0, le=300)] = 10
    void_minutes: Annotated[int, Interval(ge=1, le=120)] = 1
    reclass_minutes: Annotated[int, Interval(ge=0, le=120)] = 5
    expire_minutes: Annotated[int, Interval(ge=0, le=720)] = 60
    carry_over: Literal["by-hours", "always", "never"] = "by-hours"
    absent_minutes: Annotated[int, Interval(ge=0, le=240)] = 10
    late_alarm_minutes: Annotated[int, Interval(ge=1, le=480)] = 20
    failover: bool = False
    missing_days: Annotated[int, Interval(ge=1, le=90)] = 5
    widen_seconds: Annotated[int, Interval(ge=5, le=3600)] = 60


class AccessTable(Table):
    tickets_per_minute: Annotated[int, Interval(ge=0, le=100_000)] = 0
    lock_minutes: Annotated[int, Interval(ge=0, le=480)] = 10


class SlipTable(Table):
    head: Annotated[list[NamesTable], Len(0, 6)] = []
    foot: Annotated[list[NamesTable], Len(0, 6)] = []
    papers: bool = True
    logo: Beside | None = None


class CodesTable(Table):
    kind: Literal["none", "simulated", "http"] = "none"
    url: Address | None = None
    seconds: Seconds = 2.0


class ConfigFile(Table):
    hall: HallTable
    zones: Annotated[list[ZoneTable], Len(1, 50)]
    categories: Annotated[list[CategoryTable], Len(1, 182)]
    services: Annotated[list[ServiceTable], Len(1, 5000)]
    windows: Annotated[list[WindowTable], Len(1, 500)]
    priority_classes: Annotated[list[PriorityClassTable], Len(0, 20)] = []
    kiosks: Annotated[list[KioskTable], Len(0, 200)] = []
    displays: Annotated[list[DisplayTable], Len(0, 2000)] = []
    loudspeakers: Annotated[list[LoudspeakerTable], Len(0, 200)] = []
    printers: Annotated[list[PrinterTable], Len(0, 200)] = []
    locker_banks: Annotated[list[LockerBankTable], Len(0, 50)] = []
    bars: Annotated[list[BarTable], Len(0, 500)] = []
    policy: PolicyTable = PolicyTable()
    access: AccessTable = AccessTable()
    slip: SlipTable = SlipTable()
    codes: CodesTable = CodesTable()
    screens: ScreensTable = ScreensTable()
    offices: Annotated[list[OfficeTable], Len(0, 200)] = []
    voice: VoiceTable = VoiceTable()
    lockers: LockersTable = LockersTable()
    messages: MessagesTable = MessagesTable()

"""A valid config.toml worked out into the Plan: defaults taken, categories spread into services, names given."""

from __future__ import annotations

from hall.plan import (
    ALL_DAY,
    WEEKDAYS,
    Access,
    Bar,
    Category,
    Codes,
    Compartment,
    Display,
    Kiosk,
    LockerBank,
    Lockers,
    Look,
    Loudspeaker,
    LoudTime,
    Messages,
    Names,
    Office,
    Plan,
    PlannedLeg,
    PlannedWindow,
    Policy,
    Printer,
    PriorityClass,
    Scanner,
    Service,
    SlipText,
    Voice,
    Wedge,
    Week,
    Wire,
    Zone,
)
from hall.planned_devices import Template
from server import config_file as f

LOCKER_KEYS = {"id", "kind", "zone", "polarity", "family", "first_lock", "commands", "items", "pulse_ms",
               "inputs_offset", "printer", "station"}  # fmt: skip


def worked_out(file: f.ConfigFile) -> Plan:
    hall = file.hall
    return Plan(
        name=_names(hall.name),
        zones=tuple(Zone(each.id, _names(each.name)) for each in file.zones),
        categories=tuple(_category(each) for each in file.categories),
        services=tuple(_service(each) for each in file.services),
        windows=tuple(_window(file, each) for each in file.windows),
        languages=tuple(hall.languages),
        timezone=hall.timezone,
        hours=_week(hall.hours) or ALL_DAY,
        closed_days=tuple(sorted(set(hall.closed_days))),
        day_starts=hall.day_starts,
        address=hall.address,
        priority_classes=tuple(_priority_class(each) for each in file.priority_classes),
        kiosks=tuple(_kiosk(each) for each in file.kiosks),
        displays=tuple(_display(file, each) for each in file.displays),
        loudspeakers=tuple(_loudspeaker(file, each) for each in file.loudspeakers),
        printers=tuple(_printer(each) for each in file.printers),
        locker_banks=tuple(_locker_bank(each) for each in file.locker_banks),
        bars=tuple(_bar(each) for each in file.bars),
        policy=Policy(**file.policy.model_dump()),
        access=Access(**file.access.model_dump()),
        slip=_slip(file.slip),
        codes=Codes(file.codes.kind, file.codes.url or "", file.codes.seconds),
        lockers=Lockers(**file.lockers.model_dump() | {"sizes": tuple(file.lockers.sizes)}),
        messages=Messages(
            **file.messages.model_dump() | {"url": file.messages.url or "", "printer": file.messages.printer or ""}
        ),
        screens=Look(**file.screens.model_dump()),
        offices=tuple(Office(each.id, _names(each.name)) for each in file.offices),
        voice=Voice(file.voice.clips or "", file.voice.yao, file.voice.speed),
    )


def _names(names: f.NamesTable) -> Names:
    return Names(names.zh, names.en)


def _week(week: f.WeekTable | None) -> Week | None:
    return tuple(tuple(sorted(getattr(week, day))) for day in WEEKDAYS) if week is not None else None


def _category(category: f.CategoryTable) -> Category:
    return Category(
        category.id,
        _names(category.name),
        category.prefix,
        category.zone,
        category.promise_minutes,
        category.icon or "",
    )


def _service(service: f.ServiceTable) -> Service:
    papers = tuple(map(_names, service.papers))
    return Service(
        service.id,
        _names(service.name),
        service.category,
        _week(service.hours),
        service.quota,
        papers,
        tuple(service.outcomes),
        service.promised_days,
        service.collect,
        _legs(service.legs or []),
    )


def _legs(legs: list[f.LegTable]) -> tuple[PlannedLeg, ...]:
    """In the order of their steps; a leg that names none has its place in the list for it."""
    made = [PlannedLeg(leg.service, leg.step or place, tuple(leg.together)) for place, leg in enumerate(legs, 1)]
    return tuple(sorted(made, key=lambda leg: leg.step))


def _window(file: f.ConfigFile, window: f.WindowTable) -> PlannedWindow:
    """Its services in the plan's order: integrated means every service of its zone."""
    if window.kind == "integrated":
        categories = {each.id for each in file.categories if each.zone == window.zone}
    else:
        categories = set(window.categories or ())
    named = set(window.services or ())
    services = tuple(each.id for each in file.services if each.id in named or each.category in categories)
    helps = _once(window.helps)
    return PlannedWindow(window.id, window.label, window.zone, window.kind, services, helps, window.printer)


def _priority_class(each: f.PriorityClassTable) -> PriorityClass:
    return PriorityClass(each.id, _names(each.name), each.head_start_minutes, each.offered)


def _kiosk(kiosk: f.KioskTable) -> Kiosk:
    wedge = Wedge(kiosk.wedge.prefix, kiosk.wedge.suffix)
    return Kiosk(kiosk.id, kiosk.zone, kiosk.printer, _scanner(kiosk.scanner), kiosk.inches, kiosk.bottom_mm, wedge)


def _scanner(scanner: f.ScannerTable | None) -> Scanner | None:
    if scanner is None:
        return None
    return Scanner(_needed_wire(scanner.wire), scanner.suffix, scanner.frame)


def _slip(slip: f.SlipTable) -> SlipText:
    return SlipText(tuple(map(_names, slip.head)), tuple(map(_names, slip.foot)), slip.papers)


def _display(file: f.ConfigFile, display: f.DisplayTable) -> Display:
    return Display(
        display.id,
        _once(display.zones),
        _once(display.windows),
        display.board or _board(display),
        tuple(display.languages or file.hall.languages),
        display.inches,
        display.distance_m,
        display.voice,
        display.theme,
        _template(display),
        display.pictures,
    )


def _template(display: f.DisplayTable) -> Template:
    """The layout that fits what it shows: one window, one zone, or several zones, each named beside its calls."""
    if display.template != "auto":
        return display.template
    if not display.zones and len(set(display.windows)) == 1:
        return "window"
    return "main" if len(set(display.zones)) > 1 else "zone"


def _loudspeaker(file: f.ConfigFile, each: f.LoudspeakerTable) -> Loudspeaker:
    """A time of day without a volume of its own has the loudspeaker's."""
    times = tuple(
        LoudTime(*time.hours, each.volume if time.volume is None else time.volume, time.silent)
        for time in sorted(each.times, key=lambda time: time.hours)
    )
    languages = tuple(each.languages or file.hall.languages)
    return Loudspeaker(each.id, each.zone, languages, each.volume, each.silent, times, each.closing)


def _board(display: f.DisplayTable) -> str:
    """The picture's name where none is given: what it shows, joined, as in `zone-b`."""
    shows = (("zone", display.zones), ("window", display.windows))
    return "-".join(part for kind, named in shows if named for part in (kind, *_once(named))).lower()


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _printer(printer: f.PrinterTable) -> Printer:
    return Printer(
        printer.id,
        printer.kind,
        printer.columns,
        printer.dots,
        printer.encoding,
        printer.native_qr,
        printer.status,
        printer.near_end_slips,
        _wire(printer.wire),
    )


def _wire(wire: f.WireTable | None) -> Wire | None:
    return _needed_wire(wire) if wire is not None else None


def _needed_wire(wire: f.WireTable) -> Wire:
    """What the kind of wire does not use is left at its default."""
    return Wire(**wire.model_dump(exclude_none=True))


def _bar(bar: f.BarTable) -> Bar:
    """What its kind does not have is left at its default."""
    return Bar(**bar.model_dump(exclude={"wire"}, exclude_none=True), wire=_wire(bar.wire))


def _locker_bank(bank: f.LockerBankTable) -> LockerBank:
    """What the family of its boards does not have is left at its default."""
    compartments = tuple(
        Compartment(each.no or number, each.size, each.height, each.board, each.lock)
        for number, each in enumerate(bank.compartments, 1)
    )
    given = bank.model_dump(include=LOCKER_KEYS, exclude_none=True)
    wire, scanner = _wire(bank.wire), _scanner(bank.scanner)
    return LockerBank(wire=wire, scanner=scanner, compartments=compartments, **given)

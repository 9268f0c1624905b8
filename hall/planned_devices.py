"""The devices of a plan: how their bytes travel, what a printer can do, what the hall adds to its slips. A part of
hall.plan, which is where to import them from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
Template = Literal["main", "zone", "window"]


@dataclass(frozen=True)
class Names:
    """A name in each language a person may read it in."""

    zh: str
    en: str


@dataclass(frozen=True)
class Display:
    """A screen on a wall or at a window. Displays with the same `board` show the same picture; `template` says how it
    is laid out, `pictures` whether the hall's own stand beside the calls."""

    id: str
    zones: tuple[str, ...]
    windows: tuple[str, ...]
    board: str
    languages: tuple[Language, ...] = ("zh", "en")
    inches: float = 55.0
    distance_m: float = 8.0
    voice: str | None = None
    theme: str = "light"
    template: Template = "zone"
    pictures: bool = False


@dataclass(frozen=True)
class Look:
    """How the hall's displays look: `accent` a colour that white is legible on; `logo` and `pictures` a file and a
    folder beside config.toml."""

    accent: str | None = None
    logo: str | None = None
    pictures: str | None = None
    picture_seconds: int = 12
    notice_seconds: int = 8


@dataclass(frozen=True)
class Wire:
    """How the bytes get to a device. Which fields count depends on `kind`."""

    kind: Literal["network", "serial", "usb", "file"]
    host: str = ""
    port: int = 9100
    path: str = ""
    baud: int = 9600
    flow: Literal["none", "rts-cts", "xon-xoff"] = "none"
    vendor: int = 0
    product: int = 0
    connect_seconds: float = 3.0
    write_seconds: float = 5.0
    reply_seconds: float = 2.0


@dataclass(frozen=True)
class Printer:
    """A slip printer. `columns` counts half-width characters, `dots` the width of the head in pixels; `near_end_slips`
    says how many slips a roll still has when the printer first says that it is nearly at its end."""

    id: str
    kind: Literal["thermal", "simulated"]
    columns: int = 48
    dots: int = 576
    encoding: Literal["gb18030", "raster"] = "gb18030"
    native_qr: bool = True
    status: Literal["completion", "paper", "none"] = "paper"
    near_end_slips: int = 30
    wire: Wire | None = None


@dataclass(frozen=True)
class Bar:
    """A board of lamps above a window. Of a number board: `address`, its own on its line, and `blank`, the number it
    shows for nothing. Of a text line: `width` half-width letters in `encoding`, between the bytes `prefix` and `suffix`
    (in hex); `answers`: it says something to every frame."""

    id: str
    window: str
    kind: Literal["number-board", "text-line", "simulated"]
    wire: Wire | None = None
    address: int = 1
    blank: int = 0
    encoding: Literal["gb18030", "ascii"] = "gb18030"
    prefix: str = ""
    suffix: str = "0d"
    width: int = 12
    answers: bool = False


@dataclass(frozen=True)
class Scanner:
    """A reader of codes. `frame`: what one code is wrapped in; `suffix` counts only for "terminated"."""

    wire: Wire
    suffix: str = "\r"
    frame: Literal["terminated", "stx-etx", "length"] = "terminated"


@dataclass(frozen=True)
class Wedge:
    """What a reader of codes that types like a keyboard puts before and after each code, besides its Enter."""

    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Kiosk:
    """A machine for visitors. `inches` is the diagonal of its screen, `bottom_mm` the height of the screen's lower edge
    above the floor: sizes in millimetres, and what a seated visitor can reach, follow from them."""

    id: str
    zone: str
    printer: str | None = None
    scanner: Scanner | None = None
    inches: float = 21.5
    bottom_mm: int = 850
    wedge: Wedge = Wedge()


@dataclass(frozen=True)
class Compartment:
    """`no` stands on its door; `board` and `lock` as they stand on the board. `height_mm`: of its lower edge."""

    no: int
    size: str
    height_mm: int
    board: int
    lock: int


Boards = Literal["kerong-cu48", "8a", "modbus", "kerong-cu16"]
"""The families of lock boards that can be spoken to."""


@dataclass(frozen=True)
class LockerBank:
    """`kind`: the family of its boards. A simulated one speaks as `family`; `first_lock` is the number that its boards'
    first lock bears in the plan. `commands` is of the CU48, `items` of the CU16, `pulse_ms` and `inputs_offset` (from a
    relay board's address to that of its inputs) of Modbus boards. `printer` prints receipts of what people bring,
    `scanner` reads codes before the cabinet's page. `station`: the name of the key of the cabinet's own computer, which
    goes on when the hall's is out of reach (docs/station.md)."""

    id: str
    kind: Literal["simulated", "kerong-cu48", "8a", "modbus", "kerong-cu16"]
    zone: str | None = None
    wire: Wire | None = None
    polarity: Literal["closed-is-one", "closed-is-zero"] = "closed-is-one"
    compartments: tuple[Compartment, ...] = ()
    family: Boards = "kerong-cu16"
    first_lock: Literal[0, 1] = 1
    commands: Literal["50-51-65", "60-61-75"] = "50-51-65"
    items: bool = False
    pulse_ms: int = 500
    inputs_offset: int = 0
    printer: str | None = None
    scanner: Scanner | None = None
    station: str | None = None

    @property
    def speaks(self) -> Boards:
        return self.family if self.kind == "simulated" else self.kind


@dataclass(frozen=True)
class SlipLogo:
    """A picture of black and white dots, `dots` wide. `rows`: base64 of its rows in turn, each of whole bytes, the most
    left dot in the highest bit; 1 is black."""

    dots: int
    rows: str


@dataclass(frozen=True)
class LoudTime:
    """A part of each day (minutes after midnight) at which a loudspeaker is louder, softer, or only chimes."""

    start: int
    to: int
    volume: int
    silent: bool = False


@dataclass(frozen=True)
class Loudspeaker:
    """A loudspeaker zone: what its displays say together. `zone`: where it hangs; calls to another zone then name that
    zone. `volume` in per cent; `silent`: it chimes and does not speak; `closing`: it says when tickets end soon."""

    id: str
    zone: str | None = None
    languages: tuple[str, ...] = ("zh", "en")
    volume: int = 100
    silent: bool = False
    times: tuple[LoudTime, ...] = ()
    closing: bool = False


@dataclass(frozen=True)
class Voice:
    """How the hall's voice is made. `clips`: a folder of recordings ("": none); `yao`: a ticket's 1 is said yao in
    Chinese; `speed`: words a minute of the synthetic voice."""

    clips: str = ""
    yao: bool = False
    speed: int = 170


@dataclass(frozen=True)
class SlipText:
    """What the hall adds to its slips: lines above and below, papers to bring, a logo at the head."""

    head: tuple[Names, ...] = ()
    foot: tuple[Names, ...] = ()
    papers: bool = True
    logo: SlipLogo | None = None


@dataclass(frozen=True)
class Codes:
    """Who knows the codes that are not ours. `simulated` answers to a few made-up ones."""

    kind: Literal["none", "simulated", "http"] = "none"
    url: str = ""
    seconds: float = 2.0


@dataclass(frozen=True)
class Access:
    """Limits of presses a minute for one key; 0 is no limit. Wrong passwords are always slowed. A person at a window
    who did nothing for `lock_minutes` gives his password again; 0: never."""

    tickets_per_minute: int = 0
    lock_minutes: int = 10

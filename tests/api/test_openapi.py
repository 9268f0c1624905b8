"""The OpenAPI document is whole and true: a fuzzer driven by it finds no 5xx and no status that it does not name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from api.roles import ROLES
from tests.counts import count, proof
from tests.served import Served, Start

EXAMPLES = count(5, 60)
WINDOW = (
    "open", "close", "pause", "resume", "call-next", "call", "recall", "start", "finish", "no-show", "hold", "transfer",
    "undo", "services", "serve", "join", "release",
)  # fmt: skip
CASE = ("pass", "complete", "ready", "issue", "return", "withdraw")
LOCKERS = (
    "deposits", "pick-ups", "visits/{visit}", "visits/{visit}/confirm", "visits/{visit}/reopen", "visits/{visit}/code",
    "list", "account", "accounts",
    "loads", "loads/batch", "collections", "speech/{language}/{key}", "deposits/{deposit}/new-code",
    "deposits/{deposit}/slip", "unfreeze",
    *(f"compartments/{{compartment}}/{act}" for act in ("force-open", "fault", "out-of-use", "repaired", "stock-take")),
)  # fmt: skip
TICKET = ("hand-over", "reprint", "cancel", "reclass", "return", "note")


@pytest.fixture(scope="module")
def document(served: Served) -> dict[str, Any]:
    answer = served.get("openapi.json")
    assert answer.status == 200
    found: dict[str, Any] = answer.body
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "delete", "put", "patch")
    ]


def test_every_route_of_the_contract_stands_in_it(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    paths = set(document["paths"])
    assert paths == {
        "/api/v1/hall", "/api/v1/tickets", "/api/v1/tickets/{ticket}", "/api/v1/categories/{category}/close",
        "/api/v1/categories/{category}/open", "/api/v1/notices", "/api/v1/notices/{notice}", "/api/v1/alarms",
        "/api/v1/alarms/{alarm}/seen", "/api/v1/numbers/{number}", "/api/v1/windows/{window}",
        "/api/v1/displays/{display}", "/api/v1/displays/{display}/acks", "/api/v1/sign-ins",
            "/api/v1/displays/{display}/speech", "/api/v1/displays/{display}/clips/{language}/{what}",
        "/api/v1/kiosks/{kiosk}/codes",
        "/api/v1/tickets/{ticket}/code",
        "/api/v1/help-calls", "/api/v1/help-calls/{call}/take", "/api/v1/help-calls/{call}/close", "/api/v1/duty",
        "/api/v1/alarms/{alarm}/take", "/api/v1/alarms/{alarm}/done",
        "/api/v1/cases", "/api/v1/cases/{case}", "/api/v1/slips/{slip}", "/api/v1/slips/{slip}/reprint",
        *(f"/api/v1/cases/{{case}}/{each}" for each in CASE),
        *(f"/api/v1/windows/{{window}}/{each}" for each in WINDOW),
        "/api/v1/lockers/{bank}", *(f"/api/v1/lockers/{{bank}}/{each}" for each in LOCKERS),
        *(f"/api/v1/tickets/{{ticket}}/{each}" for each in TICKET),
    }  # fmt: skip


def test_every_operation_says_who_may_ask_and_how_a_no_looks(document: dict[str, Any]) -> None:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    for method, path, operation in operations(document):
        responses = operation["responses"]
        assert all(responses[each]["content"] == error for each in responses if int(each) >= 400), (method, path)
        assert operation.get("summary") and operation["tags"], (method, path)
        if path != "/api/v1/sign-ins" or method != "post":
            assert operation["security"] == [{"key": []}, {"session": []}]
            assert set(operation["x-roles"]) <= {*ROLES, "visitor"}
            assert {"401", "403"} <= set(responses)


DEMO = ("kiosk", "locker", "clerk", "display", "helper", "manager", "program")


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hall of its own: its sign-ins will be slowed and its windows in any state."""
    server = Start(tmp_path_factory.mktemp("fuzzed")).served()
    yield server
    server.stop()


@proof("schemathesis by the document, a route and role", EXAMPLES)
def test_a_fuzzer_finds_no_5xx_and_no_undocumented_status(
    fuzzed: Served, document: dict[str, Any], record_property: Callable[[str, object], None]
) -> None:
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=f"http://127.0.0.1:{fuzzed.port}")
    taken = fuzzed.post("tickets", "program", {"service": "id-card"}).body
    ids = {"ticket": taken["id"], "number": taken["number"], "window": "B1", "category": "tax",
           "display": "entrance", "alarm": "x", "notice": "x", "kiosk": "K1", "case": _a_case(fuzzed), "slip": "x",
           "call": "x", "bank": "L1", "compartment": "2", "visit": "x", "deposit": "x",
           "language": "en", "what": "closing", "key": "page.locker.open.warn"}
    statuses: Counter[int] = Counter()
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # an Err would be a hole in the document
        described = document["paths"][operation.path][operation.method]
        for role in sorted({*described.get("x-roles", ("program",))} & set(DEMO)):
            statuses.update(_fuzz(operation, described, fuzzed.key(role), ids))
    assert {200, 201, 404, 409, 422} <= set(statuses), statuses
    record_property("result", f"0 in {statuses.total():,} requests")


def _a_case(hall: Served) -> str:
    """The number of a case that a window has just received."""
    ticket = hall.post("tickets", "program", {"service": "social-pension"}).body["id"]
    hall.post("windows/B2/open", "clerk")
    hall.post("windows/B2/call", "clerk", {"ticket": ticket})
    return str(hall.post("windows/B2/finish", "clerk", {"outcome": "accepted"}).body["outcome"]["case"])


def _fuzz(operation: Any, described: dict[str, Any], key: str, ids: dict[str, str]) -> list[int]:
    """The statuses of some requests by the document, good and bad; half of them name ids that there are."""
    cases = operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )
    documented = {int(each) for each in described["responses"]} | {404, 405}
    statuses: list[int] = []

    @given(case=cases, real=booleans())
    @settings(max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def asked(case: Any, real: bool) -> None:
        if real:
            case.path_parameters = {name: ids[name] for name in case.path_parameters or {}}
        answer = case.call(headers={"Authorization": f"Bearer {key}"}, timeout=20)
        statuses.append(answer.status_code)
        assert answer.status_code < 500 and answer.status_code in documented, case.as_curl_command()
        if str(answer.status_code) in described["responses"]:
            case.validate_response(answer, checks=[response_schema_conformance, content_type_conformance])

    asked()
    return statuses

"""The OpenAPI 3.1 document: what APIFlask knows of the routes, completed with what each view says of itself."""

from __future__ import annotations

from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.shapes import Error

HTTP = ("get", "post", "put", "patch", "delete")
SAYS = {
    200: "Done.", 201: "Made.", 204: "Done; nothing to tell.", 400: "The body cannot be read.",
    401: "No key, or one nobody knows.", 403: "Another role or place.", 404: "An id of the path is unknown.",
    405: "The path knows no such method.", 409: "A rule says no; `reason` names it.", 413: "The body is too large.",
    415: "The body is not JSON.", 422: "A field is not as it must be.", 429: "Too quick; see Retry-After.",
    503: "Nothing was kept; repeat with the same key.",
}  # fmt: skip
SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "A device's or program's key, or a ticket's own token."},
    "session": {
        "type": "apiKey", "in": "cookie", "name": "hall-session",
        "description": "A signed-in person, or a page at a device.",
    },  # fmt: skip
}
ONCE = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 128},
    "description": "The same key and body give the first accepted answer again, for 48 hours.",
}  # fmt: skip
RETRY = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "description": "Seconds to wait."}}


def complete(app: Flask, spec: dict[str, Any]) -> dict[str, Any]:
    """The document APIFlask made, with bodies, answers, every status and who may ask."""
    views = {_path(rule.rule): app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    by_method = {(_path(rule.rule), method.lower()): app.view_functions[rule.endpoint]
                 for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    models: set[type[BaseModel]] = {Error}
    paths = spec.get("paths", {})
    spec["paths"] = {path: item for path, item in paths.items() if hasattr(views.get(path), "described")}
    for path, item in spec["paths"].items():
        for method in HTTP:
            if method in item:
                _operation(item[method], path, method, by_method[path, method], models)
    parts = spec.setdefault("components", {})
    parts["schemas"] = _schemas(models)
    parts["securitySchemes"] = SCHEMES
    return spec


def _path(rule: str) -> str:
    return rule.replace("<", "{").replace(">", "}")


def _operation(operation: dict[str, Any], path: str, method: str, view: Any, models: set[type[BaseModel]]) -> None:
    status, answer, body, more = view.described
    roles = getattr(view, "roles", None)
    operation["security"] = [{"key": []}, {"session": []}] if roles else []
    if roles:
        operation["x-roles"] = list(roles)
    operation["responses"] = {str(status): _answer(status, answer)}
    more = (*more, 422) if getattr(view, "queried", None) is not None else more
    for each in sorted({*_statuses(path, method, bool(roles)), *more} - {status}):
        operation["responses"][str(each)] = _answer(each, Error)
    models.update(model for model in (answer, body) if model is not None)
    if body is not None:
        operation["requestBody"] = {"required": False, "content": {"application/json": {"schema": _ref(body)}}}
        operation["requestBody"]["required"] = any(field.is_required() for field in body.model_fields.values())
    if (query := getattr(view, "queried", None)) is not None:
        operation.setdefault("parameters", []).extend(_parameters(query))
    if method != "get" and roles:
        operation.setdefault("parameters", []).append(ONCE)


def _parameters(query: type[BaseModel]) -> list[dict[str, Any]]:
    """What the address's query may hold, a parameter a field."""
    fields = query.model_json_schema()["properties"]
    return [{"name": name, "in": "query", "required": False, "schema": schema} for name, schema in fields.items()]


def _statuses(path: str, method: str, roles: bool) -> set[int]:
    """The statuses that follow from an operation's path, method and roles."""
    known = {401, 403} if roles else set()
    if "{" in path:
        known.add(404)
    if method != "get":
        known |= {400, 413, 415, 422}
    return known


def _answer(status: int, model: type[BaseModel] | None) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": SAYS[status]}
    if model is not None:
        answer["content"] = {"application/json": {"schema": _ref(model)}}
    if status in (429, 503):
        answer["headers"] = RETRY
    return answer


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _schemas(models: set[type[BaseModel]]) -> dict[str, Any]:
    """Every model once, by its own name (two of one name would hide each other: that is a bug worth stopping for)."""
    ordered = sorted(models, key=lambda model: model.__name__)
    wanted: list[Any] = [(model, "validation") for model in ordered]
    _, top = models_json_schema(wanted, ref_template="#/components/schemas/{model}")
    made: dict[str, Any] = top["$defs"]
    if twice := [name for name in made if "__" in name]:
        raise ValueError(f"shapes of one name: {twice}")
    return made

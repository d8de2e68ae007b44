#!/usr/bin/env python3
"""Receives nianbao webhooks with Python's standard library alone, and appends each event to a file, once.

    WEBHOOK_SECRET=whsec_... OUT=events.ndjson PORT=8443 python3 receive_webhooks.py

Verifies the signature (Standard Webhooks), checks the payload against the published JSON Schema
(packages/contracts/schemas/v1), and handles each webhook-id once, across restarts too.
只用标准库接收 webhook：验证签名，按 JSON Schema 检查，每个 webhook-id 只处理一次。
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

# Beside this package, in the checkout as in node_modules/@nianbao; elsewhere, say where you put them.
SCHEMAS = Path(os.environ.get("SCHEMAS") or Path(__file__).resolve().parents[3] / "contracts" / "schemas" / "v1")
MAX_BYTES = 16 * 1024 * 1024
TOLERANCE_SECONDS = 300


def verify(secret: str, headers, body: bytes) -> bool:
    """Whether one of the signatures is HMAC-SHA256 over `id.timestamp.body`, made within five minutes."""
    identifier = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{identifier}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(f"v1,{expected}".encode(), each.encode()) for each in given)


TYPES = {"string": str, "object": dict, "array": list, "boolean": bool, "null": type(None)}


def is_of(value, kind: str) -> bool:
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool) or isinstance(value, float) and value.is_integer()
    if kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[kind])


def faults(schema: dict, value, root: dict, at: str = "") -> list[str]:
    """What is wrong by the schema: types, required fields, constants, values of enumerations, unions. The rest is for libraries."""
    if "$ref" in schema:
        return faults(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], value, root, at)
    members = schema.get("anyOf") or schema.get("oneOf")
    if members:
        attempts = [faults(member, value, root, at) for member in members]
        return min(attempts, key=len)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_of(value, kind) for kind in kinds):
        return [f"{at or '(payload)'} is no {' or '.join(kinds)}"]
    if "const" in schema and value != schema["const"]:
        return [f"{at} is not {schema['const']!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value!r} is not known"]
    found = []
    if isinstance(value, dict):
        found += [f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, field in schema.get("properties", {}).items():
            if name in value:
                found += faults(field, value[name], root, f"{at}.{name}")
    if isinstance(value, list) and "items" in schema:
        for index, member in enumerate(value):
            found += faults(schema["items"], member, root, f"{at}[{index}]")
    return found


class Events:
    """A file of events, one a line. The ids in it are known after a restart; a half line of a crash is cut off."""

    def __init__(self, path: Path):
        self.lock = Lock()
        self.file = path.open("a+b")
        self.file.seek(0)
        text = self.file.read()
        whole = text[: text.rfind(b"\n") + 1]
        self.file.truncate(len(whole))
        self.ids = {json.loads(line)["id"] for line in whole.splitlines()}

    def add(self, identifier: str, event: dict) -> None:
        with self.lock:
            if identifier in self.ids:
                return
            line = json.dumps({"id": identifier, "event": event}, ensure_ascii=False)
            self.file.write(line.encode() + b"\n")
            self.file.flush()
            os.fsync(self.file.fileno())
            self.ids.add(identifier)


def handler(secret: str, schema: dict, events: Events):
    class Handler(BaseHTTPRequestHandler):
        timeout = 15

        def do_POST(self):
            length = self.headers.get("content-length", "")
            if not length.isdigit() or int(length) > MAX_BYTES:
                return self.answer(413, "too large, or of unknown length")
            body = self.rfile.read(int(length))
            if not verify(secret, self.headers, body):
                return self.answer(401, "not signed with our secret, or too old")
            try:
                event = json.loads(body)
            except ValueError:
                return self.answer(400, "no JSON")
            wrong = faults(schema, event, schema)
            if wrong:
                # Any answer but 2xx: it is sent again, and becomes a dead letter that can be replayed after an update.
                return self.answer(422, "; ".join(wrong[:5]))
            if event["type"] != "subscription.test":
                events.add(self.headers["webhook-id"], event)
            self.answer(204)

        def answer(self, status: int, reason: str = ""):
            self.send_response(status)
            self.send_header("content-length", str(len(reason.encode())))
            self.end_headers()
            self.wfile.write(reason.encode())

        def log_message(self, *_):
            pass

    return Handler


def main():
    schema = json.loads((SCHEMAS / "webhook-event.schema.json").read_text(encoding="utf-8"))
    events = Events(Path(os.environ.get("OUT", "events.ndjson")))
    server = ThreadingHTTPServer(
        ("127.0.0.1", int(os.environ.get("PORT", "8443"))), handler(os.environ["WEBHOOK_SECRET"], schema, events)
    )
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Checks canonical forms with nothing but Python's standard library: a second implementation of docs/canonical-form.md.

    check_vectors.py SCHEMA.avsc VECTORS [SCHEMA.avsc VECTORS ...]

VECTORS is a JSON array, or one JSON object a line (*.ndjson), of {"name", "event", "canonical", "sha256"}; "event" is
the record in Avro's JSON encoding. Of each vector three things must hold:

  1. the form that this script makes of the event by the schema is "canonical";
  2. "canonical", parsed and written again by json.dumps, is itself;
  3. its SHA-256 is "sha256".

Prints a count; exit code 0 when all hold, 1 with the first ten that do not, 2 when called wrongly.
"""

import base64
import datetime
import hashlib
import json
import sys

PRIMITIVES = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")


def main(arguments):
    if not arguments or len(arguments) % 2:
        print(__doc__, file=sys.stderr)
        return 2
    checked, wrong = 0, []
    for schema_file, vectors_file in zip(arguments[::2], arguments[1::2]):
        schema = Schema(load(schema_file))
        for vector in vectors(vectors_file):
            checked += 1
            wrong += [f"{vectors_file}: {vector['name']}: {problem}" for problem in problems(schema, vector)]
    print(f"checked {checked} vectors, {len(wrong)} wrong")
    for line in wrong[:10]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def problems(schema, vector):
    canonical = vector["canonical"]
    made = dumps(schema.document(vector["event"]))
    if made != canonical:
        yield f"Python makes\n  {made}\nof the event, the vector says\n  {canonical}"
    if dumps(json.loads(canonical)) != canonical:
        yield "json.dumps writes it differently"
    if sha256(canonical) != vector["sha256"]:
        yield "another SHA-256: " + sha256(canonical)


def dumps(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def vectors(path):
    if not path.endswith(".ndjson"):
        return load(path)
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


class Schema:
    """An Avro schema as parsed JSON, with its named types gathered under their full names."""

    def __init__(self, parsed):
        self.named = {}
        self.root = self.resolve(parsed, "")

    def resolve(self, schema, namespace):
        if isinstance(schema, list):
            return [self.resolve(branch, namespace) for branch in schema]
        if isinstance(schema, str):
            return {"type": schema} if schema in PRIMITIVES else self.named[full_name(schema, namespace)]
        kind = schema["type"]
        if kind in PRIMITIVES:
            return schema
        if kind == "array":
            return {**schema, "items": self.resolve(schema["items"], namespace)}
        if kind == "map":
            return {**schema, "values": self.resolve(schema["values"], namespace)}
        if kind not in ("record", "enum", "fixed"):
            return self.resolve(kind, namespace)
        name = full_name(schema["name"], schema.get("namespace", namespace))
        resolved = self.named[name] = {**schema, "name": name}
        if kind == "record":
            inner = name.rpartition(".")[0]
            resolved["fields"] = [{**f, "type": self.resolve(f["type"], inner)} for f in schema["fields"]]
        return resolved

    def document(self, event):
        form = self.value(self.root, event)
        form["schema"] = sha256(self.parsing_form(self.root, set()))
        form["tags"] = sha256(dumps(sorted(self.tags(self.root, ""))))
        return form

    def value(self, schema, value):
        """One value of Avro's JSON encoding as one value of the canonical form."""
        if isinstance(schema, list):
            return self.branch(schema, value)
        kind = schema["type"]
        if kind == "record":
            fields = ((f["name"], self.value(f["type"], value[f["name"]])) for f in schema["fields"])
            return {name: held for name, held in fields if held is not None}
        if kind == "array":
            return [self.value(schema["items"], item) for item in value]
        if kind == "map":
            pairs = {key: self.value(schema["values"], held) for key, held in value.items()}
            if all(key.isascii() for key in pairs):
                return pairs
            return [[key, pairs[key]] for key in sorted(pairs, key=lambda k: k.encode("utf-16-be"))]
        if kind == "long":
            return utc(value) if schema.get("logicalType") == "timestamp-micros" else str(value)
        if kind in ("bytes", "fixed"):
            return base64.urlsafe_b64encode(value.encode("latin-1")).rstrip(b"=").decode("ascii")
        if kind == "enum":
            return value.lower()
        if kind in ("float", "double"):
            raise ValueError("no canonical form for " + kind)
        return value

    def branch(self, union, value):
        """Avro's JSON encoding names the branch: null, or {"name of the branch": value}."""
        if value is None:
            return None
        (name, held), = value.items()
        return next(self.value(b, held) for b in union if name in (b["type"], b.get("name")))

    def parsing_form(self, schema, seen):
        """Avro's Parsing Canonical Form, as the Avro specification tells under that heading."""
        if isinstance(schema, list):
            return "[" + ",".join(self.parsing_form(branch, seen) for branch in schema) + "]"
        kind = schema["type"]
        if kind in PRIMITIVES:
            return dumps(kind)
        if kind == "array":
            return '{"type":"array","items":' + self.parsing_form(schema["items"], seen) + "}"
        if kind == "map":
            return '{"type":"map","values":' + self.parsing_form(schema["values"], seen) + "}"
        if schema["name"] in seen:
            return dumps(schema["name"])
        seen.add(schema["name"])
        head = '{"name":' + dumps(schema["name"]) + ',"type":' + dumps(kind)
        if kind == "enum":
            return head + ',"symbols":' + dumps(schema["symbols"]) + "}"
        if kind == "fixed":
            return head + ',"size":' + str(schema["size"]) + "}"
        fields = (
            '{"name":' + dumps(f["name"]) + ',"type":' + self.parsing_form(f["type"], seen) + "}" for f in schema["fields"]
        )
        return head + ',"fields":[' + ",".join(fields) + "]}"

    def tags(self, schema, path):
        """[path, audit.class, audit.protect] of every field that has either."""
        if isinstance(schema, list):
            for branch in schema:
                yield from self.tags(branch, path)
        elif schema["type"] == "array":
            yield from self.tags(schema["items"], path + "[]")
        elif schema["type"] == "map":
            yield from self.tags(schema["values"], path + "{}")
        elif schema["type"] == "record":
            for field in schema["fields"]:
                at = path + "." + field["name"] if path else field["name"]
                if "audit.class" in field or "audit.protect" in field:
                    yield [at, field.get("audit.class", ""), field.get("audit.protect", "")]
                yield from self.tags(field["type"], at)


def full_name(name, namespace):
    return name if "." in name or not namespace else namespace + "." + name


def utc(micros):
    """YYYY-MM-DDThh:mm:ss.ffffffZ. Python's calendar begins with year 1, so year 0 is asked 400 years later."""
    shift = 400 if micros < -62135596800000000 else 0
    time = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=micros, days=146097 if shift else 0)
    return f"{time.year - shift:04}" + time.strftime("-%m-%dT%H:%M:%S.%fZ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

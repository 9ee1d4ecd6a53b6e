"""Reads OCSF events, one JSON text a line, and validates each against the published schema of its class.

Ends with 1 at the first event that the schema refuses, and where there was no event at all.
"""
import collections
import json
import sys

from jsonschema import Draft202012Validator
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema("1.8.0"))
validators = {}
counts = collections.Counter()

for number, line in enumerate(sys.stdin, 1):
    event = json.loads(line)
    name = schemas.lookup_class_name_from_uid(event["class_uid"])
    if name not in validators:
        schema = schemas.get_class_schema(name, event["metadata"]["profiles"])
        validators[name] = Draft202012Validator(schema)
    error = next(validators[name].iter_errors(event), None)
    if error is not None:
        print(f"event {number} is no {name}: {error.json_path}: {error.message[:400]}", file=sys.stderr)
        sys.exit(1)
    expected = event["class_uid"] * 100 + event["activity_id"]
    if event["type_uid"] != expected:
        print(f"event {number}: type_uid {event['type_uid']} instead of {expected}", file=sys.stderr)
        sys.exit(1)
    counts[name] += 1

print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "no event")
sys.exit(0 if counts else 1)

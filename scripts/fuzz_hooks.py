"""What schemathesis is told of the server it asks: what there is, so that not every request ends at "not found"."""

import json
import os
import random

import schemathesis
from schemathesis.generation.modes import GenerationMode

THINGS: dict[str, list[dict[str, str]]] = json.loads(os.environ["LUOSHI_FUZZ_THINGS"])


@schemathesis.hook
def before_call(context, case, kwargs):
    """Half the requests that are as the document allows name something that is there today, and say that they read it."""
    if not case.meta or case.meta.generation.mode != GenerationMode.POSITIVE or random.random() < 0.5:
        return
    for beginning, there in THINGS.items():
        if case.operation.path.startswith(beginning) and there:
            chosen = random.choice(there)
            for name in list(case.path_parameters or {}):
                if name in chosen:
                    case.path_parameters[name] = chosen[name]
            break
    # On a day before the plan there is nothing to find, and behind a cursor that was made up neither.
    for name in ("on", "after"):
        (case.query or {}).pop(name, None)
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = "*"

"""What schemathesis is told of the server it asks: what there is, so that not every request ends at "not found"."""

import json
import os
import random
from pathlib import Path

import schemathesis
from schemathesis.generation.modes import GenerationMode

random.seed(os.environ["LUOSHI_FUZZ_SEED"])
THINGS: dict[str, list[dict[str, str]]] = json.loads(Path(os.environ["LUOSHI_FUZZ_THINGS"]).read_text())
# What members of a body may be, for commands that would refuse anything made up before they do anything.
MEMBERS = {
    "person": ["p-kjj", "p-pingguo"], "post": ["451000-kjj/platforms", "451082/general"], "login": ["kjj", "pingguo"],
    "units": [["451000-kjj"], ["451082", "451081"]], "owner": ["市科技局"], "successor": ["451000-kjj"], "option": ["year_2020"],
    "revision": [0, 1], "last_edit": [0, 1], "after": [1], "working_days": [5], "roles": [["department"]],
    "from": ["2022-08-05"], "until": ["2022-08-20"], "last_day": ["2022-08-20"], "on": ["2022-08-08"], "day": ["2022-08-05"],
    "ground": [{"kind": "minutes", "title": "会议纪要", "day": "2022-08-01"}],
    "paper": [{"from": "2022-08-05", "basis": "通知"}, {"from": "2022-07-01", "basis": "通知"}],
    "change": [{"close": {"unit": "451000-kjj", "successor": "451000-czj"}},
               {"rename": {"unit": "451082", "name": "平果"}},
               {"transfer": {"function": "平台", "from": "451000-kjj", "to": "451000-czj", "subjects": ["duty:2.1.1"]}}],
    "stay": [1, 2, 3], "level": [0], "step": ["submit", "ask", "publish", "reject", "certify", "withdraw"], "agrees": [True, False],
    "mapping": [{"sheet": 0, "heading_row": 1, "columns": {"name": 0, "host": 1, "kind": 2}}], "mode": ["enter", "update"],
    "drop_revision": [1], "effective": ["2022-08-01"], "since": ["2022-07-01"], "letter_date": ["2022-08-01"],
    "content": [{"actor": {"clause": 1, "what": "建平台", "unit": "市科技局"}}], "seen": [[{"item": 30, "revision": 0}]],
}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Half the requests that are as the document allows name something that is there today, and say that they read it."""
    if not case.meta or case.meta.generation.mode != GenerationMode.POSITIVE or random.random() < 0.5:
        return
    chosen = {}
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
    if (case.query or {}).get("filter"):
        case.query["filter"] = random.choice([{"name.has": "平台"}, {"level": "municipal"}, {"level.in": "region,nation"}])
    if isinstance(case.body, dict):
        # What another record holds, for most of what is made up would be refused before anything is done with it.
        if "values" in case.body and "values" in chosen:
            values = json.loads(chosen["values"])
            case.body["values"] = {key: values[key] for key in values if random.random() < 0.5}
        for name in case.body.keys() & {"record", "drop"}:
            case.body[name] = chosen.get("record", case.body[name])
        for name in case.body.keys() & MEMBERS.keys():
            # The same name may stand for something else at another place.
            if isinstance(case.body[name], type(MEMBERS[name][0])):
                case.body[name] = random.choice(MEMBERS[name])

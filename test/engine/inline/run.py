"""Runs a program of Pulumi as an inline program of the Automation API, one step of its stack: run.py PROGRAM STEP [FLAG…]."""

import json
import os
import runpy
import sys

from pulumi import automation

path, step, *flags = sys.argv[1:]
stack = automation.create_or_select_stack(
    stack_name=os.environ["STACK"],
    project_name="shop",
    program=lambda: runpy.run_path(path, run_name="__main__"),
    opts=automation.LocalWorkspaceOptions(work_dir=os.getcwd()),
)


def say(text: str) -> None:
    print(text, flush=True)


def keep_event(event: automation.EngineEvent) -> None:
    with open(flags[flags.index("--event-log") + 1], "a", encoding="utf-8") as file:
        file.write(json.dumps(event, default=vars) + "\n")


asked = {
    "refresh": "--refresh" in flags,
    "diff": "--diff" in flags,
    "expect_no_changes": "--expect-no-changes" in flags,
}
told = {"on_output": say, "on_error": say, "on_event": keep_event if "--event-log" in flags else None}
try:
    if step == "preview":
        stack.preview(**asked, **told)
    elif step == "up":
        stack.up(**asked, **told)
    elif step == "destroy":
        stack.destroy(**told)
    elif step != "init":
        raise ValueError(f"no step {step}")
except automation.CommandError:
    # The engine has said why.
    sys.exit(1)

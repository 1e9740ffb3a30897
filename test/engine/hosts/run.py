"""Runs a Pulumi program as the language host for Python does: run.py PROGRAM, with the variables of pulumi-language-exec."""

import asyncio
import json
import os
import runpy
import sys

import pulumi
import pulumi.runtime

env = os.environ
pulumi.runtime.configure(
    pulumi.runtime.Settings(
        project=env["PULUMI_PROJECT"],
        stack=env["PULUMI_STACK"],
        organization=env["PULUMI_ORGANIZATION"],
        monitor=env["PULUMI_MONITOR"],
        engine=env["PULUMI_ENGINE"],
        dry_run=env["PULUMI_DRY_RUN"] == "true",
        parallel=int(env["PULUMI_PARALLEL"]),
    )
)
pulumi.runtime.set_all_config(json.loads(env["PULUMI_CONFIG"]), json.loads(env["PULUMI_CONFIG_SECRET_KEYS"]))
program = pulumi.runtime.run_in_stack(lambda: runpy.run_path(sys.argv[1], run_name="__main__"))
asyncio.new_event_loop().run_until_complete(program)

import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../../ground/bag";
import {
  handlerCode,
  handlerCodeOfProgram,
  handlerName,
  pluginTypeToken,
  typeToken,
} from "../../../provider/adapters/type-token";
import type { Kind } from "../../../provider/lifecycle/kind";
import { metaOf } from "../../../provider/lifecycle/properties/meta";
import {
  type DeclarationParts,
  parentsFromUrn,
  printDeclaration,
} from "../../../provider/lifecycle/run/declaration";
import { judgeOptions } from "../options";
import { backendRefusal } from "../program/backend-guard";
import { refusalOf } from "../refusal";
import { secretInputs } from "../secret-inputs";
import type { Existing } from "./existing";

/** The names under which `pulumi-tencentrtc/dynamic` exports its handlers. */
type HandlerName = keyof typeof import("../../../provider/adapters/dynamic");

/**
 * What a dynamic class passes to `CustomResource`: a resource of Pulumi's dynamic provider that names its handler by
 * a short text instead of serialising it, so that any later release can still find it.
 *
 * With an `id` among the options it is one that somebody else manages, which the engine reads and never changes.
 *
 * The classes extend `CustomResource` directly: the engine takes the caller of the class right below it for the
 * line of the program, and a base class in between would put itself into every state.
 */
export function dynamicResource(
  kind: Kind,
  name: string,
  args: Bag,
  opts: pulumi.CustomResourceOptions | Existing = {},
): [type: string, name: string, props: pulumi.Inputs, opts: pulumi.CustomResourceOptions] {
  mustBeResolvable();
  const judged = judgeOptions(kind, name, opts);
  const options = {
    ...judged.options,
    // A replacement made first would share the declaration's ClientToken with what it replaces.
    deleteBeforeReplace: true,
    // A program that comes back from the plugin needs no word about it. The engine keeps no alias in a state.
    aliases: [...(judged.options.aliases ?? []), { type: pluginTypeToken(kind) }],
    additionalSecretOutputs: [...secretNames(kind), ...(opts.additionalSecretOutputs ?? [])],
  };
  const handler = handlerName(kind) satisfies HandlerName;
  // Nothing checks what is only read.
  const __provider = opts.id === undefined ? handlerCodeOfProgram(handler) : handlerCode(handler);
  const named = { ...placeholders(kind), __provider };
  if (opts.id !== undefined) return [typeToken(kind), name, named, options];
  const timeouts = args.timeouts ?? opts.customTimeouts;
  const given = { ...args, timeouts };
  const refusal = refusalOf({
    kind,
    declaration: partsOf(name, ""),
    args: given,
    ignored: opts.ignoreChanges ?? [],
    refused: judged.refused,
  });
  return [
    typeToken(kind),
    name,
    {
      ...named,
      ...secretInputs(kind, name, given, refusal),
      __declaration: declarationOf(name, opts.parent),
      __preview: pulumi.runtime.isDryRun() ? true : undefined,
      __refusal: refusal,
      __refusalWithoutBackend: backendRefusal(),
    },
    options,
  ];
}

/**
 * Pulumi takes a stack trace for each property of a resource, in case a promise leaks: half of what a large program
 * costs. Nothing needs them unless leaks are being looked for.
 *
 * @returns what puts the limit back.
 */
export function withoutTraces(): () => void {
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  return () => {
    Error.stackTraceLimit = limit;
  };
}

let isResolvable = false;

/**
 * The engine runs the provider from the project's folder, so this package must be found from there too: a package
 * that only brings it along isn't enough in a strict layout.
 */
function mustBeResolvable(): void {
  if (isResolvable) return;
  try {
    createRequire(join(process.cwd(), "_.js")).resolve("pulumi-tencentrtc/dynamic");
    isResolvable = true;
  } catch {
    throw new pulumi.RunError(
      `pulumi-tencentrtc can't be found from ${process.cwd()}, where the engine looks for it. ` +
        "Add it to the dependencies in this project's own package.json and install them",
    );
  }
}

/** Names every property, so that each becomes an output of the resource. */
export const placeholders = (kind: Kind): Bag =>
  Object.fromEntries(
    [...Object.keys(kind.inputs.shape), ...Object.keys(kind.outputs.shape)]
      .filter((key) => !key.startsWith("__"))
      .map((key) => [key, undefined]),
  );

const secretNames = (kind: Kind): string[] =>
  [...Object.entries(kind.inputs.shape), ...Object.entries(kind.outputs.shape)]
    .filter(([, schema]) => metaOf(schema).secret)
    .map(([key]) => key);

const partsOf = (name: string, parents: string): DeclarationParts => ({
  organization: pulumi.getOrganization(),
  stack: pulumi.getStack(),
  project: pulumi.getProject(),
  parents,
  name,
});

async function declarationOf(name: string, parent: pulumi.Resource | undefined): Promise<string> {
  if (!parent) return printDeclaration(partsOf(name, ""));
  // A promise, since an output would make the input depend on the parent, hence on all its children: on siblings
  // that wait for this very resource.
  return new Promise((resolve) => {
    parent.urn.apply((urn) => resolve(printDeclaration(partsOf(name, parentsFromUrn(urn)))));
  });
}

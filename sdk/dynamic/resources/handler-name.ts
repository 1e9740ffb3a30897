import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../../ground/bag";
import { handlerCodeIn } from "../../../provider/adapters/type-token";

/**
 * Writes into the state of a resource that comes from the plugin what names its handler. The engine keeps a state that nothing
 * changes, and Pulumi's dynamic provider can neither refresh nor delete what names no handler.
 *
 * The engine is asked for nothing unless the state names none, as in the first `up` after a move.
 */
export function nameHandler(resource: pulumi.CustomResource): void {
  const given: unknown = Reflect.get(resource, "__provider");
  if (!pulumi.Output.isInstance<string>(given) || pulumi.runtime.isDryRun()) return;
  // Else the run may end before what follows the last registration.
  const done = pulumi.runtime.rpcKeepAlive();
  void completed(resource, given).finally(done);
}

async function completed(resource: pulumi.CustomResource, given: pulumi.Output<string>): Promise<void> {
  if (!(await isRegistered(given))) return;
  const code = handlerCodeIn(await textOf(given));
  if (code === undefined) return;
  const state = await stateOf(resource);
  // What failed has no state of ours yet, and what failed half-way names its handler.
  if (state.__backend === undefined || state.__provider !== undefined) return;
  const marked = await Promise.all(
    Object.entries(state).map(async ([name, value]) => [
      name,
      (await isSecret(name, Reflect.get(resource, name))) ? pulumi.secret(value) : value,
    ]),
  );
  pulumi.runtime.registerResourceOutputs(resource, { ...Object.fromEntries(marked), __provider: code });
}

/** Answers once the engine has. That something wasn't registered the program is told without us. */
const isRegistered = (given: pulumi.Output<string>): Promise<boolean> =>
  pulumi.isSecret(given).then(
    () => true,
    () => false,
  );

/** The text of an output that has one. */
const textOf = (output: pulumi.Output<string>): Promise<string> =>
  new Promise((resolve) => output.apply(resolve));

/** The engine knows nothing of what it skipped, since something before it failed: the next `up` completes that. */
async function stateOf(resource: pulumi.CustomResource): Promise<Bag> {
  const urn = await textOf(resource.urn);
  const found = await pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn }).catch(() => undefined);
  return found?.state ?? {};
}

/** The engine's answer doesn't tell what is secret, but the program's outputs do. Nothing that is hidden in a state is. */
const isSecret = async (name: string, output: unknown): Promise<boolean> =>
  pulumi.Output.isInstance(output) ? pulumi.isSecret(output) : !name.startsWith("__");

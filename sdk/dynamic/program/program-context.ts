import * as pulumi from "@pulumi/pulumi";
import type { ProviderContext } from "../../../provider/adapters/context";
import { silent } from "../../../provider/lifecycle/run/reporter";

interface Shared {
  readonly context: Promise<ProviderContext>;
  users: number;
}

/** Contexts by stack: one process may run the programs of several stacks. Each is closed when nobody uses it. */
const inUse = new Map<string, Shared>();

/** Runs `work` with the connection that the stack's settings lead to, shared by whatever runs at the same time. */
export async function withContext<T>(work: (context: ProviderContext) => Promise<T>): Promise<T> {
  const stack = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const shared = inUse.get(stack) ?? { context: connect(), users: 0 };
  inUse.set(stack, shared);
  shared.users += 1;
  try {
    return await work(await shared.context);
  } finally {
    shared.users -= 1;
    if (shared.users === 0) {
      inUse.delete(stack);
      await shared.context.then((context) => context.close()).catch(() => {});
    }
  }
}

/** The settings are read as the provider reads them; `Config.get` would warn of every secret. */
async function connect(): Promise<ProviderContext> {
  // Loaded by who looks something up: a program of resources alone needs no connection.
  const {
    ProviderContext,
  }: typeof import("../../../provider/adapters/context") = require("../../../provider/adapters/context");
  return ProviderContext.make((key) => pulumi.runtime.getConfig(key), silent);
}

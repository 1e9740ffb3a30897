import { Server } from "node:net";
import { CutOff } from "../../ground/errors";

/** The engine's word to every provider that its run was cancelled. */
const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/**
 * Aborts when the run is cancelled. At the first ^C the engine calls Cancel on its providers, starts no other step
 * and waits for those that are running; no signal reaches a provider, which has a process group of its own. Pulumi's
 * dynamic provider answers that call and tells nobody, so this listens beside it at the HTTP/2 server of its process.
 *
 * @returns undefined where no such server is to be seen: then nobody here will know of a cancellation.
 */
export function cancelledByEngine(): AbortSignal | undefined {
  const servers = serversOfProcess();
  if (servers.length === 0) return undefined;
  const controller = new AbortController();
  for (const server of servers) {
    server.on("stream", (_stream: unknown, headers: Readonly<Record<string, unknown>>) => {
      if (headers[":path"] === cancelPath) controller.abort(new CutOff("cancelled"));
    });
  }
  return controller.signal;
}

/** Node has no documented way to them; where this one is gone the user is told what ^C does instead. */
function serversOfProcess(): Server[] {
  const look: unknown = Reflect.get(process, "_getActiveHandles");
  const handles: unknown = typeof look === "function" ? look.call(process) : undefined;
  return Array.isArray(handles) ? handles.filter((handle) => handle instanceof Server) : [];
}

import { type Handler, makeHandlers } from "../../../provider/adapters/handlers";
import { type Connect, connect } from "../../../provider/client/endpoint";
import type { Transport } from "../../../provider/client/transport";
import { adminAccount, application, pushCertificate, subscription, tag } from "../../../provider/resources";
import type { KindName } from "./declarations";
import type { Line } from "./line";
import type { Recorder } from "./recorder";

/** Stack config. */
export type Config = Readonly<Record<string, string>>;

/** Where a run's provider finds its backend. */
export interface Home {
  readonly config: Config;
  /** A way to the backend other than opening the endpoint. */
  transport?(): Transport;
}

/** The dynamic provider's process of one run: its handlers, configured as the engine configures them. */
export function startProvider(
  home: Home,
  recorder: Recorder,
  line: Line,
  cancelled?: AbortSignal,
): Record<KindName, Handler> {
  const connecting: Connect = async (...given) =>
    line.attach(home.transport?.() ?? (await connect(...given)));
  const handlerOf = makeHandlers(recorder, cancelled, connecting);
  const handlers = {
    Application: handlerOf(application),
    AdminAccount: handlerOf(adminAccount),
    PushCertificate: handlerOf(pushCertificate),
    Subscription: handlerOf(subscription),
    Tag: handlerOf(tag),
  };
  const get = (key: string) => home.config[key];
  const request = { config: { get, require: (key: string) => get(key) ?? "" } };
  for (const handler of Object.values(handlers)) void handler.configure(request);
  return handlers;
}

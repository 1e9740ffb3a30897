import type { Ways } from "../../../provider/adapters/context";
import { type Handler, makeHandlers } from "../../../provider/adapters/handlers";
import { servePlugin } from "../../../provider/adapters/plugin/server";
import { type Connect, connect } from "../../../provider/client/endpoint";
import type { Transport } from "../../../provider/client/transport";
import {
  adminAccount,
  application,
  pushCertificate,
  subscription,
  tag,
  webhook,
} from "../../../provider/resources";
import type { KindName } from "./declarations";
import { throughPlugin } from "./door";
import type { Line } from "./line";
import { type Plans, PluginDoor, pluginHandler } from "./plugin-process";
import type { Recorder } from "./recorder";

/** Stack config. */
export type Config = Readonly<Record<string, string>>;

/** Where a run's provider finds its backend. */
export interface Home {
  readonly config: Config;
  /** A way to the backend other than opening the endpoint. */
  transport?(): Transport;
}

/** The verbs of every kind, as the engine has them of either provider. */
export type Handlers = Readonly<Record<KindName, Handler & Plans>>;

/** How the provider's process of one run is reached: as Pulumi's dynamic provider, or as the plugin. */
type Door = (
  home: Home,
  ways: Pick<Ways, "cancelled" | "alarm"> & { recorder: Recorder; line: Line; connecting: Connect },
) => Handlers;

/** The provider's process of one run, configured as the engine configures it. */
export function startProvider(
  home: Home,
  recorder: Recorder,
  line: Line,
  ways: Pick<Ways, "cancelled" | "alarm">,
): Handlers {
  const connecting: Connect = async (...given) =>
    line.attach(home.transport?.() ?? (await connect(...given)));
  return (throughPlugin ? pluginDoor : dynamicDoor)(home, { recorder, line, connecting, ...ways });
}

const pluginDoor: Door = (home, { recorder, line, connecting, cancelled, alarm }) => {
  const started = servePlugin({ voice: recorder, connecting, alarm }).then(async (plugin) => {
    const door = new PluginDoor(plugin.port);
    line.atEnd(async () => {
      door.close();
      await plugin.close();
    });
    cancelled?.addEventListener("abort", () => line.hold(door.cancel()));
    // What is wrong with the settings is said by every verb.
    await door.configure(home.config).catch(() => {});
    if (cancelled?.aborted) await door.cancel();
    return door;
  });
  line.atEnd(() => started.then(() => {}));
  return kindsByName((kind) => pluginHandler(kind, started));
};

const dynamicDoor: Door = (home, { recorder, connecting, cancelled, alarm }) => {
  const handlerOf = makeHandlers(recorder, { connecting, cancelled, alarm });
  const handlers = {
    Application: handlerOf(application),
    AdminAccount: handlerOf(adminAccount),
    PushCertificate: handlerOf(pushCertificate),
    Subscription: handlerOf(subscription),
    Tag: handlerOf(tag),
    Webhook: handlerOf(webhook),
  };
  const get = (key: string) => home.config[key];
  const request = { config: { get, require: (key: string) => get(key) ?? "" } };
  for (const handler of Object.values(handlers)) void handler.configure(request);
  return handlers;
};

const kindsByName = (of: (kind: KindName) => Handler & Plans): Handlers => ({
  Application: of("Application"),
  AdminAccount: of("AdminAccount"),
  PushCertificate: of("PushCertificate"),
  Subscription: of("Subscription"),
  Tag: of("Tag"),
  Webhook: of("Webhook"),
});

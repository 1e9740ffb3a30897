import * as grpc from "@grpc/grpc-js";
import {
  ResourceProviderClient,
  ResourceProviderService as rpc,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Bag } from "../../../ground/bag";
import type { Transport } from "../../../provider/client/transport";
import { Backend } from "../backend";
import { asked } from "../engine/plugin-process";
import { faultOf, Served } from "./served";
import { encoded } from "./structs";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const chat: Bag = { products: ["chat"], region: "singapore" };

/** Another provider of the same engine: it has a connection of its own. */
const another = ({ plugin }: Served) => {
  const options = { "grpc.use_local_subchannel_pool": 1, "grpc.enable_http_proxy": 0 };
  return new ResourceProviderClient(`127.0.0.1:${plugin.port}`, grpc.credentials.createInsecure(), options);
};

describe("a process that serves one run after another", () => {
  test("works in the next one after a Cancel, and says nothing of it", async () => {
    const served = await Served.start(backend);
    try {
      for (const name of ["first", "second"]) {
        const held = await served.made("Application", name, chat);
        expect((await served.read(held)).getId()).toBe(held.id);
        await served.update(held, { description: "b" });
        await served.delete(held);
        await served.door.cancel();
        expect(await faultOf(served.made("Application", "never", chat))).toMatchObject({
          message: expect.stringContaining("cancelled"),
        });
        await served.door.configure(backend.config);
      }
      const said = served.recorder.messages.filter(({ text }) => text.includes("cancel"));
      expect(said).toEqual([]);
      expect(await backend.owned("::dev::shop::")).toEqual([]);
    } finally {
      await served.close();
    }
  });

  test.each([
    ["has ended", true],
    ["was never configured", false],
  ])("goes on when the engine takes leave of another provider that %s", async (_, isConfigured) => {
    const served = await Served.start(backend);
    const other = another(served);
    try {
      const configure = new ConfigureRequest().setArgs(encoded({ endpoint: `file:${backend.file}` }));
      if (isConfigured) await asked(other, rpc.configure, configure);
      await served.door.configure(backend.config);
      await asked(other, rpc.cancel, new Empty());
      const held = await served.made("Application", "stays", chat);
      await served.delete(held);
    } finally {
      other.close();
      await served.close();
    }
  });
});

describe("a look that is never answered ends at Cancel", () => {
  const id = async () => String(await backend.create());
  type Ask = (served: Served) => Promise<unknown>;
  const functions: Readonly<Record<string, () => Promise<Ask>>> = {
    getApplication: async () => {
      const args = { id: await id() };
      return (served) => served.invoke("getApplication", args);
    },
    getApplications: async () => (served) => served.invoke("getApplications", {}),
    getPushCertificates: async () => {
      const args = { application: await id() };
      return (served) => served.invoke("getPushCertificates", args);
    },
    getSubscription: async () => {
      const args = { application: await id(), product: "chat" };
      return (served) => served.invoke("getSubscription", args);
    },
    getWebhook: async () => {
      const args = { application: await id(), product: "call" };
      return (served) => served.invoke("getWebhook", args);
    },
  };
  const rows = Object.keys(functions).flatMap((name) =>
    ["DescribeAccount", "another call"].map((call) => [name, call] as const),
  );

  test.each(rows)("%s, in %s", async (name, call) => {
    const isHeld = (action: string) => (action === "DescribeAccount") === (call === "DescribeAccount");
    let arrived = () => {};
    const asking = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const holding = (transport: Transport): Transport => ({
      ...transport,
      call(action, ...rest) {
        if (!isHeld(action.name)) return transport.call(action, ...rest);
        arrived();
        return new Promise<never>(() => {});
      },
    });
    const served = await Served.start(backend, holding);
    try {
      const ask = await functions[name]?.();
      if (!ask) throw new Error(name);
      const fault = faultOf(ask(served));
      await asking;
      await served.door.cancel();
      expect((await fault).message).toMatch(/^cancelled; /);
    } finally {
      await served.close();
    }
  });
});

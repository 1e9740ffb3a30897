import { ResourceProviderService as rpc } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CreateRequest, UpdateRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ApiError } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import type { Transport } from "../../../provider/client/transport";
import { Backend } from "../backend";
import { asked } from "../engine/plugin-process";
import { faultOf, Served, urnOf } from "./served";
import { encoded } from "./structs";

let backend: Backend;
let served: Served;
/** The calls of this action are refused. */
let refused: string | undefined;
let refusal = "something is wrong";
beforeAll(async () => {
  backend = await Backend.open();
  const refusing = (transport: Transport): Transport => ({
    ...transport,
    async call(action, ...rest) {
      if (action.name === refused) throw new ApiError("FailedOperation", refusal);
      return transport.call(action, ...rest);
    },
  });
  served = await Served.start(backend, refusing);
});
afterAll(async () => {
  await served.close();
  await backend.close();
});
beforeEach(() => {
  refused = undefined;
  refusal = "something is wrong";
});

const planted = "planted_description";
const app: Bag = { products: ["chat"], region: "singapore", tags: { team: "a" }, description: planted };
const secretDescription = new Map([["description", true as const]]);

describe("what is made or changed only in part comes with its secrets marked as a whole answer's are", () => {
  test("of a creation", async () => {
    const { inputs } = await served.check("Application", "half", app);
    refused = "ModifyResourceTags";
    const request = new CreateRequest().setUrn(urnOf("Application", "half"));
    request.setProperties(encoded(inputs.bag, secretDescription));
    const half = await faultOf(asked(served.door.client, rpc.create, request));
    const [id] = await backend.owned("::dev::shop::::half");
    expect(half).toMatchObject({
      id,
      reasons: [expect.stringContaining("something is wrong")],
      properties: { secretKey: expect.any(String), description: planted, __unfinished: true },
    });
    expect(Object.fromEntries(half.secrets ?? [])).toMatchObject({ secretKey: true, description: true });
  });

  test("of a creation that is refused in words that no header takes, and the next call is answered", async () => {
    const { inputs } = await served.check("Application", "wordy", app);
    refused = "ModifyResourceTags";
    refusal = `half of a pair: \ud83d ${"很长".repeat(50_000)}`;
    const request = new CreateRequest().setUrn(urnOf("Application", "wordy"));
    const half = await faultOf(
      asked(served.door.client, rpc.create, request.setProperties(encoded(inputs.bag))),
    );
    const [id] = await backend.owned("::dev::shop::::wordy");
    expect(half).toMatchObject({ id, message: expect.stringContaining("half of a pair: \ufffd 很长") });
    expect((await served.check("Application", "next", app)).failures).toEqual([]);
  });

  test.each([
    ["whose secret stays one", secretDescription, planted],
    ["which makes a secret none: what is still there is of before", new Map(), "plain"],
  ])("of an update %s", async (_, marks, description) => {
    const made = await served.made(
      "Application",
      description === planted ? "half_secret" : "half_plain",
      app,
    );
    refused = "ModifyApplication";
    const request = new UpdateRequest().setUrn(urnOf("Application", made.name)).setId(made.id);
    request.setOlds(encoded(made.outputs.bag, made.outputs.secrets, secretDescription));
    const news = { ...made.inputs.bag, description, products: ["chat", "call"] };
    const half = await faultOf(asked(served.door.client, rpc.update, request.setNews(encoded(news, marks))));
    expect(half).toMatchObject({
      id: made.id,
      properties: { secretKey: made.outputs.bag.secretKey, description: planted },
    });
    expect(Object.fromEntries(half.secrets ?? [])).toMatchObject({ secretKey: true, description: true });
  });

  test("of a certificate, whose own secrets never come back", async () => {
    const { id } = await served.made("Application", "for_push", { ...app, products: ["chat"] });
    const appSecret = "planted3f9a0c57d1e84b62";
    const platform = { vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret };
    const { inputs } = await served.check("PushCertificate", "push", { application: id, platform });
    refused = "DescribePushCertificates";
    const request = new CreateRequest().setUrn(urnOf("PushCertificate", "push"));
    request.setProperties(encoded(inputs.bag, inputs.secrets));
    const half = await faultOf(asked(served.door.client, rpc.create, request));
    expect(half.id).toMatch(new RegExp(`^${id}/`));
    expect(JSON.stringify(half.properties)).not.toContain(appSecret);
    expect(half.secrets?.get("platform")).toEqual(new Map([["appSecret", true]]));
  });
});

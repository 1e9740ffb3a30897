import { ResourceProviderService as rpc } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { CreateRequest } from "@pulumi/pulumi/proto/provider_pb";
import { makeHandlers } from "../../../provider/adapters/handlers";
import { readUrn } from "../../../provider/adapters/plugin/urn";
import { pluginTypeToken, typeToken } from "../../../provider/adapters/type-token";
import { clientTokenOf } from "../../../provider/lifecycle/client-token";
import {
  type DeclarationParts,
  parentsFromUrn,
  printDeclaration,
  urnOf,
} from "../../../provider/lifecycle/run/declaration";
import { silent } from "../../../provider/lifecycle/run/reporter";
import { application } from "../../../provider/resources";
import { Backend } from "../backend";
import { asked } from "../engine/plugin-process";
import { Served } from "./served";
import { decoded, encoded } from "./structs";

const inputs = { products: ["chat"], region: "tokyo" };
const stack = { organization: "acme", stack: "dev", project: "shop", parents: "", name: "app" };
const account = { Identity: "i", Uin: "1" };
const tokenOf = (parts: DeclarationParts, of = account, region = "tokyo") =>
  clientTokenOf(application, { account: of }, parts, { ...inputs, region });

/** Parents of a resource, by the types that each adapter gives them. */
type Token = typeof typeToken;
const families: readonly [string, (token: Token) => string][] = [
  ["no parent", () => ""],
  ["a component", () => "my:mod:Team"],
  ["an application", (token) => token({ name: "Application" })],
  [
    "an application in a component",
    (token) => `my:mod:Team$${token({ name: "Application" })}$${token({ name: "Tag" })}`,
  ],
];

describe("the ClientToken of a creation", () => {
  test.each(families)("is one for the classes and the plugin: under %s", (_, parents) => {
    const byClass = { ...stack, parents: parents(typeToken) };
    const urn = urnOf({ ...stack, parents: parents(pluginTypeToken) }, "tencentrtc:index:Application");
    const { declaration } = readUrn(urn);
    expect(declaration.parents).toBe(parents(pluginTypeToken));
    expect(tokenOf(declaration)).toBe(tokenOf(byClass));
    expect(tokenOf(declaration)).toMatch(/^[\w-]{43}$/);
  });

  test("is another one for whatever makes another resource of it", () => {
    const others = [
      tokenOf(stack),
      tokenOf({ ...stack, stack: "prod" }),
      tokenOf({ ...stack, project: "other" }),
      tokenOf({ ...stack, name: "other" }),
      ...families.slice(1).map(([, parents]) => tokenOf({ ...stack, parents: parents(typeToken) })),
      tokenOf(stack, { ...account, Identity: "j" }),
      tokenOf(stack, { ...account, Uin: "2" }),
      tokenOf(stack, account, "seoul"),
    ];
    expect(new Set(others).size).toBe(others.length);
  });
});

test("a creation under a parent that the classes began is found by the plugin, which goes on with it", async () => {
  const backend = await Backend.open();
  const served = await Served.start(backend);
  try {
    const urn = (token: Token) =>
      urnOf({ ...stack, parents: token({ name: "Application" }) }, token(application));
    const handler = makeHandlers(silent)(application);
    const get = (key: string) => backend.config[key];
    await handler.configure({ config: { get, require: (key) => get(key) ?? "" } });
    const news = { ...inputs, name: "app", deletionPolicy: "delete" };
    const parents = parentsFromUrn(urn(typeToken)).split("$")[0] ?? "";
    const begun = await handler.create({ ...news, __declaration: printDeclaration({ ...stack, parents }) });

    const ofPlugin = printDeclaration(readUrn(urn(pluginTypeToken)).declaration);
    const request = new CreateRequest().setUrn(urn(pluginTypeToken));
    const again = await asked(
      served.door.client,
      rpc.create,
      request.setProperties(encoded({ ...news, __declaration: ofPlugin })),
    );
    expect(again.getId()).toBe(begun.id);
    const held = {
      ...({ kind: "Application", name: "app", id: begun.id } as const),
      inputs: { bag: { ...news, __declaration: ofPlugin }, secrets: new Map() },
      outputs: decoded(again.getProperties()),
    };
    const changed = await served.update(held, { description: "b" });
    expect(await backend.application(begun.id)).toMatchObject({ Description: "b", Owner: ofPlugin });
    await served.delete(changed);
    expect(await backend.application(begun.id)).toBeUndefined();
  } finally {
    await served.close();
    await backend.close();
  }
});

import * as pulumi from "@pulumi/pulumi";
import { Application } from "../../sdk/dynamic/resources/application";
import { Subscription } from "../../sdk/dynamic/resources/subscription";

const known = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

/** The engine's answers: an application as it was before anything was bought, and a package as it is. */
const engine = (edition: string): Promise<void> =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, inputs }) =>
        type.endsWith(":Application")
          ? { id: "1999000001", state: { ...inputs, editions: { chat: "free-trial", call: "none" } } }
          : { id: "1999000001/call", state: { ...inputs, edition } },
      call: () => ({ outputs: {} }),
    },
    "shop",
    "dev",
    false,
    "acme",
  );

test.each([
  ["call", "group-call", { chat: "free-trial", call: "group-call" }],
  ["call-pack", "1-to-1-call", { chat: "free-trial", call: "none" }],
] as const)(
  "an application with a package of %s, now %s, tells the editions %j",
  async (product, edition, told) => {
    await engine(edition);
    const application = new Application("app", { products: ["chat", "call"], region: "singapore" });
    const before = application.editions;
    new Subscription("plan", { application, product, edition: "group-call" });
    expect(await known(application.editions)).toEqual(told);
    expect(await known(before)).toEqual({ chat: "free-trial", call: "none" });
  },
);

test("a package of an id alone leaves it to the next refresh", async () => {
  await engine("group-call");
  const application = new Application("app", { products: ["chat", "call"], region: "singapore" });
  const before = application.editions;
  new Subscription("plan", { application: application.id, product: "call", edition: "group-call" });
  expect(application.editions).toBe(before);
});

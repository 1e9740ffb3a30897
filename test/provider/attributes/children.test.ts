import {
  adminAccount,
  application,
  idOf,
  outputOf,
  subscription,
  tag,
  webhook,
} from "../engine/declarations";
import { attributeTable, bindTags } from "./table";

const two = [application("other"), application("app")];
const app = idOf("app");

describe("AdminAccount", () => {
  const { keeps, updates, replaces } = attributeTable((inputs) => [
    ...two,
    adminAccount("ops", { application: app, userId: "ops", ...inputs }),
  ]);
  const anew = { writes: ["DeleteAdminAccount", "CreateAdminAccount"] };
  keeps("unchanged", {}, {});
  keeps("application: its id to its number", {}, { application: outputOf("app", "sdkAppId") });
  replaces("application: value to value", {}, { application: idOf("other") }, anew);
  replaces("userId: value to value", {}, { userId: "other" }, anew);
  replaces("userId: to the default account", {}, { userId: "administrator" }, anew);
  replaces(
    "userId: from the default account, which stays",
    { userId: "administrator" },
    {},
    {
      writes: ["CreateAdminAccount"],
    },
  );
  keeps("adopt: kept", { userId: "administrator", adopt: true }, { userId: "administrator", adopt: true });
  updates("adopt: unset to value", {}, { adopt: true });
  updates("adopt: unset to false", {}, { adopt: false });
  updates("adopt: value to unset", { adopt: false }, {});
  replaces("adopt: false doesn't keep the name", { adopt: false }, { adopt: false, userId: "other" }, anew);
  updates("timeouts: unset to value", {}, { timeouts: { create: "1m" } });
  updates("timeouts: value to unset", { timeouts: { create: "1m" } }, {});
});

describe("Tag", () => {
  const { keeps, updates, replaces } = attributeTable((inputs) => [
    ...two,
    tag("cost", { application: app, key: "cost", value: "1", ...inputs }),
  ]);
  const anew = { writes: ["ModifyResourceTags", "ModifyResourceTags"] };
  keeps("unchanged", {}, {}, { tags: { cost: "1" } });
  updates("value: value to value", {}, { value: "2" }, { ...bindTags, tags: { cost: "2" } });
  replaces("key: value to value", {}, { key: "a/b 项" }, { ...anew, tags: { "a/b 项": "1" } });
  replaces("application: value to value", {}, { application: idOf("other") }, { ...anew, tags: {} });
  replaces("key: to one that every object inherits", {}, { key: "constructor" }, anew);
  updates("timeouts: unset to value", {}, { timeouts: { update: "1m" } }, { tags: { cost: "1" } });
  updates("timeouts: value to unset", { timeouts: { update: "1m" } }, {});
});

describe("Webhook", () => {
  const products = ["call", "live"] as const;
  const { keeps, updates, replaces } = attributeTable((inputs) => [
    application("other", { products: [...products] }),
    application("app", { products: [...products] }),
    ...["other", "app"].flatMap((owner) =>
      products.map((product) => subscription(`${owner} ${product}`, { application: idOf(owner), product })),
    ),
    webhook(
      "hook",
      { application: app, ...inputs },
      { dependsOn: ["other call", "other live", "app call", "app live"] },
    ),
  ]);
  const [one, two] = ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"];
  const set = { writes: ["SetWebhook"] };
  const anew = { writes: ["DeleteWebhook", "SetWebhook"] };
  keeps("unchanged", {}, {});
  keeps("application: its id to its number", {}, { application: outputOf("app", "sdkAppId") });
  keeps("events: another order", { events: [one, two] }, { events: [two, one] });
  updates("events: one more", { events: [one] }, { events: [one, two] }, set);
  updates("events: one less", { events: [one, two] }, { events: [two] }, set);
  updates("url: value to value", {}, { url: "https://example.com/other" }, set);
  updates("url: another query", {}, { url: "https://example.com/calls?a=1" }, set);
  replaces("application: value to value", {}, { application: idOf("other") }, anew);
  replaces(
    "product: value to value",
    {},
    { product: "live", events: ["Live.CallbackAfterCreateRoom"] },
    anew,
  );
  updates("adopt: unset to value", {}, { adopt: true });
  updates("adopt: value to unset", { adopt: false }, {});
  updates("timeouts: unset to value", {}, { timeouts: { update: "1m" } });
});

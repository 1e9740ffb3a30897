import { z } from "zod";
import { EditionName, productTitles, SubscriptionProductName } from "../../backend/api";
import { property } from "../lifecycle/properties/meta";
import { subscription } from "../resources";
import { ApplicationId, parseApplicationId } from "../resources/application/id";
import { printSubscriptionId } from "../resources/subscription/id";
import { outputs } from "../resources/subscription/properties";
import { defineFunction } from "./function";

const args = z.strictObject({
  application: property(ApplicationId, {
    description: "The SDKAppID as text: an Application's `id`.",
    example: "1400000001",
  }),
  product: property(SubscriptionProductName, {
    description: "Product that the package is for.",
    example: "call",
  }),
});

const result = z.object({
  id: property(z.string(), { description: "Id of the package as a resource." }),
  application: property(z.string(), { description: "The SDKAppID as text." }),
  product: property(SubscriptionProductName, { description: "Product that the package is for." }),
  edition: property(EditionName, { description: "Edition, also after the package has ended." }),
  months: property(z.number().int(), {
    description: "Months bought in all, without auto-renewal; 0 for a trial.",
  }),
  configuration: property(z.record(z.string(), z.number().int()), {
    description: "Quantities beyond those of the edition.",
  }),
  autoRenewal: property(z.boolean(), { description: "Whether auto-renewal is on." }),
  owner: property(z.string().optional(), {
    description: "Declaration that manages the package: organisation, stack, project, parents and name.",
  }),
  ...outputs.shape,
});

export const getSubscription = defineFunction({
  name: "getSubscription",
  description:
    "Returns the package or trial of a product on an application, whoever manages it; also one that has ended.",
  args,
  result,

  whyMissing: ({ application, product }) =>
    `there never was a ${productTitles[product]} package on Application ${application}`,
  async find(session, { application, product }) {
    const id = printSubscriptionId({ SdkAppId: parseApplicationId(application), Product: product });
    const found = await subscription.observe(session, id);
    if (!found) return undefined;
    const { Edition: edition, Months: months, Owner } = found;
    const known = { ...subscription.facts(found, {}), ...subscription.results(found) };
    const told = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
    return result.parse({ ...Object.fromEntries(told), id, edition, months, owner: Owner ?? undefined });
  },
});

import { ApplicationName, rtcProducts } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { judgeTakeOver } from "../../lifecycle/taking/claim";

/** Rules that span several properties of an application, or its past. */
export function judgeApplication(inputs: Bag, olds: Bag | undefined): Failure[] {
  return [
    ...missingWithoutAdopt(inputs),
    ...nameFromResource(inputs),
    ...takenAway(inputs, olds),
    ...judgeTakeOver(inputs),
    ...newWithOldSignatures(inputs, olds),
  ];
}

function missingWithoutAdopt(inputs: Bag): Failure[] {
  if (inputs.adopt !== undefined) return [];
  const required = { products: '["chat"]', region: '"singapore"' };
  return Object.entries(required)
    .filter(([name]) => inputs[name] === undefined)
    .map(([path, example]) => ({
      path,
      reason: `is required unless \`adopt\` takes over an existing application; for example ${example}`,
    }));
}

/** Left out, and the resource's own name doesn't pass as one. */
function nameFromResource(inputs: Bag): Failure[] {
  return inputs.name === undefined && inputs.adopt === undefined
    ? [
        {
          path: "name",
          reason: `is required, since the resource's own name can't serve: it ${ApplicationName.safeParse("").error?.issues[0]?.message}`,
        },
      ]
    : [];
}

/** Neither a product nor the TRTC service can be taken from an application again (docs/rules.md, section 0). */
function takenAway(inputs: Bag, olds: Bag | undefined): Failure[] {
  const failures: Failure[] = [];
  if (Array.isArray(olds?.products) && Array.isArray(inputs.products) && !containsUnknown(inputs.products)) {
    const wanted: readonly unknown[] = inputs.products;
    for (const product of olds.products.filter((before) => !wanted.includes(before))) {
      failures.push({
        path: "products",
        reason: `can't lose "${String(product)}": a product stays on a SDKAppID for good; keep it in the list, or make another application`,
      });
    }
  }
  if (inputs.rtcService === false && (olds?.rtcService === true || hasRtcProduct(inputs.products))) {
    failures.push({
      path: "rtcService",
      reason:
        "can't be false: the TRTC service can't be turned off alone, only with the whole application (`enabled: false`); leave it out",
    });
  }
  return failures;
}

const hasRtcProduct = (list: unknown): boolean =>
  Array.isArray(list) && list.some((product) => rtcProducts.includes(product));

function newWithOldSignatures(inputs: Bag, olds: Bag | undefined): Failure[] {
  if (inputs.signatureAlgorithm !== "ECDSA-SHA256" || olds !== undefined || inputs.adopt !== undefined)
    return [];
  return [
    {
      path: "signatureAlgorithm",
      reason:
        'can\'t be "ECDSA-SHA256" on a new application: only those from before 2019-08-15 sign with a key pair; leave it out',
    },
  ];
}

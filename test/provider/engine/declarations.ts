import type { Noun } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import type { DeclarationParts } from "../../../provider/lifecycle/run/declaration";

export type KindName = Noun;

/** What one resource of a program says: as `new Application(name, inputs, options)` would. */
export interface Declared {
  readonly kind: KindName;
  readonly name: string;
  readonly inputs: Bag;
  readonly dependsOn?: readonly string[];
  /** Qualified types of the parents, as an URN has them. */
  readonly parents?: string;
}

/** A value that is known when another resource of the program is there: its id, or one of its outputs. */
export class Reference {
  constructor(
    readonly resource: string,
    readonly property: string,
  ) {}
}

export const idOf = (resource: string): Reference => new Reference(resource, "id");
export const outputOf = (resource: string, property: string): Reference => new Reference(resource, property);

type Options = Pick<Declared, "dependsOn" | "parents">;

/** A chat application in Singapore, unless told otherwise. */
export const application = (name: string, inputs: Bag = {}, options: Options = {}): Declared => ({
  kind: "Application",
  name,
  inputs: inputs.adopt === undefined ? { products: ["chat"], region: "singapore", ...inputs } : inputs,
  ...options,
});

export const adminAccount = (name: string, inputs: Bag, options: Options = {}): Declared => ({
  kind: "AdminAccount",
  name,
  inputs,
  ...options,
});

export const pushCertificate = (name: string, inputs: Bag, options: Options = {}): Declared => ({
  kind: "PushCertificate",
  name,
  inputs,
  ...options,
});

export const tag = (name: string, inputs: Bag, options: Options = {}): Declared => ({
  kind: "Tag",
  name,
  inputs,
  ...options,
});

/** A trial of Call, unless told otherwise. */
export const subscription = (name: string, inputs: Bag, options: Options = {}): Declared => ({
  kind: "Subscription",
  name,
  inputs: { product: "call", ...(inputs.adopt !== true && { edition: "free-trial" }), ...inputs },
  ...options,
});

/** A webhook of Call, unless told otherwise. */
export const webhook = (name: string, inputs: Bag, options: Options = {}): Declared => ({
  kind: "Webhook",
  name,
  inputs: {
    product: "call",
    url: "https://example.com/calls",
    events: ["Call.CallbackAfterEndCall"],
    ...inputs,
  },
  ...options,
});

/** The names of the resources that a declaration waits for. */
export function dependenciesOf(declared: Declared): string[] {
  return [...new Set([...(declared.dependsOn ?? []), ...referencesIn(declared.inputs)])];
}

function referencesIn(value: unknown): string[] {
  if (value instanceof Reference) return [value.resource];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(referencesIn);
}

/** A value with each reference replaced by what it stands for; undefined properties are left out, as the SDK does. */
export function resolved(value: unknown, lookUp: (reference: Reference) => unknown): unknown {
  if (value instanceof Reference) return lookUp(value);
  if (Array.isArray(value)) return value.map((inner) => resolved(inner, lookUp));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, resolved(inner, lookUp)]),
  );
}

/** Who declares it, as the class's constructor would write it. */
export const partsOf = (declared: Declared, stack: string): DeclarationParts => ({
  organization: "organization",
  stack,
  project: "shop",
  parents: declared.parents ?? "",
  name: declared.name,
});

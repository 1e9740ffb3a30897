import { z } from "zod";
import {
  type ActivityField,
  type ApplicationRecord,
  type CreateApplication,
  type ModifyApplication,
  type RealApplication,
  type FactName as RealFact,
  type RequestOf,
  regions,
  signatureAlgorithms,
} from "../../../backend/api";
import { type Bag, bagOf } from "../../../ground/bag";
import { isDeepEqual } from "../../lifecycle/diff";
import { type FactName, property } from "../../lifecycle/properties/meta";
import type { Place } from "../in-console";
import type { ApplicationInputs, inputs } from "./properties";
import { onlyDeclared, type SeenTags, textMap } from "./tags";

/** What the backend has of an application. */
export interface Observed extends SeenTags {
  readonly record: ApplicationRecord;
}

type Fact = FactName<typeof inputs>;
type Value<Name extends Fact> = NonNullable<ApplicationInputs[Name]>;
type Made = Partial<RequestOf<typeof CreateApplication>>;
type Edits = Partial<RequestOf<typeof ModifyApplication>>;

/** One property: where it stands in the backend's record, and how it gets there. */
interface Field<Value> {
  /** What the backend has of it: null where nobody knows, undefined where it has none. */
  fact(observed: Observed): Value | null | undefined;
  /** What of a real application it is known by; undefined where nothing ever is. */
  readonly known: RealFact | undefined;
  /** Where a person changes it; undefined where nobody can. */
  readonly inConsole: Place | undefined;
  /** Of what others may add to, the part that is declared. */
  readonly part?: (held: unknown, declared: unknown) => unknown;
  /** What a creation sends; null where it takes none. */
  readonly made: ((value: Value) => Made) | null;
  /** What a change sends of a value that isn't the fact; null where it replaces, or has actions of its own. */
  readonly edited: ((value: Value, record: ApplicationRecord) => Edits) | null;
  /** What the activity log calls it. */
  readonly logged: ActivityField;
  /** What the file of an imported application says of it; null where it says nothing. */
  readonly imported: ((observed: Observed) => Value | null | undefined) | null;
}

const isOn = ({ Status }: ApplicationRecord): boolean => Status === "Normal" || Status === "Enabling";

/** What stands still for want of money is nobody's decision, and `enabled` doesn't cure it. */
const isDisabledByHand = ({ Status, DisabledReason }: ApplicationRecord): boolean =>
  Status === "Disabling" || (Status === "Disabled" && DisabledReason === "manual");

const overview = "RTC console > My Applications > Manage";
const basics = `${overview} > Basic Information`;
const chatBasics = "Chat console > Basic Configuration";

/**
 * Every property of an application that isn't a policy, for whatever handles all of them: creation, change, state,
 * adoption, look-ups, import, drift's origins and `tencentrtc applications`.
 */
const fields: { readonly [Name in Fact]: Field<Value<Name>> } = {
  name: {
    known: "Name",
    inConsole: { page: basics, field: "Application name" },
    fact: ({ record }) => record.Name,
    made: (Name) => ({ Name }),
    edited: (Name) => ({ Name }),
    logged: "Name",
    imported: ({ record }) => record.Name,
  },
  description: {
    known: "Description",
    inConsole: { page: basics, field: "Description" },
    fact: ({ record }) => record.Description,
    made: (Description) => ({ Description }),
    edited: (Description) => ({ Description }),
    logged: "Description",
    imported: ({ record }) => record.Description || undefined,
  },
  applicationType: {
    known: "ApplicationType",
    inConsole: { page: chatBasics, field: "Application type" },
    // Of a real application "" is none, and null that nobody knows.
    fact: ({ record: { Executor, ApplicationType } }) =>
      Executor === "clock"
        ? (ApplicationType ?? undefined)
        : ApplicationType === ""
          ? undefined
          : ApplicationType,
    made: (ApplicationType) => ({ ApplicationType }),
    edited: (ApplicationType) => ({ ApplicationType }),
    logged: "ApplicationType",
    imported: ({ record }) => record.ApplicationType || undefined,
  },
  products: {
    // A product that somebody else activated is no drift, since products can't be taken away.
    known: "Products",
    inConsole: { page: `${overview} > Application Version Information`, field: "the product's version" },
    fact: ({ record }) => record.Products,
    part: (held, declared) =>
      Array.isArray(declared) && Array.isArray(held)
        ? declared.filter((product) => held.includes(product))
        : held,
    made: (Products) => ({ Products }),
    edited: (declared, { Products }) => ({ Products: [...new Set([...(Products ?? []), ...declared])] }),
    logged: "Products",
    imported: ({ record }) => record.Products,
  },
  region: {
    known: "Region",
    inConsole: undefined,
    fact: ({ record }) => record.Region,
    made: (Region) => ({ Region }),
    edited: null,
    logged: "Region",
    imported: ({ record }) => record.Region,
  },
  enabled: {
    // An expired application neither serves in full nor rests: without a value it differs from whatever is declared.
    known: "Status",
    inConsole: { page: overview, field: "Enable or Disable Application" },
    fact: ({ record }) =>
      record.Status === "Unknown" ? null : record.Status === "Expired" ? undefined : isOn(record),
    made: null,
    edited: null,
    logged: "Status",
    imported: ({ record }) => (isDisabledByHand(record) ? false : undefined),
  },
  tags: {
    // They have a service of their own, which only where it takes none leaves them to people.
    known: "Tags",
    inConsole: undefined,
    fact: ({ tags }) => tags && { ...tags },
    part: (held, declared) => (declared === undefined ? undefined : onlyDeclared(declared, textMap(held))),
    made: null,
    edited: null,
    logged: "Tags",
    imported: ({ tags }) => (tags && Object.keys(tags).length > 0 ? { ...tags } : undefined),
  },
  rtcService: {
    // Buying a call pack opens the TRTC service by itself, and nothing closes it: where none is declared that is no drift.
    known: "RtcService",
    inConsole: { page: chatBasics, field: "Activate TRTC" },
    fact: ({ record }) => record.RtcService,
    part: (held, declared) => declared !== false && held,
    made: null,
    edited: () => ({ RtcService: true }),
    logged: "RtcService",
    imported: null,
  },
  signatureAlgorithm: {
    known: "SignatureAlgorithm",
    inConsole: { page: `${chatBasics} > Get Key`, field: "Upgrade" },
    fact: ({ record }) => record.SignatureAlgorithm,
    made: null,
    edited: (SignatureAlgorithm) => ({ SignatureAlgorithm }),
    logged: "SignatureAlgorithm",
    imported: null,
  },
  deletionProtection: {
    known: undefined,
    inConsole: undefined,
    fact: ({ record }) => record.DeletionProtection,
    made: (DeletionProtection) => ({ DeletionProtection }),
    edited: (DeletionProtection) => ({ DeletionProtection }),
    logged: "DeletionProtection",
    imported: ({ record }) => record.DeletionProtection,
  },
};

/** Properties as look-ups return them, whoever manages the application. */
export const shown = {
  name: property(z.string(), { description: "Name in the consoles. Names need not be unique." }),
  description: property(z.string(), { description: "Description in the consoles." }),
  applicationType: property(z.string().optional(), { description: "Type in the Chat console." }),
  products: property(z.array(z.string()), { description: "Products of the SDKAppID." }),
  region: property(z.enum(regions), { description: "Where Chat data is stored." }),
  enabled: property(z.boolean().optional(), {
    description: "Whether the application is in service. Undefined while it is Expired.",
  }),
  tags: property(z.record(z.string(), z.string()), { description: "Every tag on the application." }),
  rtcService: property(z.boolean(), { description: "Whether the TRTC service is open on the application." }),
  signatureAlgorithm: property(z.enum(signatureAlgorithms), { description: "How UserSigs are signed." }),
  deletionProtection: property(z.boolean(), { description: "Whether every deletion is refused." }),
} satisfies Record<Fact, z.ZodType>;

const isFact = (name: string): name is Fact => Object.hasOwn(fields, name);
const names: readonly Fact[] = Object.keys(fields).filter(isFact);

/** The properties as observed: of what others may add to, the part that is `declared`. */
export const factsOf = (observed: Observed, declared: Bag): Record<Fact, unknown> =>
  bagOf(names, (name) => partOf(name, fields[name].fact(observed), declared[name]));

/** What nobody knows is neither as declared nor otherwise: no change is seen in it. */
function partOf(name: Fact, held: unknown, declared: unknown): unknown {
  const { part } = fields[name];
  if (held === null) return declared;
  return part ? part(held, declared) : held;
}

/** Where a person changes a property of a real application; undefined where nobody can. */
export const placeOf = (name: string): Place | undefined =>
  isFact(name) ? fields[name].inConsole : undefined;

/** By what a property of a real application is known; undefined where it never is. */
export const factBehind = (name: string): RealFact | undefined =>
  isFact(name) ? fields[name].known : undefined;

/** The declared properties of a real application that nobody has proven, nor said to be so. */
export function unproven({ Facts }: RealApplication, declared: Bag): string[] {
  return names.filter((name) => {
    const { known } = fields[name];
    // They are read with each look.
    if (known === "Tags") return false;
    const value = declared[name];
    if (value === undefined || isEmpty(value)) return false;
    const fact = Facts.find(({ Fact }) => Fact === known);
    return fact === undefined || fact.How === "assumed";
  });
}

/** What nobody declares who leaves it out. */
const isEmpty = (value: unknown): boolean =>
  value === "" ||
  value === false ||
  (typeof value === "object" && value !== null && Object.keys(value).length === 0);

/** Properties that were observed before, each with the part of it that is declared. */
export const ownPart = (facts: Bag, declared: Bag): Bag =>
  bagOf(names, (name) => partOf(name, facts[name], declared[name]));

/** What a creation of the application sends of its properties. */
export function madeWith(desired: ApplicationInputs): Made {
  const all: Made = {};
  for (const name of names) Object.assign(all, madeOf(name, desired));
  return all;
}

function madeOf<Name extends Fact>(name: Name, desired: ApplicationInputs): Made {
  const { made }: Field<Value<Name>> = fields[name];
  const value = desired[name];
  return value === undefined || value === null ? {} : (made?.(value) ?? {});
}

/** What a change of the application sends: of what is declared, all that the record hasn't. */
export function editsOf(desired: ApplicationInputs, observed: Observed): Edits {
  const all: Edits = {};
  for (const name of names) Object.assign(all, editOf(name, desired, observed));
  return all;
}

function editOf<Name extends Fact>(name: Name, desired: ApplicationInputs, observed: Observed): Edits {
  const { edited, fact }: Field<Value<Name>> = fields[name];
  const value = desired[name];
  if (value === undefined || value === null) return {};
  if (isDeepEqual(partOf(name, fact(observed), value), value)) return {};
  return edited?.(value, observed.record) ?? {};
}

/** What a file says of an application that it takes over as it is. */
export const importedFrom = (observed: Observed): Bag =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = fields[name].imported?.(observed);
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );

/** What the activity log calls a property; undefined for a policy. An application as a whole is told by its status. */
export function loggedAs(name: string): ActivityField | undefined {
  if (name === "") return "Status";
  return isFact(name) ? fields[name].logged : undefined;
}

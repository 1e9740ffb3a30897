import type { z } from "zod";

/**
 * What a property's schema says besides its shape. From here come the diff, the secrets, schema.json, the
 * reference docs and the argument types: none of it is written a second time.
 */
export interface PropertyMeta {
  /** One or two sentences for the reader of a hover or a reference page. */
  readonly description: string;
  /** The description for files, where `description` says something that holds only in programs. */
  readonly inFile?: string;
  /** A value that passes, shown in docs. */
  readonly example?: unknown;
  /** Fixed at creation: a change replaces the resource. A whole sentence that says why, which ends the description. */
  readonly replaces?: string;
  /** Encrypted in state and hidden in output. */
  readonly secret?: true;
  /** Of a secret: values that hold nothing secret, and may stand in a file as they are. */
  readonly plain?: z.ZodType;
  /**
   * A secret that goes to the backend and never comes back: states and plans hold a fingerprint in its place. All
   * such fields of one property make one secret and change together.
   */
  readonly writeOnly?: true;
  /** A file: classes accept assets and bytes as well as base64. */
  readonly file?: true;
  /** Nobody declares it: every declaration expects the default, and anything else that is observed is drift. */
  readonly expected?: true;
  /** The provider's own business: written by `policy`. */
  readonly policy?: true;
  /** Order means nothing: every list is kept sorted, so that none differs from another by its order. */
  readonly unordered?: true;
  /** A value that the backend already holds passes, whatever the rule: consoles allowed more than we would. */
  readonly heldPasses?: true;
  /** The id of a resource of this kind: classes accept the resource itself. */
  readonly refersTo?: "Application";
  /** An output that changes at most with these inputs: a plan that leaves them alone knows it. */
  readonly follows?: readonly string[];
  /** Whether it may be undefined as an output; other inputs are always read back. */
  readonly mayBeAbsent?: true;
  /** Added by the adapters, not written by people. */
  readonly hidden?: true;
}

const metas = new WeakMap<z.ZodType, PropertyMeta>();

function withMeta<S extends z.ZodType>(schema: S, meta: PropertyMeta): S {
  const copy = schema.clone();
  const { description, replaces } = meta;
  metas.set(copy, { ...meta, description: [description, ...(replaces ? [replaces] : [])].join(" ") });
  return copy;
}

/** What `property` and `policy` are told. */
type Told = Omit<PropertyMeta, "policy">;

/** Attaches `meta` to a property's schema and returns that schema. */
export const property = <S extends z.ZodType>(schema: S, meta: Told): S => withMeta(schema, meta);

/** Marks the schema of a policy for the compiler. */
export interface Policy {
  readonly isPolicy: true;
}

/** The provider's own business (policies, timeouts): never read from the backend, changed without a call. */
export const policy = <S extends z.ZodType>(schema: S, meta: Told): S & Policy =>
  Object.assign(withMeta(schema, { ...meta, policy: true }), { isPolicy: true } as const);

/** The properties that a backend tells something of: all but policies. */
export type FactName<I extends z.ZodObject> = {
  [Name in keyof I["shape"]]: I["shape"][Name] extends Policy ? never : Name;
}[keyof I["shape"]];

/** @throws Error when the schema of a property carries none: a mistake in a kind's file. */
export function metaOf(schema: z.ZodType): PropertyMeta {
  const meta = metas.get(schema);
  if (!meta) throw new Error("a property's schema carries no meta: write it with property(schema, {…})");
  return meta;
}

/** The meta of a property by its name; undefined for a name that isn't a property (`toString`, too). */
export const metaAt = (properties: z.ZodObject, name: string): PropertyMeta | undefined => {
  const schema = Object.hasOwn(properties.shape, name) ? properties.shape[name] : undefined;
  return schema && metaOf(schema);
};

import { z } from "zod";
import { Owner, storedText } from "../fields";
import {
  ApplicationDescription,
  ApplicationName,
  ApplicationType,
  Products,
  products,
  Region,
  regions,
  signatureAlgorithms,
} from "./values";

/**
 * One fact of an application that somebody gives it. From these entries come the columns of its table, its record, the
 * requests that create and modify it, what the activity log says of it, and what the console page shows and asks.
 */
interface ApplicationField {
  /** Column of the table `applications`. */
  readonly column: string;
  /**
   * What the column holds, and how people are told: a `text` that somebody wrote, a `word` of the contract, a `flag`
   * (0 or 1), a `list` (JSON), or the `declaration` that manages it.
   */
  readonly is: "text" | "word" | "flag" | "list" | "declaration";
  /** Label on the console page. */
  readonly label: string;
  /** In a record: what a console made is given as it is, whatever the rule. */
  readonly record: z.ZodType;
  /** In `CreateApplication`; missing where every application begins alike. */
  readonly create?: z.ZodType;
  /** In `ModifyApplication`; missing where it never changes, or by another action alone. */
  readonly modify?: z.ZodType;
  /** What is judged of a value that is new or that changes, with `InvalidParameterValue.<field>`. */
  readonly rule?: z.ZodType;
  /** How a form of the console asks for it; missing where it has a form or a section of its own. */
  readonly ask?:
    | { readonly as: "text" | "long-text"; readonly hint: string }
    | { readonly as: "box"; readonly text: string };
  /** False where the page tells it in a section of its own. */
  readonly basic?: false;
}

/** Text that the rules judge only when it changes: a console may have made what they would refuse. */
const judgedOnChange = storedText(1_000);

export const applicationFields = {
  Name: {
    column: "name",
    is: "text",
    label: "Application name",
    record: z.string(),
    create: judgedOnChange,
    modify: judgedOnChange.optional(),
    rule: ApplicationName,
    ask: { as: "text", hint: "1-15 letters, digits or underscores" },
  },
  Description: {
    column: "description",
    is: "text",
    label: "Description",
    record: z.string(),
    create: judgedOnChange.default(""),
    modify: judgedOnChange.optional(),
    rule: ApplicationDescription,
    ask: { as: "long-text", hint: "0-300 letters, digits or underscores" },
  },
  ApplicationType: {
    column: "application_type",
    is: "text",
    label: "Application type",
    record: z.string().nullable(),
    create: judgedOnChange.nullable().default(null),
    modify: judgedOnChange.nullable().optional(),
    rule: ApplicationType.nullable(),
    ask: { as: "text", hint: "At most 40 characters; empty for none" },
  },
  /** Where Chat data is stored. */
  Region: {
    column: "region",
    is: "word",
    label: "Region of Chat data",
    record: z.enum(regions),
    create: Region,
  },
  Products: {
    column: "products",
    is: "list",
    label: "Products",
    record: z.array(z.enum(products)),
    create: Products,
    /** Opens the products named; those that are open already stay, named or not: none can be taken away. */
    modify: Products.optional(),
    basic: false,
  },
  /** Whether the TRTC service is open on this SDKAppID. */
  RtcService: {
    column: "rtc_service",
    is: "flag",
    label: "RTC service",
    record: z.boolean(),
    /** Opening is final: the service can't be turned off alone. */
    modify: z.literal(true, "must be true: the RTC service can be opened, never closed alone").optional(),
    basic: false,
  },
  SignatureAlgorithm: {
    column: "signature_algorithm",
    is: "word",
    label: "Signature algorithm",
    record: z.enum(signatureAlgorithms),
    /** From ECDSA-SHA256 to HMAC-SHA256 and never back; UserSigs made with the key pair stay good. */
    modify: z.enum(signatureAlgorithms).optional(),
    basic: false,
  },
  DeletionProtection: {
    column: "deletion_protection",
    is: "flag",
    label: "Deletion protection",
    record: z.boolean(),
    create: z.boolean().default(false),
    modify: z.boolean().optional(),
    ask: { as: "box", text: "Refuse every deletion" },
  },
  /** The declaration that manages it; null when it was made or left in a console. */
  Owner: {
    column: "owner",
    is: "declaration",
    label: "Managed by",
    record: z.string().nullable(),
    create: Owner.optional(),
  },
} as const satisfies Readonly<Record<string, ApplicationField>>;

type Fields = typeof applicationFields;
export type ApplicationFieldName = keyof Fields;

/** Schemas of the fields that have one under `Part`, by name: the fields' share of a record or a request. */
type ShapeOf<Part extends "record" | "create" | "modify"> = {
  readonly [Name in ApplicationFieldName as Fields[Name] extends { readonly [P in Part]: z.ZodType }
    ? Name
    : never]: Fields[Name] extends { readonly [P in Part]: infer Schema extends z.ZodType } ? Schema : never;
};

/** Columns of the table `applications`, with what they hold. */
export type ApplicationFieldColumns = {
  [Name in ApplicationFieldName as Fields[Name]["column"]]: Fields[Name]["is"] extends "flag"
    ? number
    : Fields[Name]["is"] extends "list"
      ? string
      : z.output<Fields[Name]["record"]>;
};

export const applicationFieldNames: readonly ApplicationFieldName[] = namesOf(applicationFields);

/** Every field with its name, in the order of the table above. */
export const everyApplicationField: readonly (readonly [ApplicationFieldName, ApplicationField])[] =
  applicationFieldNames.map((name) => [name, applicationFields[name]]);

type RuledName = {
  readonly [Name in ApplicationFieldName]: Fields[Name] extends { readonly rule: z.ZodType } ? Name : never;
}[ApplicationFieldName];

/** The fields with a rule of their own, and so with an error code of their own (`managementErrorCodes`). */
export const ruledApplicationFields: readonly (readonly [
  RuledName,
  ApplicationField & { readonly rule: z.ZodType },
])[] = everyApplicationField.flatMap(([name, field]) =>
  isRuled(name) && field.rule ? [[name, { ...field, rule: field.rule }] as const] : [],
);

export function applicationShape<Part extends "record" | "create" | "modify">(part: Part): ShapeOf<Part>;
export function applicationShape(part: "record" | "create" | "modify"): object {
  return Object.fromEntries(
    everyApplicationField.flatMap(([name, field]) => (field[part] ? [[name, field[part]]] : [])),
  );
}

function namesOf(fields: Fields): readonly ApplicationFieldName[];
function namesOf(fields: object): readonly string[] {
  return Object.keys(fields);
}

function isRuled(name: ApplicationFieldName): name is RuledName {
  return "rule" in applicationFields[name];
}

import { z } from "zod";
import type { ErrorCode, Noun } from "./errors";

type GoneCode<Name extends Noun> = "ResourceNotFound.Application" | `ResourceNotFound.${Name}`;
/** Nobody could look: another account's, of a real account what it was never told of or what nothing proves, or of a product that isn't bought. */
const unseenCodes = [
  "UnauthorizedOperation",
  "FailedOperation.NotEnrolled",
  "FailedOperation.NotProven",
  "FailedOperation.ProductNotAvailable",
] as const;
type RefusalCode<Name extends Noun> = GoneCode<Name> | (typeof unseenCodes)[number];

/** All that means gone: the exact code of a thing, or that of its application; anything else says only that nobody could look. */
export const goneCodes = <Name extends Noun>(noun: Name): readonly GoneCode<Name>[] => [
  ...new Set<GoneCode<Name>>(["ResourceNotFound.Application", `ResourceNotFound.${noun}` as const]),
];

const refusalCodes = <Name extends Noun>(noun: Name): readonly RefusalCode<Name>[] => [
  ...goneCodes(noun),
  ...unseenCodes,
];

/** The answer for one key of those asked for: found, or refused with the code that says why. */
export const entryOf = <Key extends z.ZodRawShape, Found extends z.ZodRawShape, Name extends Noun>(
  noun: Name,
  key: Key,
  found: Found,
) =>
  z.discriminatedUnion("Outcome", [
    z.object({ ...key, Outcome: z.literal("Found"), ...found }),
    z.object({
      ...key,
      Outcome: z.literal("Refused"),
      Code: z.enum(refusalCodes(noun)),
      Message: z.string(),
    }),
  ]);

/** Whether a refusal belongs into the entry of a thing. */
export const isRefusal = <Name extends Noun>(code: ErrorCode, noun: Name): code is RefusalCode<Name> =>
  refusalCodes(noun).some((one) => one === code);

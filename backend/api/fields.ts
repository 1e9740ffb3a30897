import { z } from "zod";

/** A SDKAppID: made by the service, never chosen (docs/rules.md, section 1.1). */
export const SdkAppId = z.number().int().positive().max(4_294_967_295);

/** Made by the client, unique per creation, at most 64 printable ASCII characters (docs/rules.md, section 6). */
export const ClientToken = z.string().regex(/^[\x21-\x7e]{1,64}$/, "must be 1-64 printable ASCII characters");

/** Any text that a database can hold; NUL is none. What else a text must be, the rules say. */
export const storedText = (longest: number) =>
  z
    .string()
    .max(longest, `must be at most ${longest} characters`)
    .regex(/^[^\0]*$/, "must not hold NUL characters");

/** Who declared a thing: organisation, stack, project, parents and name; shown to people, never a secret. */
export const Owner = storedText(1_000).min(1, "must not be empty");

/** An instant in ISO 8601 with milliseconds, UTC. */
export const Instant = z.iso.datetime();

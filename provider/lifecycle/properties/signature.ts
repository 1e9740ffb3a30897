import { isBag } from "../../../ground/bag";

/** The key that marks what isn't plain in the engine's protocol and in its events. */
export const signatureKey = "4dabf18193072939515e22adb298388d";

/** How the engine writes a secret in its events; what it is never leaves the engine. */
export const isSecret = (value: unknown): boolean => isBag(value) && Object.hasOwn(value, signatureKey);

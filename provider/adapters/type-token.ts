import type { Noun } from "../../backend/api";
import type { Kind } from "../lifecycle/kind";
import { dynamicToken, packageToken } from "../schema/names";

/** The type under which the engine knows a kind's dynamic resources; in every URN, so never to be changed. */
export const typeToken = (kind: Pick<Kind, "name">): string => dynamicToken(kind.name);

/** The type under which the engine knows those of the plugin; in every URN, so never to be changed. */
export const pluginTypeToken = (kind: Pick<Kind, "name">): string => packageToken(kind.name);

/** The name under which `pulumi-tencentrtc/dynamic` exports a kind's handler; in every state, so never to be changed. */
export function handlerName(kind: Pick<Kind, "name">): Uncapitalize<Noun>;
export function handlerName({ name }: Pick<Kind, "name">): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** What Pulumi's dynamic provider runs to reach a kind's handler; in every state, so never to be changed. */
export const handlerCode = (handler: Uncapitalize<Noun>): string =>
  `exports.handler=()=>require("pulumi-tencentrtc/dynamic").${handler}`;

/** Sets what a program passes apart from what a state has. */
const ofProgram = ";";

/**
 * What a program passes as a handler's code. A check puts the handler's own code in its place, so a program that gets this back has a
 * resource whose state names no handler: one of the plugin, which nothing has changed since.
 */
export const handlerCodeOfProgram = (handler: Uncapitalize<Noun>): string => handlerCode(handler) + ofProgram;

/** The handler's own code in what a program passes; undefined for any other text. */
export const handlerCodeIn = (text: string | undefined): string | undefined =>
  text?.endsWith(ofProgram) ? text.slice(0, -ofProgram.length) : undefined;

import { z } from "zod";

/**
 * One action of a service, as Tencent Cloud API 3.0 names it (`X-TC-Action`, `X-TC-Version`): the zod
 * schemas of what it takes and of what it answers. A client's types, the server's validation and the OpenAPI
 * document come from here and nowhere else.
 */
export interface Action<
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Name extends string = string,
> {
  readonly service: ServiceName;
  readonly version: string;
  readonly name: Name;
  /** `write` changes something, `admin` is for the operator of a simulated account, never for a provider. */
  readonly access: "read" | "write" | "admin";
  readonly request: Request;
  readonly response: Response;
  /** The answer alone tells of what was made or taken: unheard, it would be nobody's. */
  readonly answersWith: "claim" | undefined;
}

/** `rtcapp` is this project's own management service; the others carry the names of Tencent's public ones. */
export const serviceNames = ["rtcapp", "tag", "trtc", "cim", "sts"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What a caller passes: defaults may be left out. */
export type RequestOf<A extends Action> = z.input<A["request"]>;
/** What a handler gets: defaults filled in. */
export type ParsedRequestOf<A extends Action> = z.output<A["request"]>;
/** What an action answers, without the RequestId of the envelope. */
export type ResponseOf<A extends Action> = z.output<A["response"]>;

/** Makes the actions of one service and version. */
export const actionsOf =
  (service: ServiceName, version: string) =>
  <Name extends string, Request extends z.ZodType, Response extends z.ZodType>(
    name: Name,
    access: Action["access"],
    request: Request,
    response: Response,
  ): Action<Request, Response, Name> => ({
    service,
    version,
    name,
    access,
    request,
    response,
    answersWith: response instanceof z.ZodObject && "Claim" in response.shape ? "claim" : undefined,
  });

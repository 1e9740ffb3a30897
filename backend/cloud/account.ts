import type { z } from "zod";
import { UserError } from "../../ground/errors";
import { Once } from "../../ground/once";
import { dayMs } from "../../ground/time";
import type { Site } from "../api";
import type { CloudCredentials } from "./credentials";
import { CloudUnavailable } from "./errors";
import { describeSdkAppid, describeTrtcUsage, getCallerIdentity, type Look } from "./looks";
import type { ServiceAction, ServiceAnswer } from "./service";
import { callService, type Ways } from "./service-call";

export type Identity = z.output<(typeof getCallerIdentity)["answer"]>;

const hasNoAnswer = (error: unknown): boolean => error instanceof CloudUnavailable;

export interface CloudAccountOptions extends Ways {
  readonly credentials: CloudCredentials;
  /** The number that the account must have; undefined where any will do. */
  readonly uin: string | undefined;
}

/** An account at Tencent Cloud, by a key pair of it. Whose it is, is asked before anything else. */
export class CloudAccount {
  readonly #identity = new Once((signal) => this.#asked(signal), hasNoAnswer);
  readonly #listed = new Once((signal) => this.#list(signal), hasNoAnswer);

  constructor(private readonly options: CloudAccountOptions) {}

  get site(): Site {
    return this.options.site;
  }

  /**
   * Whose the key pair is; asked once.
   *
   * @throws UserError where it is another account's than it must be.
   */
  identity(signal: AbortSignal): Promise<Identity> {
    return this.#identity.answer(signal);
  }

  /** The SDKAppIDs that the account has on the site of China; asked once. */
  sdkAppIds(signal: AbortSignal): Promise<ServiceAnswer<readonly number[]>> {
    return this.#listed.answer(signal);
  }

  /**
   * Asks for an application's minutes of yesterday.
   *
   * @returns by which request they were answered
   * @throws CloudRefusal, whose code may tell that the application isn't the account's.
   */
  async usage(sdkAppId: number, signal: AbortSignal): Promise<string | undefined> {
    const day = new Date(this.options.now() - dayMs).toISOString().slice(0, 10);
    const request = { StartTime: day, EndTime: day, SdkAppId: sdkAppId };
    return (await this.look(describeTrtcUsage, request, signal)).requestId;
  }

  /** What a look answers, once it is known whose the key pair is. */
  async look<Answer extends z.ZodType>(
    look: Look<Answer>,
    request: object,
    signal: AbortSignal,
  ): Promise<ServiceAnswer<z.output<Answer>>> {
    await this.identity(signal);
    return this.#call(look, request, signal);
  }

  /** What a change answers, which may be sent twice, once it is known whose the key pair is. */
  async change<Answer extends z.ZodType>(
    action: ServiceAction & { readonly answer: Answer },
    request: object,
    signal: AbortSignal,
  ): Promise<ServiceAnswer<z.output<Answer>>> {
    await this.identity(signal);
    return this.#call(action, request, signal);
  }

  async #list(signal: AbortSignal): Promise<ServiceAnswer<readonly number[]>> {
    const { answer, requestId } = await this.look(describeSdkAppid, {}, signal);
    return { answer: answer.SdkAppids, requestId };
  }

  async #asked(signal: AbortSignal): Promise<Identity> {
    const { uin } = this.options;
    const { answer: identity } = await this.#call(getCallerIdentity, {}, signal);
    if (uin === undefined || identity.AccountId === uin) return identity;
    throw new UserError(
      `the key pair for Tencent Cloud is of the account ${identity.AccountId}, and ${uin} is asked for: use a key pair of that account. Nothing else was asked`,
    );
  }

  #call<Answer extends z.ZodType>(
    action: ServiceAction & { readonly answer: Answer },
    request: object,
    signal: AbortSignal,
  ): Promise<ServiceAnswer<z.output<Answer>>> {
    const { credentials } = this.options;
    return callService({ action, credentials, request }, this.options, signal);
  }
}

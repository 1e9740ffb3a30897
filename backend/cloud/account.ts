import { z } from "zod";
import { UserError } from "../../ground/errors";
import { dayMs } from "../../ground/time";
import type { CloudCredentials } from "./credentials";
import type { Endpoints } from "./endpoints";
import type { Exchange } from "./exchange";
import { type ServiceAction, serviceRequest, serviceResponse } from "./service";
import { type Site, serviceRegion } from "./sites";

const Identity = z.object({ AccountId: z.string(), Arn: z.string(), Type: z.string() });
export type Identity = z.output<typeof Identity>;

/** Who the key pair belongs to (sts 2018-08-13). */
const getCallerIdentity = { service: "sts", version: "2018-08-13", name: "GetCallerIdentity" } as const;
/** The SDKAppIDs of the account; whether disabled ones are among them isn't documented (cim 2019-03-18, China alone). */
const describeSdkAppid = { service: "cim", version: "2019-03-18", name: "DescribeSdkAppid" } as const;
/** Minutes of an application (trtc 2019-07-22). */
const describeTrtcUsage = { service: "trtc", version: "2019-07-22", name: "DescribeTrtcUsage" } as const;

/** Calls a second of each action; Tencent allows 20 of most. */
const perSecond = 20;

export interface CloudAccountOptions {
  readonly site: Site;
  readonly credentials: CloudCredentials;
  /** The number that the account must have; undefined where any will do. */
  readonly uin: string | undefined;
  readonly endpoints: Endpoints;
  readonly exchange: Exchange;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** An account at Tencent Cloud, by a key pair of it. Whose it is, is asked before anything else. */
export class CloudAccount {
  #identity: Promise<Identity> | undefined;
  #listed: Promise<readonly number[]> | undefined;

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
    this.#identity ??= this.#asked(signal);
    return this.#identity;
  }

  /** The SDKAppIDs that the account has on the site of China; asked once. */
  async sdkAppIds(signal: AbortSignal): Promise<readonly number[]> {
    await this.identity(signal);
    this.#listed ??= this.#call(describeSdkAppid, {}, z.object({ SdkAppids: z.array(z.int()) }), signal).then(
      ({ SdkAppids }) => SdkAppids,
    );
    return this.#listed;
  }

  /**
   * Asks for an application's minutes of yesterday.
   *
   * @throws CloudRefusal, whose code may tell that the application isn't the account's.
   */
  async usage(sdkAppId: number, signal: AbortSignal): Promise<void> {
    await this.identity(signal);
    const day = new Date(this.options.now() - dayMs).toISOString().slice(0, 10);
    const request = { StartTime: day, EndTime: day, SdkAppId: sdkAppId };
    await this.#call(describeTrtcUsage, request, z.object({ UsageKey: z.array(z.string()) }), signal);
  }

  async #asked(signal: AbortSignal): Promise<Identity> {
    const { uin } = this.options;
    const identity = await this.#call(getCallerIdentity, {}, Identity, signal);
    if (uin === undefined || identity.AccountId === uin) return identity;
    throw new UserError(
      `the key pair in TENCENTRTC_CLOUD_SECRET_ID is of the account ${identity.AccountId}, and ${uin} is asked for: use a key pair of that account. Nothing else was asked`,
    );
  }

  #call<Schema extends z.ZodType>(
    action: ServiceAction,
    request: object,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema>> {
    const { site, credentials, endpoints, exchange, now } = this.options;
    const endpoint = endpoints.service(site, action.service);
    return exchange.call(
      {
        endpoint,
        what: action.name,
        limit: { name: action.name, perSecond },
        request: () =>
          serviceRequest({
            action,
            endpoint,
            region: serviceRegion(site),
            credentials,
            body: JSON.stringify(request),
            timestamp: Math.floor(now() / 1_000),
          }),
        read: (json) => serviceResponse(schema, json),
      },
      signal,
    );
  }
}

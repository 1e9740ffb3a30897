import { setMaxListeners } from "node:events";
import { ExponentialBackoff, handleWhen, type IPolicy, retry } from "cockatiel";
import {
  type Action,
  type ApplicationEntry,
  DescribeAccount,
  DescribeAdminAccounts,
  DescribeApplications,
  DescribeResourceTagsByResourceIds,
  type RequestOf,
  type ResponseOf,
} from "../../backend/api";
import { Batch } from "./batch";
import { isRetryable } from "./errors";
import { Poller } from "./poller";
import { RateLimit } from "./rate-limit";
import type { Transport } from "./transport";

/** Tries after the first one: with the pauses between them about a minute in all. */
const retries = 7;

export type Account = ResponseOf<typeof DescribeAccount>;
export type AdminAccountEntry = ResponseOf<typeof DescribeAdminAccounts>["Entries"][number];
export type TagRecord = ResponseOf<typeof DescribeResourceTagsByResourceIds>["Tags"][number];

/** Typed actions over one transport: retried by class of error, within the rate, look-ups batched. */
export class Client {
  readonly #transport: Transport;
  readonly #rate: RateLimit;
  readonly #retry: IPolicy;
  readonly #applications: Batch<number, ApplicationEntry>;
  readonly #adminAccounts: Batch<{ SdkAppId: number; UserId: string }, AdminAccountEntry>;
  readonly #tags: Batch<number, TagRecord[]>;
  readonly #poller: Poller;
  #account: Promise<Account> | undefined;

  constructor(
    transport: Transport,
    private readonly signal: AbortSignal,
  ) {
    // Every call of a run listens to it, a thousand at once in a large program: Node's warning means nothing here.
    setMaxListeners(0, signal);
    this.#transport = transport;
    this.#rate = new RateLimit(transport.requestsPerSecond);
    this.#retry = retry(handleWhen(isRetryable), {
      maxAttempts: retries,
      backoff: new ExponentialBackoff({ initialDelay: 250, maxDelay: 20_000 }),
    });
    this.#applications = new Batch({
      limit: 100,
      print: String,
      load: async (ids) =>
        (await this.call(DescribeApplications, { SdkAppIds: ids, WithSecrets: true })).Entries,
    });
    this.#adminAccounts = new Batch({
      limit: 100,
      print: (key) => `${key.SdkAppId}/${key.UserId}`,
      load: async (keys) => (await this.call(DescribeAdminAccounts, { AdminAccounts: keys })).Entries,
    });
    this.#tags = new Batch({ limit: 50, print: String, load: (ids) => this.#loadTags(ids) });
    this.#poller = new Poller((sdkAppId) => this.application(sdkAppId));
  }

  /** Calls one action. An ApiError of the backend comes through as it is. */
  call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    options: { mayCreateBackend?: boolean } = {},
  ): Promise<ResponseOf<A>> {
    const { signal } = this;
    return this.#retry.execute(async () => {
      await this.#rate.turn(`${action.service}:${action.name}`, signal);
      return this.#transport.call(action, request, {
        signal,
        mayCreateBackend: options.mayCreateBackend ?? false,
      });
    }, signal);
  }

  /** The backend's identity, account and settings as of the first question; made anew only if it failed. */
  account(options: { mayCreateBackend?: boolean } = {}): Promise<Account> {
    this.#account ??= this.call(DescribeAccount, {}, options).catch((error: unknown) => {
      this.#account = undefined;
      throw error;
    });
    return this.#account;
  }

  /** What the backend says of an application now. */
  application(sdkAppId: number): Promise<ApplicationEntry> {
    return this.#applications.get(sdkAppId);
  }

  /** What the backend says of an admin account now. */
  adminAccount(sdkAppId: number, userId: string): Promise<AdminAccountEntry> {
    return this.#adminAccounts.get({ SdkAppId: sdkAppId, UserId: userId });
  }

  /** Every tag that people put on an application; the platform's own (`System`) are left out. */
  tags(sdkAppId: number): Promise<TagRecord[]> {
    return this.#tags.get(sdkAppId);
  }

  /** Waits until `done` accepts what the backend says of the application. */
  until(
    sdkAppId: number,
    done: (entry: ApplicationEntry) => boolean,
    signal: AbortSignal,
  ): Promise<ApplicationEntry> {
    return this.#poller.until(sdkAppId, done, signal);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  async #loadTags(ids: number[]): Promise<TagRecord[][]> {
    const limit = 1_000;
    const found = new Map<string, TagRecord[]>(ids.map((id) => [String(id), []]));
    for (let offset = 0; ; offset += limit) {
      const page = await this.call(DescribeResourceTagsByResourceIds, {
        ServiceType: "im",
        ResourcePrefix: "sdkappid",
        ResourceIds: ids.map(String),
        Offset: offset,
        Limit: limit,
      });
      for (const tag of page.Tags) if (tag.Category !== "System") found.get(tag.ResourceId)?.push(tag);
      if (offset + limit >= page.TotalCount) return ids.map((id) => found.get(String(id)) ?? []);
    }
  }
}

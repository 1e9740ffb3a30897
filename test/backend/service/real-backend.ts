import {
  type Action,
  EnrolApplication,
  type Evidence,
  ListEnrolledApplications,
  type RequestOf,
  type ResponseOf,
  VerifyApplications,
} from "../../../backend/api";
import { tencentIn } from "../../../backend/cloud";
import { type Actor, addRealAccount, createService, type Service } from "../../../backend/service";
import { PlayedTencent } from "../cloud/played-tencent";
import { Backend, requestId } from "./backend";

export const uin = "200012345678";
export const sdkAppId = 20_000_123;
export const secretKey = "0123456789abcdef".repeat(4);
/** An application with nothing wrong. */
export const sound = { region: "tokyo", secretKey, admins: ["administrator", "ops"] } as const;

/** A real account in a database, and Tencent Cloud as it is played. */
export class RealBackend {
  private constructor(
    readonly backend: Backend,
    readonly tencent: PlayedTencent,
  ) {}

  /** What the process has in its environment beside what leads to the played Tencent, or in its place. */
  environment: NodeJS.ProcessEnv = {};

  static async open(): Promise<RealBackend> {
    const backend = await Backend.open();
    const { store, now } = backend;
    await addRealAccount(store, { name: "prod", site: "international", uin, now });
    const tencent = await new PlayedTencent().open();
    tencent.accounts = [{ uin, secretId: "AKIDEXAMPLE", secretKey: "SKEXAMPLE", sdkAppIds: [sdkAppId] }];
    tencent.applications.set(sdkAppId, { ...sound });
    tencent.webhooks.now = () => backend.now;
    return new RealBackend(backend, tencent);
  }

  /** With a key pair of the account in the environment. */
  withCredentials(): this {
    this.environment = {
      TENCENTRTC_CLOUD_SECRET_ID: "AKIDEXAMPLE",
      TENCENTRTC_CLOUD_SECRET_KEY: "SKEXAMPLE",
    };
    return this;
  }

  /** Each call by a service of its own, as by a process of its own. */
  call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    actor: Actor = { kind: "cli" },
  ): Promise<ResponseOf<A>> {
    return this.callAs(requestId, action, request, actor);
  }

  /** Under a RequestId of its own. */
  async callAs<A extends Action>(
    id: string,
    action: A,
    request: RequestOf<A>,
    actor: Actor = { kind: "cli" },
  ): Promise<ResponseOf<A>> {
    const response = await this.service().call(action, request, { uin, actor, requestId: id });
    expect(action.response.parse(response)).toEqual(response);
    return response;
  }

  /** A service, as a process of its own has it. */
  service(): Service {
    const environment = { ...this.tencent.environment(), ...this.environment };
    return createService(this.backend.store, {
      now: () => new Date(this.backend.now),
      // The clock of this machine signs, as the one who plays compares with it.
      tencent: () => tencentIn(environment),
    });
  }

  enrol(changes: Partial<RequestOf<typeof EnrolApplication>> = {}) {
    return this.call(EnrolApplication, {
      SdkAppId: sdkAppId,
      SecretKey: secretKey,
      Region: "tokyo",
      Admins: ["ops"],
      ...changes,
    });
  }

  async verify() {
    const { AccountFault, Entries } = await this.call(VerifyApplications, { SdkAppIds: [sdkAppId] });
    const [entry] = Entries;
    if (entry?.Outcome !== "Verified") throw new Error(`it isn't enrolled: ${JSON.stringify(entry)}`);
    return { ...entry, AccountFault };
  }

  /** What is known of the application, from the database alone. */
  async facts(): Promise<Readonly<Record<string, string>>> {
    const { Applications } = await this.call(ListEnrolledApplications, {});
    return factsIn(Applications[0]?.Facts ?? []);
  }

  /** Signed calls that were heard. */
  get asked(): number {
    return this.tencent.heard.filter(({ url }) => url.pathname.endsWith("/account_check")).length;
  }

  async close(): Promise<void> {
    await this.tencent.close();
    await this.backend.close();
  }
}

/** `Key: "true proven"`. */
export const factsIn = (facts: readonly Evidence[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    facts.map(({ Fact, UserId, Value, How }) => [
      UserId === null ? Fact : `${Fact} ${UserId}`,
      `${String(Value)} ${How}`,
    ]),
  );

import { createVerify } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { z } from "zod";
import {
  hmacOf,
  type OpenedUserSig,
  openUserSig,
  parseAuthorization,
  type RegionName,
  tc3Signature,
} from "../../../backend/api";
import { PlayedTags } from "./played-tags";
import { type PlayedAnswer, PlayedWebhooks } from "./played-webhooks";

/** An application as Tencent would have it. */
export interface PlayedApplication {
  readonly region: RegionName;
  readonly secretKey: string;
  /** PEM, of one that signs with a key pair. */
  readonly publicKey?: string;
  readonly admins: readonly string[];
  /** Users who are no admins. */
  readonly users?: readonly string[];
  /** What stands in the way of an answer to a good signature: 60016, 60020, … */
  readonly instead?: number;
  /** Signatures in a row that were wrong; from three on it is locked. */
  wrong?: number;
}

export interface PlayedAccount {
  readonly uin: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly sdkAppIds: readonly number[];
}

/** A request as it came in. */
export interface Heard {
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Another answer than Tencent's, or none: the connection stays open, or ends, before the work was done or after it. */
type Interference =
  | { readonly status: number; readonly body: string }
  | "silence"
  | "hangs up"
  | "hangs up afterwards";

const lockedAfter = 3;
/** What only reads; whatever else is heard counts as a change. */
const looks: ReadonlySet<string> = new Set([
  "AssumeRoleWithWebIdentity",
  "DescribeEvents",
  "DescribeRenewInstances",
  "DescribeResourceTagsByResourceIds",
  "DescribeSdkAppid",
  "DescribeTags",
  "DescribeTrtcUsage",
  "GetCallerIdentity",
  "account_check",
  "get_callback",
  "getappinfo",
]);
const Asked = z.union([
  z.strictObject({
    CheckItem: z
      .array(z.strictObject({ UserID: z.string() }))
      .min(1)
      .max(100),
  }),
  z.strictObject({ RequestField: z.array(z.string()).optional() }),
  z.strictObject({ Url: z.string(), CallbackCommandList: z.array(z.string()) }),
]);
const Assume = z.strictObject({
  ProviderId: z.literal("github"),
  WebIdentityToken: z.literal("played.web.token"),
  RoleArn: z.string(),
  RoleSessionName: z.string(),
  DurationSeconds: z.literal(1_800),
});
const Usage = z.object({ SdkAppId: z.number() });

function isSignedBy({ secretKey, publicKey = "" }: PlayedApplication, opened: OpenedUserSig): boolean {
  const { algorithm, claims, signed, signature } = opened;
  if (algorithm === "HMAC-SHA256") return hmacOf(secretKey, claims) === signature;
  return createVerify("sha256").update(signed).verify(publicKey, signature, "base64");
}

/** `account_check` of Chat, `GetCallerIdentity` of API 3.0. */
const commandOf = ({ url, headers }: Heard): string =>
  String(headers["x-tc-action"] ?? url.pathname.split("/").at(-1));

/** Plays Tencent Cloud for the calls of `backend/cloud`, by what the documents say. Tags and webhooks are all that a call can change. */
export class PlayedTencent {
  readonly applications = new Map<number, PlayedApplication>();
  readonly heard: Heard[] = [];
  readonly tags = new PlayedTags();
  readonly webhooks = new PlayedWebhooks();
  accounts: readonly PlayedAccount[] = [];
  /** Answers before all else: `undefined` leaves it to the play. */
  interfere: (url: URL) => Interference | undefined = () => undefined;
  /** What takes place once a request is heard, and before it is answered. */
  meanwhile: (url: URL) => Promise<void> = async () => {};
  /** Connections that were opened. */
  connections = 0;
  readonly #server: Server;
  #port = 0;

  constructor() {
    this.#server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", async () => {
        const url = new URL(incoming.url ?? "/", this.origin);
        const heard = { url, headers: incoming.headers, body: Buffer.concat(chunks).toString() };
        this.heard.push(heard);
        await this.meanwhile(url);
        const instead = this.interfere(url);
        if (instead === "silence") return;
        if (instead === "hangs up") return incoming.socket.destroy();
        if (instead === "hangs up afterwards") {
          this.#answer(heard);
          return incoming.socket.destroy();
        }
        outgoing.writeHead(instead?.status ?? 200, { "content-type": "application/json" });
        outgoing.end(instead?.body ?? JSON.stringify(this.#answer(heard)));
      });
    });
    this.#server.on("connection", () => {
      this.connections += 1;
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The commands that were heard and change something. */
  get mutations(): readonly string[] {
    return this.heard.map(commandOf).filter((command) => !looks.has(command));
  }

  /** What points a process here. */
  environment(): Readonly<Record<string, string>> {
    const regions = ["china", "singapore", "seoul", "tokyo", "frankfurt", "silicon-valley", "jakarta"];
    return {
      TENCENTRTC_CLOUD_ENDPOINT: `${this.origin}/services`,
      TENCENTRTC_CLOUD_CHAT_ENDPOINTS: regions.map((name) => `${name}=${this.origin}/${name}`).join(","),
    };
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (typeof address === "object" && address) this.#port = address.port;
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(heard: Heard): object {
    const [, first = "", ...rest] = heard.url.pathname.split("/");
    if (first === "services") return { Response: { ...this.#service(heard), RequestId: "played-request" } };
    const answer = this.#chat(first, rest.join("/"), heard);
    const { ErrorCode } = answer;
    return {
      ActionStatus: ErrorCode === 0 ? "OK" : "FAIL",
      ErrorInfo: ErrorCode === 0 ? "" : "played",
      ...answer,
    };
  }

  #chat(region: string, command: string, heard: Heard): PlayedAnswer {
    const ErrorCode = this.#check(region, heard);
    if (ErrorCode !== 0 || command === "v4/im_open_login_svc/account_check") return { ErrorCode };
    const sdkAppId = Number(heard.url.searchParams.get("sdkappid"));
    const answer = this.webhooks.answer(command, sdkAppId, heard.body);
    return answer ?? { ErrorCode: command === "v4/openconfigsvr/getappinfo" ? 0 : 60009 };
  }

  /** The order of the checks isn't documented: host, then signature, then state, then rights. */
  #check(region: string, { url, body }: Heard): number {
    const {
      sdkappid = "",
      identifier = "",
      usersig = "",
      random = "",
    } = Object.fromEntries(url.searchParams);
    if (sdkappid === "" || identifier === "" || usersig === "") return 60012;
    if (!/^\d{1,10}$/.test(random) || !Asked.safeParse(JSON.parse(body)).success) return 60012;
    const application = this.applications.get(Number(sdkappid));
    if (!application) return 70020;
    if (application.region !== region) return 60026;
    const { wrong = 0 } = application;
    if (wrong >= lockedAfter) return 70050;
    const opened = openUserSig(usersig);
    if (opened?.algorithm === "ECDSA-SHA256" && application.publicKey === undefined) return 70016;
    if (!opened || !isSignedBy(application, opened)) {
      application.wrong = wrong + 1;
      return 70003;
    }
    if (opened.claims.sdkAppId !== Number(sdkappid)) return 70014;
    if (opened.claims.userId !== identifier) return 70013;
    if ((opened.claims.issuedAt + opened.claims.expiresIn) * 1_000 < Date.now()) return 70001;
    application.wrong = 0;
    if (application.instead !== undefined) return application.instead;
    if (application.admins.includes(identifier)) return 0;
    return application.users?.includes(identifier) ? 60010 : 70107;
  }

  /** Whoever holds the played token may take the role, and gets the first account's own pair with a token. */
  #assume(action: string, body: string): object {
    const asked = Assume.safeParse(JSON.parse(body));
    const [account] = this.accounts;
    if (action !== "AssumeRoleWithWebIdentity" || !asked.success || !account) {
      return { Error: { Code: "InvalidParameter.WebIdentityTokenError", Message: "played" } };
    }
    const { secretId, secretKey } = account;
    const Credentials = { TmpSecretId: secretId, TmpSecretKey: secretKey, Token: "played-session" };
    return { Credentials, ExpiredTime: 1, Expiration: "2026-03-01T12:30:00Z" };
  }

  #service({ url, headers, body }: Heard): object {
    const refused = (Code: string) => ({ Error: { Code, Message: "played" } });
    if (headers.authorization === "SKIP") return this.#assume(String(headers["x-tc-action"]), body);
    const authorization = parseAuthorization(String(headers.authorization));
    if (!authorization) return refused("AuthFailure.SignatureFailure");
    const account = this.accounts.find(({ secretId }) => secretId === authorization.secretId);
    if (!account) return refused("AuthFailure.SecretIdNotFound");
    const signature = tc3Signature(
      {
        method: "POST",
        path: url.pathname,
        query: "",
        headers: authorization.signedHeaders.map((name) => [name, String(headers[name])] as const),
        payload: body,
        timestamp: Number(headers["x-tc-timestamp"]),
        service: authorization.service,
      },
      account.secretKey,
    );
    if (signature !== authorization.signature) return refused("AuthFailure.SignatureFailure");
    const { uin, sdkAppIds } = account;
    if (authorization.service === "tag" && headers["x-tc-version"] === "2018-08-13") {
      return this.tags.answer(String(headers["x-tc-action"]), JSON.parse(body), account);
    }
    switch (`${authorization.service} ${headers["x-tc-version"]} ${headers["x-tc-action"]}`) {
      case "sts 2018-08-13 GetCallerIdentity":
        return {
          AccountId: uin,
          Arn: `qcs::cam::uin/${uin}:uin/${uin}`,
          UserId: uin,
          Type: "CAMUser",
          PrincipalId: uin,
        };
      case "cim 2019-03-18 DescribeSdkAppid":
        return { SdkAppids: sdkAppIds };
      case "trtc 2019-07-22 DescribeTrtcUsage":
        return sdkAppIds.includes(Usage.parse(JSON.parse(body)).SdkAppId)
          ? { UsageKey: [], UsageList: [] }
          : refused("InvalidParameter.SdkAppId");
      case "billing 2018-07-09 DescribeRenewInstances":
        return { InstanceList: [{ InstanceId: "ins-1", ProductCode: "p_cvm" }], NextToken: null };
      case "cloudaudit 2019-03-19 DescribeEvents":
        return { ListOver: true, Events: [{ EventName: "ModifyAppInfo" }] };
      default:
        return refused("InvalidAction");
    }
  }
}

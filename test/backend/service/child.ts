/** What a test runs in another process: `node <bundle> <JSON of Location> <JSON of Work>`; it answers with one JSON line. */
import { randomUUID } from "node:crypto";
import {
  ApiError,
  CreateAdminAccount,
  CreateApplication,
  type RequestOf,
  SetWebhook,
} from "../../../backend/api";
import { type CallContext, createService, type Service } from "../../../backend/service";
import { embeddedUin, type Location, openStore } from "../../../backend/store";

export interface Work {
  /** How often to ask. */
  readonly times: number;
  /** How many requests run at a time; one where nothing is said. */
  readonly atOnce?: number;
  readonly ClientToken?: string;
  /** Asks for admin accounts of this application instead of applications. */
  readonly adminAccountsOf?: number;
  /** Sets a webhook of a real account instead; Tencent Cloud is where the environment says. */
  readonly webhook?: RequestOf<typeof SetWebhook>;
  /** The account; the embedded one where nothing is said. */
  readonly uin?: string;
}

async function ask(service: Service, work: Work, count: number): Promise<object> {
  const { uin = embeddedUin, webhook } = work;
  const context: CallContext = { uin, actor: { kind: "provider" }, requestId: randomUUID() };
  if (webhook !== undefined) return service.call(SetWebhook, webhook, context);
  if (work.adminAccountsOf === undefined) {
    const { ClientToken } = work;
    const request = { Name: "child", Region: "tokyo", ClientToken } as const;
    return service.call(CreateApplication, { ...request, Products: ["chat"] }, context);
  }
  const UserId = `u${process.pid}_${count}`;
  return service.call(CreateAdminAccount, { SdkAppId: work.adminAccountsOf, UserId }, context);
}

async function main(location: Location, work: Work): Promise<void> {
  const store = await openStore({ ...location, create: false, busyTimeoutMs: 30_000 });
  const service = createService(store);
  const made: object[] = [];
  const refused: string[] = [];
  let count = 0;
  const client = async () => {
    while (count < work.times) {
      count += 1;
      try {
        made.push(await ask(service, work, count));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        refused.push(error.code);
      }
    }
  };
  await Promise.all(Array.from({ length: work.atOnce ?? 1 }, client));
  await store.close();
  process.stdout.write(JSON.stringify({ made, refused }));
}

const [, , location = "{}", work = "{}"] = process.argv;
main(JSON.parse(location), JSON.parse(work));

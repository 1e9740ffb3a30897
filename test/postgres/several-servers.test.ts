import {
  type Action,
  ApiError,
  applicationResource,
  ClaimTrial,
  CreateAdminAccount,
  CreateApplication,
  CreateTag,
  DescribeApplications,
  DescribeTags,
  type RequestOf,
  type ResponseOf,
  TagResources,
} from "../../backend/api";
import { HttpTransport } from "../../provider/client/http/http";
import { options } from "../backend/http/served";
import { Backend } from "../backend/service/backend";
import type { Account } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { tencentrtc } from "../cli/tencentrtc";
import { inputs } from "../depth";

/** Of an account that is full; 300 is the quota of a real one. */
const applications = inputs(300);
const tags = inputs(300);

let backend: Backend;
let key: Account;
let servers: ServerProcess[];
let transports: HttpTransport[];
let SdkAppId: number;
const url = () => ("url" in backend.database.location ? backend.database.location.url : "");
const run = (args: string[], env: Readonly<Record<string, string>> = backend.database.environment) =>
  tencentrtc(args, { env });
const keyPair = (...args: string[]): Account =>
  JSON.parse(run(["account", ...args, "--json", "--database", url()]).stdout);

beforeAll(async () => {
  backend = await Backend.open();
  key = keyPair("add", "shop");
  const { environment } = backend.database;
  const start = () => ServerProcess.startWith(environment, "--quiet", "--database", url());
  const one = await start();
  const settings = [
    "RequestsPerSecond=1000000",
    "AdminAccountsPerApplication=20",
    `ApplicationsPerAccount=${applications}`,
  ];
  const set = run(["account", "settings", "set", ...settings, "--uin", key.uin, "--database", url()]);
  expect(set).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/AdminAccountsPerApplication +20 +10/),
  });
  servers = [one, ...(await Promise.all([start(), start()]))];
  transports = servers.map((server) => transportTo(server, key));
  const Products: ("chat" | "call" | "live" | "conference")[] = ["chat", "call", "live", "conference"];
  const application = { Name: "first", Region: "tokyo", Products, Owner: "org::dev::shop::::first" } as const;
  ({ SdkAppId } = await anyone().call(CreateApplication, application, options()));
});
afterAll(async () => {
  await Promise.all(transports.map((transport) => transport.close()));
  expect(await Promise.all(servers.map((server) => server.end()))).toEqual([0, 0, 0]);
  await backend.close();
});

const transportTo = (server: ServerProcess, credentials: Account) =>
  new HttpTransport({ endpoint: new URL(server.url), credentials, retries: 0 });

function anyone(): HttpTransport {
  const [transport] = transports;
  if (!transport) throw new Error("no server runs");
  return transport;
}

interface Outcome<A extends Action> {
  readonly request: RequestOf<A>;
  readonly answer?: ResponseOf<A>;
  /** Of a refusal. */
  readonly code?: string;
}

/** Clients of each server at once. */
const clientsPerServer = 6;

/** Sends every request to every server, each with several clients that go through them in the same order. */
async function toEach<A extends Action>(action: A, requests: readonly RequestOf<A>[]): Promise<Outcome<A>[]> {
  const outcomes: Outcome<A>[] = [];
  const ask = async (transport: HttpTransport, request: RequestOf<A>) => {
    try {
      outcomes.push({ request, answer: await transport.call(action, request, options()) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      outcomes.push({ request, code: error.code });
    }
  };
  const clientsOf = (transport: HttpTransport) => {
    const left = [...requests];
    const client = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await ask(transport, next);
    };
    return Array.from({ length: clientsPerServer }, client);
  };
  await Promise.all(transports.flatMap(clientsOf));
  return outcomes;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
/** Of a repetition that was signed before its twin, which another server heard first: it changes nothing. */
const late = "OperationDenied.LateRequest";
const count = (outcomes: readonly Outcome<Action>[], code: string): number =>
  outcomes.filter((outcome) => outcome.code === code).length;
/** How many of the refusals carry this code; the others must be late. */
const refusals = (outcomes: readonly Outcome<Action>[], code: string): number => {
  const others = outcomes.flatMap((outcome) => outcome.code ?? []).filter((one) => one !== late);
  expect(new Set(others)).toEqual(new Set(others.length === 0 ? [] : [code]));
  return others.length;
};

test("an application gets 20 admin accounts and not one more, each made once", async () => {
  const requests = upTo(25).map((index) => ({ SdkAppId, UserId: `u${index}`, ClientToken: `t${index}` }));
  const outcomes = await toEach(CreateAdminAccount, requests);
  expect(outcomes.filter(({ answer }) => answer?.Existed === false)).toHaveLength(19);
  const repeated = outcomes.filter(({ answer }) => answer?.Existed === true);
  expect(repeated.length + count(outcomes, late)).toBe(2 * 19);
  expect(refusals(outcomes, "LimitExceeded.AdminAccounts")).toBe(3 * 6);
  const { Entries } = await anyone().call(DescribeApplications, { SdkAppIds: [SdkAppId] }, options());
  const [entry] = Entries;
  expect(entry?.Outcome === "Found" && entry.Application.AdminAccounts).toHaveLength(20);
});

test("two trials on an application and not one more", async () => {
  const products = ["call", "live", "conference"] as const;
  const requests = products.map((Product) => ({ SdkAppId, Product, ClientToken: Product }));
  const outcomes = await toEach(ClaimTrial, requests);
  expect(outcomes.filter(({ answer }) => answer?.Replayed === false)).toHaveLength(2);
  expect(refusals(outcomes, "LimitExceeded.TrialsPerApplication")).toBe(3);
});

test("50 tags on an application and not one more", async () => {
  const ResourceList = [applicationResource(key.uin, SdkAppId)];
  const requests = upTo(55).map((index) => ({
    ResourceList,
    Tags: [{ TagKey: `k${index}`, TagValue: "v" }],
  }));
  const outcomes = await toEach(TagResources, requests);
  const failed = outcomes.flatMap(({ answer }) => answer?.FailedResources ?? []);
  expect(failed.map(({ Code }) => Code)).toEqual(Array(3 * 5).fill("LimitExceeded.ResourceAttachedTags"));
});

test("every acknowledged write is there, made by one server and refused by the others", async () => {
  const requests = upTo(tags).map((index) => ({ TagKey: "load", TagValue: String(index) }));
  const outcomes = await toEach(CreateTag, requests);
  expect(outcomes.filter(({ answer }) => answer)).toHaveLength(tags);
  expect(refusals(outcomes, "ResourceInUse.TagDuplicate")).toBe(2 * tags);
  const { TotalCount } = await anyone().call(DescribeTags, { TagKey: "load" }, options());
  expect(TotalCount).toBe(tags);
});

test("as many applications as the quota allows and not one more; one for each token, whichever servers it reaches", async () => {
  const requests = upTo(applications + 10).map(
    (index): RequestOf<typeof CreateApplication> => ({
      Name: `a${index}`,
      Region: "tokyo",
      Products: ["chat"],
      ClientToken: `token-${index}`,
      Owner: `org::dev::shop::::a${index}`,
    }),
  );
  const outcomes = await toEach(CreateApplication, requests);
  const made = outcomes.flatMap(({ answer }) => (answer?.Replayed === false ? [answer.SdkAppId] : []));
  // One was there before.
  expect(made).toHaveLength(applications - 1);
  expect(new Set([SdkAppId, ...made]).size).toBe(applications);
  expect(refusals(outcomes, "LimitExceeded.Applications")).toBe(3 * 11);
  for (const { ClientToken } of requests) {
    const same = outcomes.filter(({ request, code }) => request.ClientToken === ClientToken && code !== late);
    expect(new Set(same.map(({ answer }) => answer?.SdkAppId)).size).toBe(1);
  }
});

test("the activity log has each change once, in one row, and doctor finds nothing", async () => {
  const environment = { TENCENTCLOUD_SECRET_ID: key.secretId, TENCENTCLOUD_SECRET_KEY: key.secretKey };
  const [server] = servers;
  const activity = run(["activity", "--json", "--database", server?.url ?? ""], environment);
  const entries: { readonly sequence: number; readonly action: string }[] = JSON.parse(
    activity.stdout,
  ).activities;
  const timesOf = (name: string) => entries.filter(({ action }) => action === name).length;
  const changes = ["CreateApplication", "CreateAdminAccount", "ClaimTrial", "TagResources", "CreateTag"];
  expect(changes.map(timesOf)).toEqual([applications, 19, 2, 50, tags]);
  expect(entries.map(({ sequence }) => sequence)).toEqual(
    upTo(entries.length).map((n) => entries.length - n),
  );
  for (const args of [[server?.url ?? ""], [url()]]) {
    const doctor = run(["doctor", "--database", ...args], {
      ...backend.database.environment,
      ...environment,
    });
    expect(doctor).toMatchObject({ code: 0, stderr: "" });
  }
});

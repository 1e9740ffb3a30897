import { join } from "node:path";
import type { Site } from "../../backend/api";
import { type PlayedApplication, PlayedTencent } from "../backend/cloud/played-tencent";
import type { Account } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { inputs } from "../depth";
import { type PostgresServer, startPostgres } from "../postgres/server";
import { applications, RealProject } from "./real-project";

/** Where the accounts of a fleet are kept. */
export type Place = "SQLite" | "PostgreSQL" | "a server";

interface Member {
  /** In Pulumi.yaml. */
  readonly name: string;
  readonly site: Site;
  readonly uin: string;
  readonly region: PlayedApplication["region"];
  readonly firstId: number;
}

/** Applications of an account: of a large number each is alike. */
export const each = inputs(20, 5);
export const members: readonly Member[] = [
  { name: "cn-a", site: "china", uin: "100012345678", region: "china", firstId: 1_400_001_000 },
  { name: "cn-b", site: "china", uin: "100012345679", region: "singapore", firstId: 1_600_001_000 },
  // Of the international site: eight digits.
  { name: "intl", site: "international", uin: "200012345678", region: "tokyo", firstId: 20_000_001 },
];
export const idsOf = ({ firstId }: Member): readonly number[] =>
  Array.from({ length: each }, (_, index) => firstId + index);

const backendKey = "3d".repeat(32);
const variable = (name: string, what: string) => `${name}_${what}`.toUpperCase().replaceAll("-", "_");

/** Sixty applications (at night) of three accounts on two sites, from a list to where programs and files can declare them. */
export class RealFleet {
  readonly #pairs = new Map<string, Account>();
  #postgres: PostgresServer | undefined;
  #server: ServerProcess | undefined;

  private constructor(
    readonly tencent: PlayedTencent,
    readonly project: RealProject,
    private readonly place: Place,
  ) {}

  static async at(place: Place): Promise<RealFleet> {
    const tencent = await new PlayedTencent().open();
    tencent.accounts = members.map((member) => ({
      uin: member.uin,
      secretId: `AKID${member.name}`,
      secretKey: `SK${member.name}`,
      sdkAppIds: idsOf(member),
    }));
    for (const { firstId, region } of members)
      for (const [id, one] of applications(each, firstId, region)) tencent.applications.set(id, one);
    const keys = [...tencent.applications].map(([id, { secretKey }]) => [`KEY_${id}`, secretKey]);
    const project = new RealProject(tencent, "", Object.fromEntries(keys));
    // Pulumi.yaml names the accounts.
    delete project.env.TENCENTRTC_UIN;
    delete project.env.TENCENTRTC_ALLOW_ENV;
    const fleet = new RealFleet(tencent, project, place);
    try {
      await fleet.#make();
    } catch (error) {
      await fleet.remove();
      throw error;
    }
    return fleet;
  }

  async #make(): Promise<void> {
    const { project, tencent } = this;
    const database = await this.#database();
    for (const { name, site, uin } of members) {
      const where = ["--site", site, "--uin", uin, "--database", database];
      const { stdout } = await project.ends(0, "account", "add", name, ...where, "--json");
      this.#pairs.set(name, JSON.parse(stdout));
    }
    for (const { uin, secretId, secretKey } of tencent.accounts) {
      const { name = "" } = members.find((member) => member.uin === uin) ?? {};
      project.env[variable(name, "cloud_id")] = secretId;
      project.env[variable(name, "cloud_key")] = secretKey;
    }
    for (const { name } of members) {
      const { secretId, secretKey } = this.#pairOf(name);
      project.env[variable(name, "id")] = secretId;
      project.env[variable(name, "key")] = secretKey;
    }
    if (this.place === "a server") {
      project.write("cloud.yaml", members.map((one) => `"${one.uin}": ${cloudOf(one)}`).join("\n"));
      const served = ["--database", database, "--cloud", join(project.folder, "cloud.yaml")];
      this.#server = await ServerProcess.startWith(strings(project.env), ...served);
    }
    const accounts = members.map((one) => `    ${one.name}: ${this.#reach(one, database)}`);
    project.write(
      "Pulumi.yaml",
      ["name: shop", "runtime: nodejs", "tencentrtc:", "  accounts:", ...accounts, ""].join("\n"),
    );
    for (const member of members) project.write(`${member.name}.csv`, listOf(member));
  }

  async #database(): Promise<string> {
    if (this.place !== "PostgreSQL") return `file:${this.project.backendFile}`;
    this.#postgres = await startPostgres();
    this.project.env.TENCENTRTC_BACKEND_KEY = backendKey;
    this.project.env.FLEET_PASSWORD = decodeURIComponent(new URL(this.#postgres.url).password);
    return this.#postgres.url;
  }

  /** How Pulumi.yaml says where an account is. */
  #reach(member: Member, database: string): string {
    const { name, uin } = member;
    if (this.#server) {
      const pair = `secretId: env:${variable(name, "id")}, secretKey: env:${variable(name, "key")}`;
      return `{ endpoint: "${this.#server.url}", uin: "${uin}", ${pair} }`;
    }
    const more = this.#postgres
      ? ", password: env:FLEET_PASSWORD, backendKey: env:TENCENTRTC_BACKEND_KEY"
      : "";
    return `{ endpoint: "${withoutPassword(database)}", uin: "${uin}", cloud: ${cloudOf(member)}${more} }`;
  }

  /** What leads a program to an account. */
  variables({ name, uin }: Member): Record<string, string> {
    const { secretId, secretKey } = this.#pairOf(name);
    if (this.#server) {
      const pair = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
      return { TENCENTRTC_ENDPOINT: this.#server.url, ...pair };
    }
    const endpoint = this.#postgres?.url ?? `file:${this.project.backendFile}`;
    return {
      ...{ TENCENTRTC_ENDPOINT: endpoint, TENCENTRTC_UIN: uin, ...this.tencent.environment() },
      ...(this.#postgres && { TENCENTRTC_BACKEND_KEY: backendKey }),
    };
  }

  #pairOf(name: string): Account {
    const pair = this.#pairs.get(name);
    if (!pair) throw new Error(`no account ${name} was made`);
    return pair;
  }

  /** Asks about an account's list, storing nothing, and enrols it; gives what was printed. */
  async enrol({ name, site, uin }: Member): Promise<string> {
    const { project, tencent } = this;
    const { secretId = "", secretKey = "" } = tencent.accounts.find((one) => one.uin === uin) ?? {};
    const pair = { TENCENTRTC_CLOUD_SECRET_ID: secretId, TENCENTRTC_CLOUD_SECRET_KEY: secretKey };
    Object.assign(project.env, pair);
    const list = ["--csv", `${name}.csv`];
    const verified = await project.ends(0, "verify", ...list, "--site", site, "--uin", uin);
    for (const one of Object.keys(pair)) delete project.env[one];
    const enrolled = await project.ends(0, "enrol", ...list, "--account", name);
    expect(enrolled.stdout).toContain(`${each} enrolled, 0 known before, 0 refused.`);
    return [verified, enrolled].flatMap(({ stdout, stderr }) => [stdout, stderr]).join("\n");
  }

  /** What a person does in the console of Tencent Cloud: takes an admin away of the first, and disables the second. */
  console(member: Member): { readonly undo: () => void } {
    const [first = 0, second = 0] = idsOf(member);
    const [one, other] = [this.tencent.applications.get(first), this.tencent.applications.get(second)];
    if (!one || !other) throw new Error("they are played");
    this.tencent.applications.set(first, { ...one, admins: ["administrator"], users: ["ops"] });
    this.tencent.applications.set(second, { ...other, instead: 60016 });
    return {
      undo: () => {
        this.tencent.applications.set(first, one);
        this.tencent.applications.set(second, other);
      },
    };
  }

  /** Calls that were signed with keys of applications. */
  get asked(): number {
    return this.tencent.heard.filter(({ url }) => url.pathname.endsWith("/account_check")).length;
  }

  /** Keys and UserSigs of applications, key pairs for Tencent Cloud and the password of the database. */
  get secrets(): readonly string[] {
    return [
      ...[...this.tencent.applications.values()].map(({ secretKey }) => secretKey),
      ...this.tencent.accounts.map(({ secretKey }) => secretKey),
      ...this.tencent.heard.flatMap(({ url }) => url.searchParams.get("usersig") ?? []),
      ...(this.#postgres ? [decodeURIComponent(new URL(this.#postgres.url).password), backendKey] : []),
    ];
  }

  /** What a server has written. */
  get log(): string {
    return this.#server?.log ?? "";
  }

  async remove(): Promise<void> {
    await this.#server?.end();
    await this.#postgres?.stop();
    await this.tencent.close();
    this.project.remove();
  }
}

const cloudOf = ({ name }: Member): string =>
  `{ secretId: env:${variable(name, "cloud_id")}, secretKey: env:${variable(name, "cloud_key")} }`;

const listOf = (member: Member): string =>
  [
    "id,region,key,admins",
    // One region is left for `verify` and `enrol` to find.
    ...idsOf(member).map((id, index) => `${id},${index === 0 ? "" : member.region},env:KEY_${id},ops`),
  ].join("\n");

function withoutPassword(database: string): string {
  if (!database.startsWith("postgres")) return database;
  const url = new URL(database);
  url.password = "";
  return url.href;
}

const strings = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

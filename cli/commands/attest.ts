import { userInfo } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { AttestApplication, type RequestOf } from "../../backend/api";
import { UserError } from "../../ground/errors";
import { suggestion } from "../../ground/suggestion";
import { parseApplicationId } from "../../provider/resources/application/id";
import {
  type AccountOptions,
  chosenPlace,
  inChosenAccount,
  withAccountOptions,
} from "../accounts/named-account";
import { print, printJson } from "../terminal/screen";

interface AttestOptions extends AccountOptions {
  readonly admin?: readonly string[];
  readonly notAdmin?: readonly string[];
  readonly key?: string | true;
  readonly althoughRefused?: boolean;
  readonly by?: string;
}

type Facts = Omit<RequestOf<typeof AttestApplication>, "SdkAppId">;

/** How each fact is written on the command line. */
const facts = {
  name: (text) => ({ Name: text }),
  description: (text) => ({ Description: text }),
  type: (text) => ({ ApplicationType: text }),
  products: (text) => ({ Products: text.split(",").map((one) => one.trim()) }),
  rtcService: (text) => ({ RtcService: text === "true" ? true : text === "false" ? false : text }),
  signatureAlgorithm: (text) => ({ SignatureAlgorithm: text }),
  region: (text) => ({ Region: text }),
  status: (text) => ({ Status: text }),
} as const satisfies Readonly<Record<string, (text: string) => object>>;
const names = Object.keys(facts);

export const addAttest = (program: Command): void => {
  withAccountOptions(program.command("attest"))
    .summary("say what somebody saw or did in the console, of an application of a real account")
    .description(
      "Records what somebody saw or did in Tencent Cloud's console, with who said it and when. It counts until Tencent Cloud\n" +
        `says otherwise at a later \`verify\`. Facts: ${names.join(", ")}. Status is serves, disabled, suspended,\n` +
        "blocked or deleted. For example: tencentrtc attest 1400000001 name=support status=disabled --by anna",
    )
    .argument("<SDKAppID>")
    .argument("[fact=value...]")
    .option("--admin <user...>", "users who are admins")
    .option("--not-admin <user...>", "users who are no admins")
    .option("--key [reference]", "a new key: env:NAME, file:PATH, or nothing: you are asked")
    .option("--although-refused", "take the key although Tencent Cloud has refused it: it is tried once more")
    .option("--by <name>", "who says so; the user of this machine unless given")
    .action(attest);
};

async function attest(
  id: string,
  texts: readonly string[],
  options: AttestOptions,
  command: Command,
): Promise<void> {
  const { enrolledAsJson, enrolledTable, pendingInWords }: typeof import("../claims/enrolled-table") =
    require("../claims/enrolled-table");

  const SdkAppId = parseApplicationId(id);
  const said = factsIn(texts);
  const SecretKey = options.key === undefined ? undefined : await keyIn(options.key, SdkAppId);
  const Admins = [
    ...(options.admin ?? []).map((UserId) => ({ UserId, IsAdmin: true })),
    ...(options.notAdmin ?? []).map((UserId) => ({ UserId, IsAdmin: false })),
  ];
  const request = {
    ...said,
    SdkAppId,
    Admins,
    By: options.by ?? userInfo().username,
    ...(SecretKey !== undefined && { SecretKey }),
    ...(options.althoughRefused && { AlthoughRefused: true }),
  };
  const { Application } = await inChosenAccount(options, command, (client) =>
    client.call(AttestApplication, request),
  );
  if (options.json) {
    printJson({ database: chosenPlace(options), application: enrolledAsJson(Application) });
    return;
  }
  print([enrolledTable([{ application: Application, open: [] }]), ...pendingInWords(Application)].join("\n"));
}

/** @throws UserError with every mistake in them; nothing is sent where there is one. */
function factsIn(texts: readonly string[]): Facts {
  const mistakes: string[] = [];
  const said: object[] = [];
  for (const text of texts) {
    const [given = "", value] = text.split(/=(.*)/s);
    const print = Object.entries(facts).find(([name]) => name === given)?.[1];
    if (value === undefined) mistakes.push(`"${given}" is no fact with a value: write ${given}=VALUE`);
    else if (print === undefined) mistakes.push(`there is no fact "${given}"; ${suggestion(given, names)}`);
    else said.push(print(value));
  }
  const parsed = AttestApplication.request.omit({ SdkAppId: true }).safeParse(Object.assign({}, ...said));
  if (!parsed.success) {
    mistakes.push(...parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  }
  if (mistakes.length > 0 || !parsed.success) {
    throw new UserError(`${mistakes.join("\n")}\nNothing was changed`);
  }
  return parsed.data;
}

async function keyIn(reference: string | true, sdkAppId: number): Promise<string> {
  const { accountSecret }: typeof import("../../apps/format/secret-reference") =
    require("../../apps/format/secret-reference");
  const { keyOf }: typeof import("../claims/keys") = require("../claims/keys");
  const parsed = reference === true ? undefined : accountSecret.safeParse(reference);
  if (parsed && !parsed.success) {
    throw new UserError("--key says where the key is, and is not it: env:NAME, file:PATH, or nothing");
  }
  const key = await keyOf({ key: parsed?.data, sdkAppId }, join(process.cwd(), "-"));
  if ("text" in key) return key.text;
  throw new UserError(`the key of ${sdkAppId} ${key.fault}`);
}

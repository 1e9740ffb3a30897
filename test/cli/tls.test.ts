import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, made } from "./account";
import { selfSigned } from "./certificate";
import { ServerProcess } from "./server-process";
import { tencentrtc } from "./tencentrtc";

const day = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "tencentrtc-tls-"));
const database = ["--database", `file:${join(folder, "backend.db")}`];
let account: Account;
beforeAll(() => {
  account = made("account", "add", "tls", ...database);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Shown {
  readonly cert: string;
  readonly server: ServerProcess;
}

/** A server with a certificate for these addresses, whose term is these days from now. */
async function serve(addresses: string[], from = -1, to = 1): Promise<Shown> {
  const term = { from: new Date(Date.now() + from * day), to: new Date(Date.now() + to * day) };
  const pair = selfSigned(["rtc.test"], addresses, term);
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  writeFileSync(cert, pair.cert);
  writeFileSync(key, pair.key, { mode: 0o600 });
  const server = await ServerProcess.start(...database, "--tls-cert", cert, "--tls-key", key);
  return { cert, server };
}

/** The command asks the server through the provider's client, in a process that trusts this file beside what it knows. */
const ask = ({ server }: Shown, trusted: Record<string, string> = {}) =>
  tencentrtc(["activity", "--json", "--database", server.url], {
    env: {
      TENCENTCLOUD_SECRET_ID: account.secretId,
      TENCENTCLOUD_SECRET_KEY: account.secretKey,
      ...trusted,
    },
  });

test("a server with a certificate is reached over https by who trusts it, and by nobody else", async () => {
  const shown = await serve(["127.0.0.1"]);
  expect(shown.server.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const refused = ask(shown);
  const why = `the certificate of the endpoint ${shown.server.url} is refused (DEPTH_ZERO_SELF_SIGNED_CERT)`;
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toEqual({ errors: [expect.stringContaining(why)] });
  expect(refused.stderr).toContain(why);
  expect(refused.stderr).toContain("set NODE_EXTRA_CA_CERTS to the PEM file");
  const trusted = ask(shown, { NODE_EXTRA_CA_CERTS: shown.cert });
  expect(trusted).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(trusted.stdout)).toMatchObject({
    database: shown.server.url,
    activities: [{ action: "AddAccount", actor: "cli", account: account.uin }],
  });
  expect(await shown.server.end()).toBe(0);
});

test.each<[string, string[], [number, number], string]>([
  ["for another address", ["127.0.0.2"], [-1, 1], "name the endpoint as the certificate does"],
  ["whose term is over", ["127.0.0.1"], [-2, -1], "renew it on the server"],
  ["whose term has not begun", ["127.0.0.1"], [1, 2], "check this machine's clock"],
])("a trusted certificate %s is refused with what to do", async (_, addresses, [from, to], next) => {
  const shown = await serve(addresses, from, to);
  const { code, stderr } = ask(shown, { NODE_EXTRA_CA_CERTS: shown.cert });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(next) });
  await shown.server.end();
});

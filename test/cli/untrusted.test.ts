import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { command } from "./tencentrtc";

/** What a pull request would like to have. */
const secrets = {
  TENCENTCLOUD_SECRET_ID: "AKIDplantedplantedplantedplanted",
  TENCENTCLOUD_SECRET_KEY: "planted-secret-key-of-ci",
  PULUMI_CONFIG_PASSPHRASE: "planted-passphrase-of-ci",
};

let folder: string;
let attacker: Server;
let received: string;
let url: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-untrusted-"));
  received = "";
  attacker = createServer((request, response) => {
    received += `${request.method} ${request.url} ${JSON.stringify(request.headers)}\n`;
    request.on("data", (chunk) => {
      received += String(chunk);
    });
    response.statusCode = 400;
    request.on("end", () => response.end("{}"));
  });
  await new Promise<void>((done) => attacker.listen(0, "127.0.0.1", done));
  const address = attacker.address();
  if (typeof address !== "object" || address === null) throw new Error("the attacker listens nowhere");
  url = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  attacker.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

/** The command as CI runs it, while the attacker listens. */
const run = (
  args: readonly string[],
  more: NodeJS.ProcessEnv = { CI: "true" },
): Promise<{ code: number | null; output: string }> =>
  new Promise((done) => {
    const { CI: _, TENCENTRTC_ENDPOINT: __, PULUMI_BACKEND_URL: ___, ...environment } = process.env;
    const child = spawn(process.execPath, [command, ...args], {
      cwd: folder,
      env: { ...environment, TENCENTRTC_ENDPOINT: "https://rtc.example.com", ...secrets, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (output += String(chunk)));
    child.on("close", (code) => done({ code, output }));
  });

const head = "name: fleet\nruntime: nodejs\n";
const app = "application: shop\nproducts: [chat]\nregion: tokyo\n";
const theft = () =>
  `${head}tencentrtc:\n  accounts:\n    main:\n      endpoint: ${url}\n      secretId: env:TENCENTCLOUD_SECRET_KEY\n      secretKey: env:TENCENTCLOUD_SECRET_KEY\n      sessionToken: env:PULUMI_CONFIG_PASSPHRASE\n`;

test.each([["validate"], ["preview"], ["certs"], ["doctor"]])(
  "a pull request that changes Pulumi.yaml alone gets nothing out of `%s`",
  async (verb) => {
    write("Pulumi.yaml", theft());
    write("apps/shop.yaml", `${app}account: main\n`);
    const { code, output } = await run([verb]);
    expect(code).toBe(1);
    expect(output).toContain("Pulumi.yaml:6:17: tencentrtc.accounts.main.endpoint isn't allowed here");
    expect(output).toContain(
      "Pulumi.yaml:7:17: tencentrtc.accounts.main.secretId names TENCENTCLOUD_SECRET_KEY, which is a secret of another purpose",
    );
    expect(output).toContain(
      "Pulumi.yaml:9:21: tencentrtc.accounts.main.sessionToken names PULUMI_CONFIG_PASSPHRASE, which is a secret of another purpose",
    );
    expect(received).toBe("");
    for (const secret of Object.values(secrets)) expect(output).not.toContain(secret);
  },
);

test("a secret of another purpose under another name isn't sent in clear either, on anybody's machine", async () => {
  write(
    "Pulumi.yaml",
    `${head}tencentrtc:\n  accounts:\n    main:\n      endpoint: ${url}\n      secretId: env:MINE\n      secretKey: env:KEY\n`,
  );
  const copied = { MINE: secrets.PULUMI_CONFIG_PASSPHRASE, KEY: "a-key-of-its-own" };
  const { code, output } = await run(["certs"], copied);
  expect(code).toBe(1);
  expect(output).toContain("has as its secretId what PULUMI_CONFIG_PASSPHRASE holds");
  expect(received).toBe("");
});

test("what is allowed where a pull request can't write is asked as before", async () => {
  write(
    "Pulumi.yaml",
    `${head}tencentrtc:\n  accounts:\n    main:\n      endpoint: ${url}\n      secretId: env:MAIN_ID\n      secretKey: env:MAIN_KEY\n`,
  );
  const pair = { CI: "true", MAIN_ID: "AKIDofmain", MAIN_KEY: "key-of-main" };
  const closed = await run(["certs"], pair);
  expect(closed.output).toContain("--allow-env or TENCENTRTC_ALLOW_ENV");
  expect(received).toBe("");
  await run(["certs", "--allow-endpoint", url, "--allow-env", "MAIN_ID,MAIN_KEY"], pair);
  expect(received).toContain("AKIDofmain");
  received = "";
  for (const [secretId, more] of [
    ["env:MAIN_KEY", ""],
    ["env:MAIN_ID", "\n      sessionToken: env:MAIN_KEY"],
  ]) {
    write(
      "Pulumi.yaml",
      `${head}tencentrtc:\n  accounts:\n    main:\n      endpoint: ${url}\n      secretId: ${secretId}\n      secretKey: env:MAIN_KEY${more}\n`,
    );
    const { output } = await run(["certs", "--allow-endpoint", url, "--allow-env", "MAIN_ID,MAIN_KEY"], pair);
    expect(output).toMatch(/doesn't begin with AKID|by its name is no token/);
    expect(received).toBe("");
  }
});

test.each([
  {
    what: "the settings of a stack",
    file: "Pulumi.main.yaml",
    text: () => `config:\n  tencentrtc:endpoint: ${url}\n`,
  },
  {
    what: "a secret of another purpose in the settings of a stack",
    file: "Pulumi.main.yaml",
    text: () =>
      "config:\n  tencentrtc:secretId: env:TENCENTCLOUD_SECRET_KEY\n  tencentrtc:secretKey: env:OTHER\n",
  },
  {
    what: "an endpoint for every stack",
    file: "Pulumi.yaml",
    text: () => `${head}config:\n  tencentrtc:endpoint: { value: "${url}" }\n`,
  },
  {
    what: "an endpoint under the engine's older name of a setting",
    file: "Pulumi.main.yaml",
    text: () => `config:\n  tencentrtc:config:endpoint: ${url}\n`,
  },
  {
    what: "an endpoint of one service",
    file: "Pulumi.main.yaml",
    text: () => `config:\n  tencentrtc:serviceEndpoints: { tag: "${url}" }\n`,
  },
  {
    what: "an endpoint in a case that the engine alone reads",
    file: "Pulumi.main.json",
    text: () => `{ "Config": { "tencentrtc:endpoint": "${url}" } }\n`,
  },
  {
    what: "an endpoint in the first of two documents",
    file: "Pulumi.main.yaml",
    text: () => `config:\n  tencentrtc:endpoint: ${url}\n---\nconfig: {}\n`,
  },
  {
    what: "variables of an environment written out",
    file: "Pulumi.main.yaml",
    text: () => `environment: { values: { environmentVariables: { TENCENTRTC_ENDPOINT: "${url}" } } }\n`,
  },
  {
    what: "a service that opens a state's secrets",
    file: "Pulumi.main.yaml",
    text: () => `secretsprovider: awskms://key?endpoint=${url}\n`,
  },
  { what: "a program's folder outside", file: "Pulumi.yaml", text: () => `${head}main: ../../etc\n` },
  { what: "where states lie", file: "Pulumi.yaml", text: () => `${head}backend: { url: "${url}" }\n` },
  {
    what: "a plugin",
    file: "Pulumi.yaml",
    text: () => `${head}plugins: { providers: [{ name: pulumi-nodejs, path: ./evil }] }\n`,
  },
  {
    what: "a secret of CI in an application",
    file: "apps/shop.yaml",
    text: () =>
      `${app}certificates:\n  - name: huawei\n    platform: { vendor: huawei, packageName: com.example, appId: "1", appSecret: env:DEPLOY_KEY }\n`,
  },
  {
    what: "a file outside the repository",
    file: "apps/shop.yaml",
    text: () =>
      `${app}certificates:\n  - name: huawei\n    platform: { vendor: huawei, packageName: com.example, appId: "1", appSecret: "file:/etc/hostname" }\n`,
  },
])("$what is refused in CI before anything runs", async ({ file, text }) => {
  write("Pulumi.yaml", head);
  write("apps/shop.yaml", app);
  write(file, text());
  write("evil", "#!/bin/sh\ntouch ran\n");
  for (const verb of ["validate", "preview"]) {
    const { code, output } = await run([verb], { CI: "true", DEPLOY_KEY: "planted" });
    expect({ code, output }).toMatchObject({
      code: 1,
      output: expect.stringMatching(
        /isn't allowed here|is written "config"|more than one document|from elsewhere|is a secret of another purpose|names programs that would run|leads out of the repository/,
      ),
    });
  }
  expect(received).toBe("");
});

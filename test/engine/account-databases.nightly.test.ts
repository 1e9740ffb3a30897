import { Client } from "pg";
import { installations, type PostgresServer, startPostgres } from "../postgres/server";
import { AppsProject } from "./apps-project";

const wherePostgresIs = installations().length > 0 ? describe : describe.skip;

/** Each account has a password and a key of its own; what the environment holds is another one's. */
wherePostgresIs("two accounts in databases of their own", () => {
  let server: PostgresServer;
  const project = new AppsProject({
    env: { PGPASSWORD: "nobody's", TENCENTRTC_BACKEND_KEY: "11".repeat(32), FIRST_KEY: "22".repeat(32) },
  });
  beforeAll(async () => {
    server = await startPostgres();
    const client = new Client({ connectionString: server.url });
    await client.connect();
    for (const name of ["first", "second"]) await client.query(`create database ${name}`);
    await client.end();
    const url = new URL(server.url);
    project.env.PASSWORD = decodeURIComponent(url.password);
    project.write("second-key", `${"33".repeat(32)}\n`);
    const endpoint = (name: string) => `postgres://postgres@${url.host}/${name}`;
    project.write(
      "Pulumi.yaml",
      `name: shop
runtime: nodejs
tencentrtc:
  accounts:
    first: { endpoint: "${endpoint("first")}", password: env:PASSWORD, backendKey: env:FIRST_KEY }
    second: { endpoint: "${endpoint("second")}", password: env:PASSWORD, backendKey: file:second-key }
`,
    );
    for (const name of ["first", "second"]) {
      project.write(
        `apps/${name}.yaml`,
        `application: ${name}\nproducts: [chat]\nregion: tokyo\naccount: ${name}\n`,
      );
    }
  });
  afterAll(async () => {
    project.remove();
    await server.stop();
  });

  test("up, preview, drift, doctor and certs reach each with its own", () => {
    const runs = [
      project.done("up", "--yes"),
      project.done("preview"),
      project.done("drift"),
      project.done("doctor"),
      project.done("certs"),
    ];
    const output = runs.map(({ stdout, stderr }) => `${stdout}${stderr}`).join("\n");
    expect(output).toMatch(
      /^main\.first: 1 of 1 resource changed\n {2}first: SDKAppID \d+\nmain\.second: 1 of 1 resource changed\n/m,
    );
    const { PASSWORD = "", FIRST_KEY = "" } = project.variables;
    const state = ["first", "second"].map((name) =>
      project.read(`state/.pulumi/stacks/shop/main.${name}.json`),
    );
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), FIRST_KEY, "33".repeat(32)]) {
      expect(`${output}${state.join("")}`).not.toContain(secret);
    }
  });
});

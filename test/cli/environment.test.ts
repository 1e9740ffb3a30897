import { delimiter } from "node:path";
import { absoluteState, settleEnvironment } from "../../cli/terminal/environment";

const settled = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  settleEnvironment(environment, "/srv/fleet/apps");
  return environment;
};

test.each([
  ["PULUMI_CONFIG_PASSPHRASE_FILE", "pass.txt", "/srv/fleet/apps/pass.txt"],
  ["PULUMI_HOME", "../home", "/srv/fleet/home"],
  ["PULUMI_CREDENTIALS_PATH", ".", "/srv/fleet/apps"],
  ["NODE_EXTRA_CA_CERTS", "ca.pem", "/srv/fleet/apps/ca.pem"],
  ["SSL_CERT_FILE", "ca.pem", "/srv/fleet/apps/ca.pem"],
  ["PGPASSFILE", "./pgpass", "/srv/fleet/apps/pgpass"],
  ["AWS_SHARED_CREDENTIALS_FILE", "aws", "/srv/fleet/apps/aws"],
  ["GOOGLE_APPLICATION_CREDENTIALS", "key.json", "/srv/fleet/apps/key.json"],
  ["NODE_PATH", ["a", "", "/b"].join(delimiter), ["/srv/fleet/apps/a", "", "/b"].join(delimiter)],
  ["PULUMI_BACKEND_URL", "file://./state", "file:///srv/fleet/apps/state"],
  ["PULUMI_BACKEND_URL", "file://state?no_tmp_dir=true", "file:///srv/fleet/apps/state?no_tmp_dir=true"],
])("%s=%s is found from the project's folder, too", (name, given, expected) => {
  expect(settled({ [name]: given })).toEqual({ [name]: expected });
});

test.each([
  ["PULUMI_HOME", "/home/somebody/.pulumi"],
  ["PULUMI_CONFIG_PASSPHRASE_FILE", ""],
  ["PULUMI_BACKEND_URL", "file:///srv/state"],
  ["PULUMI_BACKEND_URL", "file://~"],
  ["PULUMI_BACKEND_URL", "file://~/state"],
  ["PULUMI_BACKEND_URL", "s3://our-states?region=ap-singapore"],
  ["PULUMI_CONFIG_PASSPHRASE", "pass.txt"],
  ["no_proxy", "internal.example.com, 127.0.0.1"],
])("%s=%s stays as it is", (name, given) => {
  expect(settled({ [name]: given })).toEqual({ [name]: given });
});

test("--state names a folder as PULUMI_BACKEND_URL does", () => {
  expect(absoluteState("file://../state", "/srv/fleet/apps")).toBe("file:///srv/fleet/state");
});

test.each([
  [{}, "localhost,127.0.0.1,::1"],
  [{ no_proxy: "internal.example.com, 127.0.0.1" }, "internal.example.com,127.0.0.1,localhost,::1"],
  [{ NO_PROXY: "a.example.com" }, "a.example.com,localhost,127.0.0.1,::1"],
  [{ no_grpc_proxy: "b.example.com", no_proxy: "a.example.com" }, "b.example.com,localhost,127.0.0.1,::1"],
])("behind a proxy, %j, the engine is reached without it", (given: NodeJS.ProcessEnv, expected) => {
  for (const proxy of ["http_proxy", "https_proxy", "grpc_proxy"]) {
    const environment = settled({ ...given, [proxy]: "http://127.0.0.1:1" });
    expect(environment).toEqual({ ...given, [proxy]: "http://127.0.0.1:1", no_grpc_proxy: expected });
  }
});

import { delimiter, resolve } from "node:path";

/** Variables with the path of a file or folder, for Node, the Pulumi engine, its state backends and PostgreSQL. */
const pathVariables = [
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_CREDENTIALS_PATH",
  "PULUMI_HOME",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "PGPASSFILE",
  "AWS_CA_BUNDLE",
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AZURE_CLIENT_CERTIFICATE_PATH",
  "AZURE_FEDERATED_TOKEN_FILE",
  "GOOGLE_APPLICATION_CREDENTIALS",
] as const;

/** Variables that name several files or folders, with the system's delimiter between them. */
const listVariables = ["NODE_PATH", "SSL_CERT_DIR"] as const;

const proxyVariables = ["grpc_proxy", "https_proxy", "http_proxy"] as const;
const loopback = ["localhost", "127.0.0.1", "::1"];

/**
 * Makes of the environment what it means to whoever set it, for this process and those that it starts. Runs work in
 * the project's folder, so a path that is relative would be looked for there.
 */
export function settleEnvironment(environment: NodeJS.ProcessEnv, from: string): void {
  for (const name of pathVariables) {
    const path = environment[name];
    if (path) environment[name] = resolve(from, path);
  }
  for (const name of listVariables) {
    const list = environment[name];
    if (list)
      environment[name] = list
        .split(delimiter)
        .map((path) => path && resolve(from, path))
        .join(delimiter);
  }
  const { PULUMI_BACKEND_URL: state } = environment;
  if (state) environment.PULUMI_BACKEND_URL = absoluteState(state, from);
  if (proxyVariables.some((name) => environment[name])) environment.no_grpc_proxy = withoutProxy(environment);
}

/** Where states lie, as for `pulumi login`: a folder is relative to where the command was given. */
export function absoluteState(url: string, from: string): string {
  const [, path, query = ""] = /^file:\/\/(?![/~])([^?]*)(\?.*)?$/.exec(url) ?? [];
  return path === undefined ? url : `file://${resolve(from, path)}${query}`;
}

/**
 * The hosts that gRPC reaches without a proxy. The engine is one of them always; between commas it takes a blank for a
 * part of the name.
 */
const withoutProxy = ({ no_grpc_proxy, no_proxy, NO_PROXY }: NodeJS.ProcessEnv): string => {
  const named = (no_grpc_proxy ?? no_proxy ?? NO_PROXY ?? "").split(/[,\s]+/).filter((host) => host !== "");
  return [...new Set([...named, ...loopback])].join(",");
};

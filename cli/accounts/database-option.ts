import { Option } from "commander";
import { defaultEndpoint } from "../../provider/client/endpoint";

/** Option for the database that an operator's command works on. */
export const databaseOption = (): Option =>
  new Option("--database <endpoint>", "the database; a relative path starts at the Pulumi project")
    .env("TENCENTRTC_DATABASE")
    .default(defaultEndpoint);

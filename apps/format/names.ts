import { z } from "zod";

/** Names that become part of a stack's or a resource's name, which are never changed afterwards. */
const name = (what: string, example: string) => {
  const rule = `must be 1-40 letters, digits, underscores or hyphens that begin with a letter: ${what}, for example "${example}"`;
  return z.string(rule).regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, rule);
};

export const ApplicationKey = name("what the application is called in the state for good", "support");
export const EntryName = name("what the entry is called in the state for good", "ios");
export const AccountName = name("an account", "main");
export const EnvironmentName = name("an environment", "prod");

/** What may be repeated of a file that may be none of ours. */
export const isPlainName = (key: string): boolean => /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(key);

/** The account of a file that names none. */
export const defaultAccount = "default";
/** The environment of a fleet whose files tell none apart. */
export const onlyEnvironment = "main";

/** The stack in which the applications of an account and an environment live. */
export const stackName = (environment: string, account: string): string =>
  account === defaultAccount ? environment : `${environment}.${account}`;

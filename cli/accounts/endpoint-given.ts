import { UserError } from "../../ground/errors";
import { location } from "../../ground/one-line";
import { defaultEndpoint } from "../../provider/client/endpoint";

/**
 * The endpoint that `--database` names, or the variable behind it.
 *
 * @throws UserError where it is empty or holds what no endpoint has: it would lead to another backend, or a new one.
 */
export function endpointGiven(text: string, variable: string): string {
  const line = location(text);
  if ("text" in line) return line.text;
  throw new UserError(
    `the backend that --database or ${variable} names can't be used: it ${line.fault}. Name one, for example "${defaultEndpoint}", or unset the variable`,
  );
}

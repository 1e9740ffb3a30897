import type { Failure } from "../../ground/bag";
import { printPath } from "../../ground/issue";
import type { Declared } from "../format/declared";
import { secretsIn } from "../format/secrets";

/** Secrets that stand in a file themselves. They aren't repeated. */
export const bareSecrets = ({ kind, inputs }: Declared): Failure[] =>
  secretsIn(kind, inputs).flatMap(({ path, value, text }) => {
    const issues = text.safeParse(value).error?.issues ?? [];
    return issues.slice(0, 1).map(({ message }) => ({ path: printPath(path), reason: message }));
  });

import { closeSync, openSync, readSync } from "node:fs";
import { maxFileText } from "../../backend/api";
import type { Failure } from "../../ground/bag";
import { printPath } from "../../ground/issue";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";
import type { Declared } from "../format/declared";
import { type SecretField, secretsIn, withSecrets } from "../format/secrets";
import { bareSecrets } from "./bare-secrets";
import { brokenRules, judgedInputs } from "./judge";
import { placeOf } from "./secret-places";
import { secretInFile, secretInVariable } from "./secret-values";
import { whyUnreadable } from "./unreadable";

/** A declared resource with the secrets that are at hand in the place of where they are. */
export interface Opened {
  readonly declared: Declared;
  /** Why others can't be had. */
  readonly failures: readonly Failure[];
  /** Whether all of them were at hand, so that nothing is left to be judged in a run. */
  readonly isWhole: boolean;
}

/**
 * Takes the secrets of a resource from files and variables, as far as they have them; those of a stack's config are left
 * to its run.
 *
 * @param folder where the file stands that declares it
 * @returns undefined for a resource without secrets, and for one whose secrets stand in the file themselves.
 */
export function opened(declared: Declared, folder: string, variables: NodeJS.ProcessEnv): Opened | undefined {
  const { kind, inputs } = declared;
  const secrets = secretsIn(kind, inputs).map((secret) => ({
    secret,
    found: find(secret, folder, variables),
  }));
  if (secrets.length === 0 || bareSecrets(declared).length > 0) return undefined;
  const known = new Map(secrets.map(({ secret, found }) => [printPath(secret.path), found.value]));
  const value = ({ path }: SecretField) => known.get(printPath(path)) ?? unknownValue;
  return {
    declared: { ...declared, inputs: withSecrets(kind, inputs, value) },
    failures: secrets.flatMap(({ secret: { path }, found: { fault } }) =>
      fault === undefined ? [] : [{ path: printPath(path), reason: `names a file that ${fault}` }],
    ),
    isWhole: secrets.every(({ found }) => found.value !== undefined),
  };
}

/** Reads a costly file in a thread, so that judging it takes no time. */
export const learn = async ({ declared }: Opened): Promise<void> => {
  await declared.kind.learn?.(judgedInputs(declared));
};

/** Everything that is wrong with it. Whether a term has ended isn't judged: of a certificate in use that is drift. */
export const failuresIn = ({ declared, failures }: Opened): readonly Failure[] => [
  ...failures,
  ...brokenRules(declared),
];

interface Found {
  readonly value?: string;
  /** Mistake of a file that is missing; variables and config may be set elsewhere. */
  readonly fault?: string;
}

function find(secret: SecretField, folder: string, variables: NodeJS.ProcessEnv): Found {
  const place = placeOf(secret, folder);
  switch (place.from) {
    case "config":
      return {};
    case "env": {
      const line = secretInVariable(place.name, variables);
      // The contents of a file have as many lines as they like.
      if (!place.isText) return { value: variables[place.name] || undefined };
      return "text" in line ? { value: line.text } : {};
    }
    case "file": {
      if (!place.isText) {
        const fault = whyUnreadable(place.path);
        return fault === undefined ? { value: startOf(place.path) } : { fault };
      }
      const line = secretInFile(place.path);
      return "text" in line ? { value: line.text } : { fault: line.fault };
    }
  }
}

/** In base64. Of a file that is too large only so much that it is seen to be. */
function startOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const start = Buffer.alloc((maxFileText / 4) * 3 + 1);
    return start.toString("base64", 0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}

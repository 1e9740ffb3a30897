import { parsePath } from "../../ground/json-path";
import type { Target } from "./targets";

/** How the engine begins what a check has found; values of properties are left out, as they may be secret. */
const problem = /^\S+ resource '[^']*'(?:: property (\S+) value [\s\S]*?)? has a problem: ([\s\S]*)$/;

/** Without the engine's own words: `region: must be …`. */
function withoutFrame(text: string): string {
  const [, property, reason] = problem.exec(text) ?? [];
  if (reason === undefined) return text;
  return property === undefined ? reason : `${property}: ${reason}`;
}

/**
 * Errors of a run, with the place of what they are about: `apps/support.yaml:4:9: support: region: must be …`. What no
 * file declares has none.
 *
 * @param errors each with the resource's name before it, where it is about one
 */
export function errorsInFiles(
  { sources, environment }: Pick<Target, "sources" | "environment">,
  errors: readonly string[],
): string[] {
  if (errors.length === 0) return [];
  const declared = new Map(
    sources.flatMap((source) =>
      source.declaredIn(environment).map((one) => [one.name, { ...one, source }] as const),
    ),
  );
  return errors.map((error) => {
    const name = error.slice(0, Math.max(0, error.indexOf(": ")));
    const about = declared.get(name);
    if (about === undefined) return error;
    const text = withoutFrame(error.slice(name.length + 2));
    const [, property] = /^([\w.[\]"-]+): /.exec(text) ?? [];
    const path = property === undefined ? [] : parsePath(property);
    const isIts = Object.hasOwn(about.kind.inputs.shape, String(path[0]));
    const within = [...about.path, ...(isIts ? path : [])];
    // What is about an application as a whole stands where its name does.
    const place = about.source.faultIn(environment, "rule", within.length > 0 ? within : ["application"], "");
    return `${place.file}:${place.line}:${place.column}: ${name}: ${text}`;
  });
}

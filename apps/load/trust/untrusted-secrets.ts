import { onlyEnvironment } from "../../format/names";
import { secretsIn } from "../../format/secrets";
import type { ApplicationSource } from "../application-source";
import { inOrder, type Mistake } from "../mistake";
import { placeOf } from "../secret-places";
import { type Ground, whyUntrusted } from "./trust";

/** The secrets of every environment that are where files must not take them from. */
export function untrustedSecrets(source: ApplicationSource, ground: Ground): Mistake[] {
  const environments = source.environments.length > 0 ? source.environments : [onlyEnvironment];
  const found = environments.flatMap((environment) =>
    source.declaredIn(environment).flatMap(({ kind, inputs, path }) =>
      secretsIn(kind, inputs).flatMap((secret) => {
        const why = whyUntrusted(placeOf(secret, source.folder), source.folder, undefined, ground);
        return why ? [source.faultIn(environment, "reference", [...path, ...secret.path], why)] : [];
      }),
    ),
  );
  return inOrder(found);
}

import type { Bag } from "../../ground/bag";
import { type DeclarationParts, parseDeclaration, printDeclaration } from "../lifecycle/run/declaration";

/**
 * The declaration to go on with. A plugin isn't told the organisation, and a parent's type says which adapter it has;
 * neither makes another declaration of one, so that a stack moves between the adapters without a change.
 */
export function keptDeclaration(olds: Bag | undefined, news: Bag): unknown {
  const [before, now] = [partsIn(olds), partsIn(news)];
  if (before === undefined || now === undefined) return news.__declaration;
  const organization = now.organization || before.organization;
  const isSame =
    printDeclaration(comparable(before, organization)) === printDeclaration(comparable(now, organization));
  return isSame ? olds?.__declaration : printDeclaration({ ...now, organization });
}

const partsIn = (bag: Bag | undefined): DeclarationParts | undefined =>
  typeof bag?.__declaration === "string" ? parseDeclaration(bag.__declaration) : undefined;

const comparable = (parts: DeclarationParts, organization: string): DeclarationParts => ({
  ...parts,
  organization: parts.organization || organization,
  parents: parts.parents.replaceAll("pulumi-nodejs:dynamic/tencentrtc:", "tencentrtc:index:"),
});

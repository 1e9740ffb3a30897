import type { Bag } from "../../ground/bag";
import {
  type DeclarationParts,
  inAnyAdapter,
  parseDeclaration,
  printDeclaration,
} from "../lifecycle/run/declaration";

/** The declaration to go on with: one of before that another adapter made, so that a stack moves without a change. */
export function keptDeclaration(olds: Bag | undefined, news: Bag): unknown {
  const [before, now] = [partsIn(olds), partsIn(news)];
  if (before === undefined || now === undefined) return news.__declaration;
  const organization = now.organization || before.organization;
  const isSame =
    isOfOne(before.organization, organization) &&
    printDeclaration(inAnyAdapter(before)) === printDeclaration(inAnyAdapter(now));
  return isSame ? olds?.__declaration : printDeclaration({ ...now, organization });
}

/** Whether it may be one organisation: it isn't always told. */
const isOfOne = (one: string, other: string): boolean => one === "" || one === other;

const partsIn = (bag: Bag | undefined): DeclarationParts | undefined =>
  typeof bag?.__declaration === "string" ? parseDeclaration(bag.__declaration) : undefined;

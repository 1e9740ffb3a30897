import { type DeclarationParts, parseDeclaration, printDeclaration } from "../../../backend/api";

export { type DeclarationParts, parseDeclaration, printDeclaration };

/** The URN that the engine gave the resource of this type. */
export function urnOf(parts: DeclarationParts, type: string): string {
  const qualified = parts.parents === "" ? type : `${parts.parents}$${type}`;
  return `urn:pulumi:${parts.stack}::${parts.project}::${qualified}::${parts.name}`;
}

/** The qualified parent types that stand in a parent's URN: what a child's URN has before its own type. */
export function parentsFromUrn(urn: string): string {
  const qualifiedType = urn.split("::")[2] ?? "";
  return qualifiedType === "pulumi:pulumi:Stack" ? "" : qualifiedType;
}

/** The type of the resource itself that an URN is of. */
export const typeFromUrn = (urn: string): string => urn.split("::").at(-2)?.split("$").at(-1) ?? "";

/**
 * A declaration's parts as every adapter has them: a plugin isn't told the organisation, and a parent's type says which
 * adapter it has. Neither makes another declaration of one.
 */
export const inAnyAdapter = (parts: DeclarationParts): DeclarationParts => ({
  ...parts,
  organization: "",
  parents: parts.parents.replaceAll("pulumi-nodejs:dynamic/tencentrtc:", "tencentrtc:index:"),
});

/** Every declaration of one stack begins with this. */
export const stackPrefix = (parts: DeclarationParts): string =>
  `${parts.organization}::${parts.stack}::${parts.project}::`;

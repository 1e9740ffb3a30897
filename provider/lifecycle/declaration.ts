/**
 * Who declares a resource. It is stable across runs and machines, unlike everything else that a create gets, so
 * the ClientToken of a repeated create is made from it (docs/decisions/004).
 */
export interface DeclarationParts {
  readonly organization: string;
  readonly stack: string;
  readonly project: string;
  /** Qualified types of the parents, as an URN has them: `my:Team$my:Group`; empty at the top. */
  readonly parents: string;
  readonly name: string;
}

/** `organization::stack::project::parents::name`, the hidden input `__declaration`. */
export const printDeclaration = (parts: DeclarationParts): string =>
  [parts.organization, parts.stack, parts.project, parts.parents, parts.name].join("::");

/** The name comes last and may hold anything, `::` included. */
export function parseDeclaration(text: string): DeclarationParts | undefined {
  const [organization, stack, project, parents, ...name] = text.split("::");
  if (organization === undefined || stack === undefined || project === undefined || parents === undefined)
    return undefined;
  return name.length === 0 ? undefined : { organization, stack, project, parents, name: name.join("::") };
}

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

/** Every declaration of one stack begins with this. */
export const stackPrefix = (parts: DeclarationParts): string =>
  `${parts.organization}::${parts.stack}::${parts.project}::`;

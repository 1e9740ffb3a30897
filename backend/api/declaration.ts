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

/** `organization::stack::project::parents::name`, the hidden input `__declaration`, and the owner of what it manages. */
export const printDeclaration = (parts: DeclarationParts): string =>
  [parts.organization, parts.stack, parts.project, parts.parents, parts.name].join("::");

/** The name comes last and may hold anything, `::` included. */
export function parseDeclaration(text: string): DeclarationParts | undefined {
  const [organization, stack, project, parents, ...name] = text.split("::");
  if (organization === undefined || stack === undefined || project === undefined || parents === undefined)
    return undefined;
  return name.length === 0 ? undefined : { organization, stack, project, parents, name: name.join("::") };
}

/** The declaration that manages something, short enough for a line: `shop/dev support`. */
export function ownerInWords(owner: string): string {
  const parts = parseDeclaration(owner);
  return parts ? `${parts.project}/${parts.stack} ${parts.name}` : owner;
}

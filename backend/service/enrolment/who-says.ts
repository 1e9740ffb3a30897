import type { Scope } from "../scope";

/** Who says something: the sub-user of the key pair, whom nobody can claim to be; else who is named; else the key pair. */
export const whoSays = ({ actor }: Scope, named: string | undefined): string =>
  actor.user ?? named ?? actor.secretId ?? actor.kind;

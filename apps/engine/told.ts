import { type Notice, parseNotice } from "../../provider/lifecycle/run/notice";
import { kinds } from "../../provider/resources";
import { applicationOf, type Change, nameOf } from "./change";

/** What a run says that a person must know of one resource. */
export interface Told extends Omit<Notice, "kind"> {
  /** `warning` is whatever else a provider warns of. */
  readonly kind: Notice["kind"] | "warning";
  /** What the resource is called in the program. */
  readonly name: string;
  /** What the file calls the application that it is, or that it hangs on. */
  readonly application: string;
}

const about = (urn: string) => {
  const name = nameOf(urn);
  return { name, application: applicationOf(name) };
};

/** A warning of a provider of ours. */
export const toldBy = (urn: string, message: string): Told => ({
  ...(parseNotice(message) ?? { kind: "warning", text: message, statements: [] }),
  ...about(urn),
});

/** What goes with a resource: nobody asks its provider before it does. */
export interface Going {
  readonly urn: string;
  readonly kind: string;
  readonly id: string;
  readonly state: Readonly<Record<string, unknown>>;
  /** The account's, where somebody has asked. */
  readonly settings?: Parameters<NonNullable<(typeof kinds)[number]["forewarnEnd"]>>[0]["settings"];
}

export const toldOfEnd = ({ urn, kind, id, state, settings }: Going): Told[] =>
  (kinds.find(({ name }) => name === kind)?.forewarnEnd?.({ id, state, settings }) ?? []).map((one) => ({
    ...one,
    ...about(urn),
  }));

/** Whether a destroy deletes a resource of this kind also where its application stays. */
export const endsAlone = (kind: string): boolean =>
  kinds.find(({ name }) => name === kind)?.endsAlone === true;

/** Whether an application goes as a whole, and what hangs on it with it: its own end says enough. */
export const goesAlong = (
  { name, application }: Pick<Told, "name" | "application">,
  changes: readonly Change[],
): boolean =>
  name !== application &&
  changes.some((one) => one.kind === "Application" && one.name === application && one.change === "delete");

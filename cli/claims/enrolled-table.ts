import type { EnrolledApplication, Evidence, FactName } from "../../backend/api";
import { type Cell, table } from "../terminal/screen";

/** What a look left open. */
export interface Open {
  readonly Fact: FactName;
  readonly UserId: string | null;
  readonly Why: string;
}

/** Applications of a real account as they are known; what the last look left open is shown with the date of before. */
export const enrolledTable = (
  rows: readonly { readonly application: EnrolledApplication; readonly open: readonly Open[] }[],
): string =>
  table(
    ["SDKAPPID", "NAME", "OWNED", "KEY", "REGION", "STATUS", "ADMINS"],
    rows.map(({ application, open }): Cell[] => {
      const cell = (fact: FactName, words: (value: Evidence["Value"]) => string, bad?: Evidence["Value"][]) =>
        cellOf(
          application.Facts.find(({ Fact }) => Fact === fact),
          open.some(({ Fact }) => Fact === fact),
          words,
          bad,
        );
      return [
        { text: String(application.SdkAppId), colour: "bold" },
        cell("Name", String),
        cell("Owned", () => "yes"),
        cell("Key", (isRight) => (isRight ? "right" : "wrong"), [false]),
        cell("Region", String),
        withPending(cell("Status", String, ["disabled", "suspended", "blocked", "deleted"]), application),
        adminsOf(application, open),
      ];
    }),
  );

function cellOf(
  evidence: Evidence | undefined,
  isOpen: boolean,
  words: (value: Evidence["Value"]) => string,
  bad: readonly Evidence["Value"][] = [],
): Cell {
  if (!evidence) return { text: "not known", colour: "yellow" };
  const { Value, How, Time } = evidence;
  const how = How === "proven" ? [] : [How];
  const marks = [...how, ...(isOpen ? [`of ${Time.slice(0, 10)}`] : [])];
  const text = `${words(Value)}${marks.length > 0 ? ` (${marks.join(" ")})` : ""}`;
  if (bad.includes(Value)) return { text, colour: "red" };
  return { text, colour: isOpen || How === "assumed" ? "yellow" : "green" };
}

/** What one person has said stands beside what is known: it doesn't count yet. */
function withPending({ text, colour }: Cell, { Pending }: EnrolledApplication): Cell {
  const waiting = Pending.map(({ Value, By }) => `${By} says ${String(Value)}`);
  return { text: [text, ...waiting].join("; "), colour: waiting.length > 0 ? "yellow" : colour };
}

/** What to do about what waits for a second person; empty where nothing does. */
export const pendingInWords = ({ SdkAppId, Pending }: EnrolledApplication): string[] =>
  Pending.map(
    ({ Fact, Value, By, ExpireTime }) =>
      `${SdkAppId}: what ${By} says counts once another person says it with a key pair of their own, until ${ExpireTime}: tencentrtc attest ${SdkAppId} ${Fact.toLowerCase()}=${String(Value)}`,
  );

function adminsOf({ Facts }: EnrolledApplication, open: readonly Open[]): Cell {
  const admins = Facts.filter(({ Fact }) => Fact === "Admin").map((evidence) => {
    const isOpen = open.some(({ Fact, UserId }) => Fact === "Admin" && UserId === evidence.UserId);
    const marks = [
      ...(evidence.Value === true ? [] : ["no admin"]),
      ...(evidence.How === "proven" ? [] : [evidence.How]),
      ...(isOpen ? [`of ${evidence.Time.slice(0, 10)}`] : []),
    ];
    return `${evidence.UserId}${marks.length > 0 ? ` (${marks.join(", ")})` : ""}`;
  });
  return {
    text: admins.join(", "),
    colour: Facts.some(({ Fact, Value }) => Fact === "Admin" && Value === false) ? "red" : undefined,
  };
}

/** An application in JSON, in the words of this command. */
export const enrolledAsJson = (application: EnrolledApplication): object => ({
  sdkAppId: application.SdkAppId,
  declaration: application.Owner,
  enrolledTime: application.EnrolledTime,
  hasSecretKey: application.HasSecretKey,
  facts: application.Facts.map(({ Fact, UserId, Value, How, By, Time, RequestId }) => ({
    fact: Fact,
    userId: UserId,
    value: Value,
    how: How,
    by: By,
    time: Time,
    requestId: RequestId,
  })),
  pending: application.Pending.map(({ Fact, Value, By, Time, ExpireTime }) => ({
    fact: Fact,
    value: Value,
    by: By,
    time: Time,
    expireTime: ExpireTime,
  })),
});

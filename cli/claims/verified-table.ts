import type { Fact } from "../../backend/cloud";
import { type Cell, table } from "../terminal/screen";
import { reasonOfAll, remarksOf } from "./remarks";
import type { Verified } from "./verified";

/** The table of `verify`, and below it why what isn't known isn't, and what to do. */
export function verifiedTable(rows: readonly Verified[]): string {
  const headings = ["SDKAPPID", "OWNED", "KEY", "REGION", "STATUS", "ADMINS"];
  const lines = rows.map((row): Cell[] => [
    { text: String(row.sdkAppId) },
    cell(row.owned, () => "yes"),
    cell(row.key, (isRight) => (isRight ? "right" : "wrong"), row.key.value === false),
    cell(row.region, (region) => region, isElsewhere(row)),
    cell(row.status, (status) => status, row.status.value !== null && row.status.value !== "serves"),
    adminsOf(row),
  ]);
  const ofNone = reasonOfAll(rows.map(({ owned }) => ("why" in owned ? owned.why : undefined)));
  const remarks = [
    ...(ofNone === undefined ? [] : [`whose they are isn't known: ${ofNone}`]),
    ...rows.flatMap((row) => remarksOn(row, ofNone)),
  ];
  return [table(headings, lines), ...(remarks.length > 0 ? ["", ...remarks] : [])].join("\n");
}

const isElsewhere = ({ region, regionGiven }: Verified): boolean =>
  region.value !== null && regionGiven !== null && region.value !== regionGiven;

function cell<T>(fact: Fact<T>, words: (value: T) => string, isBad = false): Cell {
  if ("why" in fact) return { text: "not known", colour: "yellow" };
  const text = fact.how === "proven" ? words(fact.value) : `${words(fact.value)} (inferred)`;
  return { text, colour: isBad ? "red" : "green" };
}

function adminsOf({ admins }: Verified): Cell {
  const isBad = admins.some(({ isAdmin }) => isAdmin.value === false);
  const words = admins.map(({ userId, isAdmin }) =>
    isAdmin.value === true ? userId : `${userId} (${isAdmin.value === false ? "no admin" : "not known"})`,
  );
  return { text: words.join(", "), colour: isBad ? "red" : undefined };
}

function remarksOn(row: Verified, known: string | undefined): string[] {
  const { sdkAppId, owned, key, region, status, regionGiven, next } = row;
  const found = isElsewhere(row) ? [`it is in ${region.value}, and the file says ${regionGiven}`] : [];
  const whys = [key, region, status, owned].flatMap((fact) =>
    "why" in fact && fact.why !== known ? [fact.why] : [],
  );
  return remarksOf(sdkAppId, { found, whys, next });
}

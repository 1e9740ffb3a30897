import type { EnrolledApplication, Evidence } from "../../backend/api";
import type { Finding } from "../reports/finding";

/** What is known of a real application that wants a look, from what is stored: nobody is asked. */
export function enrolledFindings(applications: readonly EnrolledApplication[]): Finding[] {
  return applications.flatMap(({ SdkAppId, Facts }): Finding[] => {
    const amiss = Facts.filter(isAmiss).map(inWords);
    const isProven = Facts.some(({ Fact, How }) => Fact === "Key" && How === "proven");
    const what = [...amiss, ...(isProven ? [] : ["nothing proves that its key is right"])];
    if (what.length === 0) return [];
    return [
      {
        kind: "evidence",
        sdkAppIds: [SdkAppId],
        what: `Application ${SdkAppId} at Tencent Cloud: ${what.join("; ")}`,
        next: "`tencentrtc verify` asks Tencent Cloud anew; `attest` says what somebody saw in the console",
      },
    ];
  });
}

const isAmiss = ({ Fact, Value }: Evidence): boolean =>
  ((Fact === "Key" || Fact === "Admin") && Value === false) || (Fact === "Status" && Value !== "serves");

function inWords({ Fact, UserId, Value, How, Time }: Evidence): string {
  const known = `(${How}, ${Time.slice(0, 10)})`;
  if (Fact === "Key") return `its key is wrong ${known}`;
  return Fact === "Admin" ? `${UserId} is no admin ${known}` : `it is ${String(Value)} ${known}`;
}

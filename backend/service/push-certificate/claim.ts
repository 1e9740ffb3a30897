import type { ClaimPushCertificate, ReleasePushCertificate } from "../../api";
import { isOutdated } from "../../rules/claims";
import { taken } from "../claims";
import { spendTokens } from "../late-requests";
import type { Handler } from "../scope";
import { saveCertificate } from "./change";
import { editableCertificate } from "./push-certificate";
import { releaseCertificate } from "./release";

export const claimPushCertificate: Handler<typeof ClaimPushCertificate> = (request, scope) =>
  scope.write(async (moment) => {
    const row = await editableCertificate(request, moment);
    const { columns, answer } = await taken(
      { held: row, by: request, thing: "push certificate" },
      scope,
      moment,
    );
    const isOthers = row.owner !== request.Owner;
    if (isOthers) await spendTokens([row.client_token], moment);
    // A token stands for the declaration that made it, which under a new name must not find this one again.
    const token = isOthers ? { client_token: null } : {};
    await saveCertificate(row, { ...columns, ...token, leaving_at: null }, moment);
    return answer;
  });

export const releasePushCertificate: Handler<typeof ReleasePushCertificate> = (request, scope) =>
  scope.write(async (moment) => {
    const row = await editableCertificate(request, moment);
    if (isOutdated(row, request.Claim)) return {};
    await releaseCertificate(row, moment);
    return {};
  });

import { type ClaimPushCertificate, claimDigest, type ReleasePushCertificate } from "../../api";
import { isOutdated, judgeTaking } from "../../rules/claims";
import { mustNotBeLate, spendTokens } from "../late-requests";
import { newClaim } from "../new-claim";
import { throwIf } from "../request";
import type { Handler } from "../scope";
import { saveCertificate } from "./change";
import { editableCertificate } from "./push-certificate";

export const claimPushCertificate: Handler<typeof ClaimPushCertificate> = (request, scope) =>
  scope.write(async (moment) => {
    const row = await editableCertificate(request, moment);
    mustNotBeLate(row, moment);
    const { Owner: owner, Claim: current } = request;
    throwIf(judgeTaking(row, { owner, claim: current, takeOver: false }, "push certificate"));
    const isProven = current !== undefined && !isOutdated(row, current);
    const claim = isProven ? current : await newClaim(scope, moment);
    // A token stands for the declaration that made it, which under a new name must not find this one again.
    const token = row.owner === owner ? {} : { client_token: null };
    if (row.owner !== owner) await spendTokens([row.client_token], moment);
    const taken = { owner, claim_hash: claimDigest(claim), claimed_at: moment.askedAt, leaving_at: null };
    await saveCertificate(row, { ...taken, ...token }, moment);
    return { Claim: claim, PreviousOwner: row.owner };
  });

export const releasePushCertificate: Handler<typeof ReleasePushCertificate> = (request, scope) =>
  scope.write(async (moment) => {
    const row = await editableCertificate(request, moment);
    if (isOutdated(row, request.Claim)) return {};
    await spendTokens([row.client_token], moment);
    const given = { owner: null, claim_hash: null, claimed_at: moment.askedAt, leaving_at: null };
    await saveCertificate(row, { ...given, client_token: null }, moment);
    return {};
  });

import type { CloudAccount } from "./account";
import { CloudRefusal } from "./errors";
import { type Fact, unknown } from "./fact";

/**
 * Whether an application is the account's. On the site of China its list says so; the other site has none, and there a
 * look at the application's minutes that is answered lets us infer it. Nothing is taken as proof of the contrary: a list
 * may leave disabled ones out, and a refusal may have other causes.
 *
 * @throws UserError where the key pair is another account's; signal's reason when it aborts.
 */
export async function ownershipOf(
  account: CloudAccount,
  sdkAppId: number,
  signal: AbortSignal,
): Promise<Fact<true>> {
  try {
    if (account.site === "china") {
      const { answer: ids, requestId = null } = await account.sdkAppIds(signal);
      return ids.includes(sdkAppId)
        ? { value: true, how: "proven", by: "DescribeSdkAppid", requestId }
        : unknown("DescribeSdkAppid doesn't list it; disabled ones may be left out");
    }
    const requestId = (await account.usage(sdkAppId, signal)) ?? null;
    return { value: true, how: "inferred", by: "DescribeTrtcUsage", requestId };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CloudRefusal && foreign.has(error.code)) {
      return unknown(`DescribeTrtcUsage is refused for it (${error.inWords}): it may be another account's`);
    }
    if (error instanceof CloudRefusal) return unknown(`refused: ${error.inWords}`);
    throw error;
  }
}

/** Refusals that may mean an application of another account (errors of the trtc SDK; tried nowhere). */
const foreign = new Set([
  "InvalidParameter.SdkAppId",
  "InvalidParameter.InvalidSdkAppId",
  "UnauthorizedOperation.SdkAppId",
  "FailedOperation.SdkAppIdNotExist",
  "FailedOperation.SdkAppIdNotUnderAppId",
]);

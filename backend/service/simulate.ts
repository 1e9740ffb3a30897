import type { SimulateApplication, SimulateBilling, SupportDeleteApplication } from "../api";
import { ApiError } from "../api";
import { bill } from "../rules/billing";
import { secretKey, secretKeyBytes } from "../rules/keys";
import { editionsOf } from "../rules/products";
import type { ApplicationChange, ApplicationRow } from "../store";
import { secretPlace } from "./application-record";
import { liveApplication, mustBeEditable } from "./live-application";
import type { Handler, Scope } from "./scope";
import { removeRows } from "./sweep";

/** Support's own act, outside the status machine: whatever the status, edition or protection, and at once. */
export const supportDeleteApplication: Handler<typeof SupportDeleteApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    await removeRows(moment.db, application.uin, [application.sdk_app_id]);
    return {};
  });

export const simulateBilling: Handler<typeof SimulateBilling> = (request, scope) =>
  scope.write(async (moment) => {
    const { db, now, settings } = moment;
    const application = await liveApplication(request.SdkAppId, moment);
    mustBeEditable(application, moment);
    const billed = bill(application, request.Event, now, settings, scope.random.fraction());
    const { status, status_since, status_until, disabled_reason } = billed;
    const { billing_event, billing_event_at, expires_at } = billed;
    const bills = { billing_event, billing_event_at, expires_at };
    await db
      .updateTable("applications")
      .set({ status, status_since, status_until, disabled_reason, ...bills })
      .where("sdk_app_id", "=", application.sdk_app_id)
      .execute();
    return {};
  });

export const simulateApplication: Handler<typeof SimulateApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    mustBeEditable(application, moment);
    const { Name, Description, ApplicationType, Editions } = request;
    const change: ApplicationChange = {
      ...(Name !== undefined && { name: Name }),
      ...(Description !== undefined && { description: Description }),
      ...(ApplicationType !== undefined && { application_type: ApplicationType }),
      ...(Editions && {
        editions: JSON.stringify({ ...editionsOf(application.editions), ...Editions }),
      }),
      ...keyChange(application, request.SignatureAlgorithm, scope),
    };
    if (Object.keys(change).length === 0) {
      throw new ApiError("MissingParameter", "names nothing to change");
    }
    await moment.db
      .updateTable("applications")
      .set(change)
      .where("sdk_app_id", "=", application.sdk_app_id)
      .execute();
    return {};
  });

/** An upgrade to HMAC keeps the pair, whose signatures stay good (IM console, "获取密钥"). */
function keyChange(
  application: ApplicationRow,
  algorithm: ApplicationRow["signature_algorithm"] | undefined,
  { random, sealer }: Scope,
): ApplicationChange {
  if (algorithm === undefined || algorithm === application.signature_algorithm) return {};
  const { sdk_app_id: id } = application;
  if (algorithm === "HMAC-SHA256") {
    const key = secretKey(random.bytes(secretKeyBytes));
    return { signature_algorithm: algorithm, secret_key: sealer.seal(secretPlace(id, "secret_key"), key) };
  }
  const { publicKey, privateKey } = random.keyPair();
  return {
    signature_algorithm: algorithm,
    secret_key: null,
    public_key: publicKey,
    private_key: sealer.seal(secretPlace(id, "private_key"), privateKey),
  };
}

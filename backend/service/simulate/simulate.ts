import type { SimulateApplication, SimulateBilling, SupportDeleteApplication } from "../../api";
import { ApiError } from "../../api";
import { editionsOf } from "../../rules/application/products";
import type { ApplicationChange } from "../../store";
import { saveApplication } from "../application/change";
import { keyChange } from "../application/keys";
import { liveApplication, mustBeEditable } from "../application/live";
import { removeRows } from "../gone-applications";
import { spendTokensOf } from "../late-requests";
import type { Handler } from "../scope";
import { billAccount } from "./subscription";

/** Support's own act, outside the status machine: whatever the status, edition or protection, and at once. */
export const supportDeleteApplication: Handler<typeof SupportDeleteApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    const { sdk_app_id: sdkAppId, owner } = application;
    await spendTokensOf(sdkAppId, moment);
    await removeRows(moment.db, application.uin, [sdkAppId]);
    moment.note({ sdkAppId, owner, fields: ["Status"], summary: "deleted by support, at once" });
    return {};
  });

export const simulateBilling: Handler<typeof SimulateBilling> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    mustBeEditable(application, moment);
    await billAccount(application, request.Event, scope, moment);
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
    await saveApplication(application, change, moment);
    return {};
  });

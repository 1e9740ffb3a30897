import type { z } from "zod";
import type { Site } from "../api";
import type { CloudCredentials } from "./credentials";
import type { Endpoints } from "./endpoints";
import type { Exchange } from "./exchange";
import { type ServiceAction, type ServiceAnswer, serviceRequest, serviceResponse } from "./service";
import { serviceRegion } from "./sites";

/** How the services of a site are reached. */
export interface Ways {
  readonly site: Site;
  readonly endpoints: Endpoints;
  readonly exchange: Exchange;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface ServiceCall<Answer extends z.ZodType> {
  readonly action: ServiceAction & { readonly answer: Answer };
  /** Undefined for an action that proves itself by what is in its body. */
  readonly credentials: CloudCredentials | undefined;
  readonly request: object;
}

/** Calls a second of each action; Tencent allows 20 of most. */
const perSecond = 20;

/**
 * What a service answers.
 *
 * @throws CloudRefusal; CloudUnavailable where there is no answer; signal's reason when it aborts.
 */
export function callService<Answer extends z.ZodType>(
  { action, credentials, request }: ServiceCall<Answer>,
  { site, endpoints, exchange, now }: Ways,
  signal: AbortSignal,
): Promise<ServiceAnswer<z.output<Answer>>> {
  const endpoint = endpoints.service(site, action.service);
  const region = serviceRegion(site);
  const body = JSON.stringify(request);
  return exchange.call(
    {
      endpoint,
      what: action.name,
      limit: { name: action.name, perSecond },
      request: () => {
        const timestamp = Math.floor(now() / 1_000);
        return serviceRequest({ action, endpoint, region, credentials, body, timestamp });
      },
      read: (json) => serviceResponse(action.answer, json),
    },
    signal,
  );
}

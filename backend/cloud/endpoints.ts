import { UserError } from "../../ground/errors";
import { isLoopback } from "../../ground/http/loopback";
import { type RegionName, regions, type Site } from "../api";
import { serviceHost } from "./sites";

/** Hosts of Chat's REST API (tencentcloud.com/document/product/1047/34620, of 2025-10-23). */
const chatHosts: Readonly<Record<RegionName, string>> = {
  china: "console.tim.qq.com",
  singapore: "adminapisgp.im.qcloud.com",
  seoul: "adminapikr.im.qcloud.com",
  tokyo: "adminapijpn.im.qcloud.com",
  frankfurt: "adminapiger.im.qcloud.com",
  "silicon-valley": "adminapiusa.im.qcloud.com",
  jakarta: "adminapiidn.im.qcloud.com",
};

/** Where calls to Tencent Cloud go. */
export interface Endpoints {
  /** Of an API 3.0 service. */
  readonly service: (site: Site, service: string) => URL;
  /** Of Chat's REST API in a region. */
  readonly chat: (region: RegionName) => URL;
}

const servicesVariable = "TENCENTRTC_CLOUD_ENDPOINT";
const chatVariable = "TENCENTRTC_CLOUD_CHAT_ENDPOINTS";

/**
 * Tencent's own hosts, unless the environment of this process names others: `TENCENTRTC_CLOUD_ENDPOINT`, one URL in the
 * place of all API 3.0 services, and `TENCENTRTC_CLOUD_CHAT_ENDPOINTS`, `region=URL` with commas between. No file can.
 *
 * @throws UserError for what is no URL of https, or of http on this machine.
 */
export function endpointsIn(environment: NodeJS.ProcessEnv): Endpoints {
  const services = environment[servicesVariable]?.trim();
  const instead = services ? endpoint(services, servicesVariable) : undefined;
  const ofChat = chatOverrides(environment[chatVariable]?.trim() ?? "");
  return {
    service: (site, service) => instead ?? new URL(`https://${serviceHost(site, service)}/`),
    chat: (region) => ofChat.get(region) ?? new URL(`https://${chatHosts[region]}/`),
  };
}

function chatOverrides(text: string): ReadonlyMap<string, URL> {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  return new Map(
    parts.map((part) => {
      const [region = "", ...url] = part.trim().split("=");
      if (regions.some((known) => known === region)) return [region, endpoint(url.join("="), chatVariable)];
      throw new UserError(
        `${chatVariable} names a region that isn't known: write region=URL with commas between; regions are ${regions.join(", ")}`,
      );
    }),
  );
}

/** A URL may hold a password: it isn't repeated. */
function endpoint(text: string, variable: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (url && isSafe && url.username === "" && url.search === "" && url.hash === "") return url;
  throw new UserError(
    `${variable} holds what can't be used as an endpoint: write https://host[:port][/path], or http:// for this machine itself, without user and query`,
  );
}

import type { Site } from "../api";

interface SiteFacts {
  /** What follows `SERVICE.` in the host of an API 3.0 service (the SDKs for Node of both sites). */
  readonly domain: string;
  /** `X-TC-Region`, which these services want and don't act on. */
  readonly region: string;
}

const facts: Readonly<Record<Site, SiteFacts>> = {
  china: { domain: "tencentcloudapi.com", region: "ap-guangzhou" },
  international: { domain: "intl.tencentcloudapi.com", region: "ap-singapore" },
};

export const serviceHost = (site: Site, service: string): string => `${service}.${facts[site].domain}`;
export const serviceRegion = (site: Site): string => facts[site].region;

/** Where a server listens. */
export interface Address {
  readonly host: string;
  /** 0 lets the system choose one. */
  readonly port: number;
}

/** The start of a URL for this host. */
export const inUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);

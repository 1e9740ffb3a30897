/** The parameters of a `postgres://` URL that name files: PEM of an authority, of a client and its key. */
export const postgresFileParameters = ["sslrootcert", "sslcert", "sslkey"] as const;

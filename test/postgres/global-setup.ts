import { type PostgresServer, startPostgres } from "./server";

let server: PostgresServer | undefined;

/** One server for all tests of the project; each makes databases of its own on it. */
export default async function setUp(): Promise<void> {
  server = await startPostgres();
  process.env.TEST_POSTGRES_URL = server.url;
}

export const tearDown = async (): Promise<void> => server?.stop();

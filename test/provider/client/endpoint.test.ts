import { databaseLocation } from "../../../provider/client/endpoint";

test.each([
  ["file:data/backend.db", { file: "/srv/fleet/data/backend.db" }],
  ["file:/srv/backend.db", { file: "/srv/backend.db" }],
  ["postgres://rtc@db/rtc", { url: "postgres://rtc@db/rtc" }],
  [
    "postgres://rtc@db/rtc?sslmode=verify-full&sslrootcert=certs/ca.pem",
    { url: "postgres://rtc@db/rtc?sslmode=verify-full&sslrootcert=%2Fsrv%2Ffleet%2Fcerts%2Fca.pem" },
  ],
  [
    "postgres://rtc@db/rtc?sslcert=a.pem&sslkey=%2Fsrv%2Fa.key",
    { url: "postgres://rtc@db/rtc?sslcert=%2Fsrv%2Ffleet%2Fa.pem&sslkey=%2Fsrv%2Fa.key" },
  ],
])("files that %s names start at the project, wherever the command is given", (endpoint, expected) => {
  expect(databaseLocation(endpoint, "/srv/fleet")).toEqual(expected);
});
